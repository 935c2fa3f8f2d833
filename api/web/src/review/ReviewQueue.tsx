import { Alert, Button, Empty, Progress, Result, Segmented, Select, Spin } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";

import { KeyHelp } from "../frame/KeyHelp";
import { recordDrafts } from "../reader/drafts";
import { findingDrafts } from "../reader/findingDrafts";
import { useDecisions } from "../reader/judging";
import { type Command, KEYS, useKeys } from "../reader/keys";
import { useNarrow } from "../reader/narrow";
import "../reader/palette.css";
import "../reader/reader.css";
import { may, useSession } from "../session/session";
import { useMode } from "../style/mode";
import { CurrentItem } from "./CurrentItem";
import { GoldButton } from "./GoldButton";
import { type Kind, type Queued, useNamed, useProgress, useQueue, withHeld } from "./queue";
import { QueueList } from "./QueueList";
import "./review.css";

const COMMANDS: Command[] = ["next", "previous", "accept", "correct", "reject", "help"];

/** What is to be reviewed (复核), the least certain and gravest first, over all documents. */
export default function ReviewQueue() {
  const mode = useMode();
  const narrow = useNarrow();
  const { data: session } = useSession();
  const allowed = session ? may(session, "review") : false;
  const [search, setSearch] = useSearchParams();
  const document = search.get("document") ?? "";
  const [kind, setKind] = useState<Kind>("all");
  const queue = useQueue(kind, document);
  const progress = useProgress(document);
  const { data: documents = [] } = useNamed();
  const names = new Map(documents.map(({ id, name }) => [id, name]));
  const reviewed = new Map(documents.flatMap((one) => (one.reviewed > 0 ? [[one.id, one.reviewed]] : [])));
  const [held, setHeld] = useState<Queued>();
  const [editing, setEditing] = useState(false);
  const [helped, setHelped] = useState(false);
  const [done, setDone] = useState(0);
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  const drafted = new Set([...[...recordDrafts.useAll().values()].map(({ record }) => record), ...findingDrafts.useAll().keys()]);
  // What was decided leaves at once; the list itself is read again in its own time.
  const items = withHeld(queue.items.filter(({ id }) => !settled.has(id)), held);
  const at = Math.max(0, items.findIndex(({ id }) => id === held?.id));
  const current = items[at];
  if (!held && current && !queue.waiting) setHeld(current);
  const select = (item: Queued | undefined) => {
    if (!item) return;
    setHeld(item);
    setEditing(false);
  };
  const anew = () => {
    setHeld(undefined);
    setEditing(false);
  };
  const settle = (item: Queued) => {
    setSettled((before) => new Set(before).add(item.id));
    setDone((count) => count + 1);
    const next = items[at + 1] ?? items[at - 1];
    setHeld(next);
    setEditing(false);
  };
  const { act, busy } = useDecisions((item) => {
    settle(item);
  });
  const correct = () => {
    setEditing(true);
  };
  useKeys({
    next: () => { select(items[at + 1]); },
    previous: () => { select(items[at - 1]); },
    help: () => { setHelped(true); },
    leave: () => { setEditing(false); },
    ...(allowed && current && {
      accept: () => { act(current, "accept"); },
      reject: () => { act(current, "reject"); },
      correct,
    }),
  });
  return (
    <div className="review palette" data-mode={mode}>
      <header className="review-bar">
        <h1>复核</h1>
        <Segmented<Kind>
          aria-label="待复核的种类"
          value={kind}
          options={[
            { value: "all", label: "全部" },
            { value: "records", label: "记录" },
            { value: "findings", label: "发现" },
            { value: "model", label: "仅模型读出" },
            { value: "rule", label: "仅规则读出" },
          ]}
          onChange={(next) => {
            setKind(next);
            anew();
          }}
        />
        <Select
          allowClear
          className="review-document"
          aria-label="只看一份文档"
          placeholder="全部文档"
          showSearch={{ optionFilterProp: "label" }}
          value={document || null}
          options={[...names].map(([value, label]) => ({ value, label }))}
          onChange={(id: string | null | undefined) => {
            setSearch(id ? { document: id } : {}, { replace: true });
            anew();
          }}
        />
        <span className="review-progress">
          {progress.data && <Done {...progress.data} session={done} />}
        </span>
        <GoldButton decided={reviewed} names={names} chosen={document} />
        {!narrow && <Button type="text" onClick={() => { setHelped(true); }}>按键（?）</Button>}
      </header>
      {queue.error ? (
        <Result status="warning" title="取不到待复核的内容" subTitle={queue.error.message} extra={<Button onClick={queue.again}>重试</Button>} />
      ) : queue.waiting ? (
        <Spin className="reader-wait"><div /></Spin>
      ) : !current ? (
        <Empty className="reader-wait" image={Empty.PRESENTED_IMAGE_SIMPLE} description={<>没有待复核的内容。<Link to="/library">回文档库</Link></>} />
      ) : (
        <>
          {!queue.items.some(({ id }) => id === current.id) && (
            <Alert banner className="review-elsewhere" type="info" title="这一条刚在别处处理过。您决定时会先看到对方的决定。" />
          )}
          <div className="review-body">
            <CurrentItem
              key={current.id}
              item={current}
              name={names.get(current.document_id) ?? ""}
              {...{ allowed, editing }}
              busy={busy === current.id}
              onDecide={act}
              onCorrect={correct}
              onCorrected={(corrected) => {
                if (corrected) settle(corrected);
                else setEditing(false);
              }}
              onSkip={() => { select(items[at + 1]); }}
            />
            <aside className="review-list" aria-label="待复核">
              <QueueList items={items} current={current.id} drafted={drafted} onSelect={select} onEnd={queue.more} />
            </aside>
          </div>
        </>
      )}
      <KeyHelp open={helped} keys={KEYS.filter(({ command }) => COMMANDS.includes(command))} onClose={() => { setHelped(false); }} />
    </div>
  );
}

function Done({ decided, all, session }: { decided: number; all: number; session: number }) {
  const share = all > 0 ? Math.floor((decided / all) * 100) : 0;
  return (
    <>
      <Progress percent={share} size="small" aria-label="复核进度" />
      <span className="quiet">
        已复核 {decided} / {all} 处{session > 0 && `，本次 ${String(session)}`}
      </span>
    </>
  );
}
