import { useQueryClient } from "@tanstack/react-query";
import { App, Segmented } from "antd";
import { useMemo, useState } from "react";

import { may, useSession } from "../session/session";
import { FindBar } from "./FindBar";
import type { CodePoints } from "./codePoints";
import { type Document, type FindingItem, linesOf, type PageSize, type RecordItem, type Reference } from "./content";
import { Decisions } from "./Decisions";
import { useDecisions } from "./judging";
import { isRecord, type Item } from "./deciding";
import { type Draft, recordDrafts } from "./drafts";
import type { Doubt } from "./doubts";
import { Editor } from "./Editor";
import { FindingEditor } from "./FindingEditor";
import { findingDrafts } from "./findingDrafts";
import { FindingCard } from "./FindingList";
import { useFinder } from "./finding";
import { useFollowing } from "./following";
import { KeyHelp } from "../frame/KeyHelp";
import { type Commands, KEYS, useKeys } from "./keys";
import { ALL, wantedOf } from "./listing";
import { type Lit, pick } from "./marks";
import { useNarrow, usePrinting } from "./narrow";
import { Outline } from "./Outline";
import { startNear } from "./pageBoxes";
import { PagesView } from "./PagesView";
import { Panel, type Tab } from "./Panel";
import type { Node } from "./paragraphs";
import { type Place, useVisit } from "./place";
import { usePositionKeeper } from "./position";
import { PrintSheet } from "./PrintSheet";
import { firstLine, spanOfPath, stepped, useReading } from "./reading";
import { RecordCard } from "./RecordCard";
import { useSelectedSpan } from "./selection";
import { SelectionBar } from "./SelectionBar";
import type { Span } from "./segments";
import { TextView } from "./TextView";
import { type Look, Toolbar } from "./Toolbar";

type Given = {
  document: Document;
  reading: string;
  text: CodePoints;
  /** Stretches that the source makes stand out. */
  emphasis: readonly Span[];
  /** Characters that recognition was not sure of. */
  doubtful: readonly Doubt[];
  nodes: readonly Node[];
  pages: readonly PageSize[];
  records: readonly RecordItem[] | undefined;
  /** Whether those are all of the records, or only the first. */
  whole: boolean;
  findings: readonly FindingItem[] | undefined;
  references: readonly Reference[] | undefined;
};

type Pane = "tree" | "text" | "panel";
const NONE: readonly never[] = [];

/** The document beside its tree, its records, its findings. */
export function ReaderBody(given: Given) {
  const { document, reading, text, emphasis, doubtful, nodes, pages } = given;
  const { records = NONE, findings = NONE, references = NONE } = given;
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { data: session } = useSession();
  const allowed = session ? may(session, "review") : false;
  const narrow = useNarrow();
  const printing = usePrinting();
  const position = usePositionKeeper();
  const { place, stay, canGoBack, go, leap, keep, back } = useVisit();
  const [nudge, setNudge] = useState(0);
  const [look, setLook] = useState<Look>(pages.length > 0 ? "pages" : "text");
  const [zoom, setZoom] = useState(1);
  const [sheet, setSheet] = useState<{ number: number } | null>(null); // the page that was asked for
  const [treeOpen, setTreeOpen] = useState(true);
  const [pane, setPane] = useState<Pane>("text");
  const [tab, setTab] = useState<Tab>(place.kind === "finding" ? "findings" : "records");
  const [wanted, setWanted] = useState(ALL);
  const [helped, setHelped] = useState(false);
  const [editing, setEditing] = useState<Draft | null>(null);
  const [worded, setWorded] = useState(""); // the finding that is being corrected
  const [holder, setHolder] = useState<HTMLElement | null>(null);
  const finder = useFinder(text);
  const selection = useSelectedSpan(holder);
  const drafts = [...recordDrafts.useAll().values()].filter((draft) => draft.document === document.id);
  const draftedFindings = new Set(findingDrafts.useAll().keys());
  const content = useMemo(
    () => ({ text, nodes, records, findings, references }),
    [text, nodes, records, findings, references],
  );
  const { chosen, lit, paragraphs } = useReading(content, place);
  const shown = useMemo(() => wantedOf(records, wanted, chosen.record?.id ?? ""), [records, wanted, chosen.record]);
  const { start, end } = chosen.span ?? {};
  const here = useMemo(
    () => (start === undefined || end === undefined ? null : { start, end, place, nudge }),
    [start, end, place, nudge],
  );
  const sought = finder.open ? finder.hit : null;
  const target: Span | null = sought ?? stay ?? here;
  useFollowing(document.id, reading, (news) => {
    const told = news.length === 1 ? `“${news[0]?.path ?? ""}”` : ` ${String(news.length)} 处`;
    void message.info(`另一位复核人更新了${told}`);
  });

  const show = (next: Place, from?: number) => {
    if (JSON.stringify(next) === JSON.stringify(place)) setNudge((count) => count + 1);
    if (from === undefined) go(next);
    else leap(next, from);
    setPane("text");
  };
  const open = (item: RecordItem | FindingItem | Reference, kind: "record" | "finding" | "reference") => {
    finder.close();
    setTab(`${kind}s`);
    show({ kind, id: item.id });
  };
  const middle = () => {
    const { at, page, y } = position.get();
    return startNear(queries.getQueryData(linesOf(document.id, reading, page).queryKey) ?? [], y) ?? at;
  };
  const jump = (path: string, from = middle()) => {
    const span = spanOfPath(path, nodes, paragraphs);
    if (span) show({ kind: "span", ...span }, from);
    else void message.warning(`本文件中没有${path}`);
  };
  const onPick = (under: readonly Lit[]) => {
    const mark = pick(under, chosen.id);
    if (!mark) return;
    const path = mark.kind === "reference" ? mark.item.targets[0] : undefined;
    if (mark.kind === "reference" && mark.item.status === "resolved" && path) jump(path, mark.start);
    else open(mark.item, mark.kind);
  };
  const find = () => { finder.ask(position.get().top); };
  const closeFind = () => {
    if (sought) keep(sought.start);
    finder.close();
  };
  const { act, busy } = useDecisions(() => undefined);
  const item: Item | undefined = chosen.record ?? chosen.finding;
  const correct = (one: Item) => {
    if (isRecord(one)) setEditing(recordDrafts.of(one.id) ?? begunFrom(one));
    else setWorded(one.id);
    setPane("panel");
  };
  const add = () => {
    if (!selection) {
      void message.info("请先在原文中选中文字，再按 i 补充记录");
      return;
    }
    setEditing(begunAt(document.id, text, selection));
    show({ kind: "span", ...selection });
    setPane("panel");
  };
  const link = (span: Span | null) => {
    const address = new URL(location.href);
    if (span) address.search = `?start=${String(span.start)}&end=${String(span.end)}`;
    void navigator.clipboard.writeText(address.href).then(
      () => message.success("链接已复制"),
      () => message.warning(`浏览器不允许复制。请复制地址：${address.href}`, 8),
    );
  };
  const step = (by: 1 | -1) => {
    const next = stepped(shown, chosen.record?.id ?? "", start ?? position.get().at, by);
    if (next) open(next, "record");
  };
  const stepFinding = (by: 1 | -1) => {
    const live = findings.filter(({ review }) => review !== "rejected");
    const next = stepped(live, chosen.finding?.id ?? "", start ?? position.get().at, by);
    if (next) open(next, "finding");
  };
  const commands: Commands = {
    next: () => { step(1); },
    previous: () => { step(-1); },
    nextFinding: () => { stepFinding(1); },
    previousFinding: () => { stepFinding(-1); },
    tree: () => { setTreeOpen(!treeOpen); },
    find,
    back,
    help: () => { setHelped(true); },
    leave: () => {
      if (finder.open) closeFind();
      else show({ kind: "none" });
    },
    ...(allowed && { add }),
    ...(allowed && item && {
      accept: () => { act(item, "accept"); },
      reject: () => { act(item, "reject"); },
      restore: () => { act(item, "restore"); },
    }),
    ...(allowed && item && { correct: () => { correct(item); } }),
  };
  useKeys(commands);

  const actions = (one: Item) => !isRecord(one) && one.id === worded ? (
    <FindingEditor finding={one} onDone={() => { setWorded(""); }} />
  ) : (
    <Decisions
      item={one}
      allowed={allowed}
      busy={busy === one.id}
      onDecide={act}
      onCorrect={() => { correct(one); }}
      onLink={() => { link(null); }}
    />
  );
  const remarks = document.reading?.remarks ?? NONE;
  const edited = editing?.record ? records.find(({ id }) => id === editing.record) : undefined;
  const view = { text, emphasis, doubtful, paragraphs, lit, selected: chosen.id, target, hits: finder.hits, hit: finder.hit, onPick, position };
  if (printing) return <PrintSheet name={document.name} {...{ text, emphasis, doubtful, paragraphs, lit, records, findings }} whole={given.whole} />;
  return (
    <>
      <Toolbar
        {...{ document, look, zoom, position, narrow }}
        pages={pages.length}
        canGoBack={canGoBack}
        onLook={(next) => {
          keep(middle());
          setLook(next);
        }}
        onZoom={setZoom}
        onPage={(number) => { setSheet({ number }); }}
        onTree={() => { setTreeOpen(!treeOpen); }}
        onFind={find}
        onBack={back}
        onHelp={() => { setHelped(true); }}
      />
      {narrow && (
        <Segmented<Pane>
          block
          className="reader-panes"
          aria-label="显示哪一部分"
          value={pane}
          options={[
            { value: "tree", label: "目录" },
            { value: "text", label: "原文" },
            { value: "panel", label: editing ? "填写" : "记录与发现" },
          ]}
          onChange={setPane}
        />
      )}
      <div className="reader-body">
        {(narrow ? pane === "tree" : treeOpen) && (
          <aside className="reader-tree" aria-label="目录">
            <Outline
              {...{ nodes, text, position }}
              onGo={(node) => { show({ kind: "span", ...firstLine(node, paragraphs) }, middle()); }}
            />
          </aside>
        )}
        <section aria-label="原文与页面" className={narrow && pane !== "text" ? "reader-text pane-hidden" : "reader-text"} ref={setHolder}>
          {finder.open && (
            <FindBar
              words={finder.words}
              count={finder.hits.length}
              current={finder.current}
              asked={finder.asked}
              onWords={finder.write}
              onStep={finder.step}
              onClose={closeFind}
            />
          )}
          {look === "pages" ? (
            <PagesView {...view} document={document.id} {...{ reading, pages, sheet, zoom, remarks }} unlit={sought === null && stay !== null} />
          ) : (
            <TextView {...view} />
          )}
          {selection && (
            <SelectionBar
              count={selection.end - selection.start}
              allowed={allowed}
              onAdd={add}
              onLink={() => { link(selection); }}
            />
          )}
          {narrow && item && !selection && (
            <div className="sheet-bottom">
              {isRecord(item) ? (
                <RecordCard record={item} selected drafted={drafts.some(({ record }) => record === item.id)} onSelect={() => { show({ kind: "none" }); }}>
                  {actions(item)}
                </RecordCard>
              ) : (
                <FindingCard finding={item} selected drafted={draftedFindings.has(item.id)} onSelect={() => { show({ kind: "none" }); }}>
                  {actions(item)}
                </FindingCard>
              )}
            </div>
          )}
        </section>
        {(!narrow || pane === "panel") && (
          <aside className="reader-panel" aria-label="记录与发现">
            {editing ? (
              <Editor
                key={editing.key}
                begun={editing}
                record={edited}
                quoteOf={({ start: from, end: to }) => text.slice(from, to)}
                selection={selection}
                onTarget={(span) => { show({ kind: "span", ...span }); }}
                onDone={(saved) => {
                  setEditing(null);
                  if (saved) open(saved, "record");
                }}
              />
            ) : (
              <Panel
                {...{ tab, records: given.records, whole: given.whole, shown, findings: given.findings, references: given.references }}
                {...{ nodes, wanted, drafts, draftedFindings, actions, remarks }}
                selected={chosen.id}
                onTab={setTab}
                onWanted={setWanted}
                onRecord={(record) => { open(record, "record"); }}
                onFinding={(finding) => { open(finding, "finding"); }}
                onReference={(reference) => { open(reference, "reference"); }}
                onJump={jump}
                onDraft={setEditing}
              />
            )}
          </aside>
        )}
      </div>
      <KeyHelp open={helped} keys={KEYS} onClose={() => { setHelped(false); }} />
    </>
  );
}

function begunFrom({ id, document_id, revision, type, fields, start, end, quote }: RecordItem): Draft {
  return { key: id, document: document_id, record: id, revision, type, fields, start, end, quote, note: "" };
}

function begunAt(document: string, text: CodePoints, { start, end }: Span): Draft {
  const quote = text.slice(start, end);
  return { key: crypto.randomUUID(), document, record: "", revision: 0, type: "coverage", fields: {}, start, end, quote, note: "" };
}
