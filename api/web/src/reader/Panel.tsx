import { Alert, Button, Spin, Tabs } from "antd";
import { type ReactNode, useMemo } from "react";

import type { FindingItem, RecordItem, Reference, Remark } from "./content";
import type { Draft } from "./drafts";
import { Filters } from "./Filters";
import { FindingList } from "./FindingList";
import { countsOf, rowsOf, type Wanted } from "./listing";
import type { Node } from "./paragraphs";
import { RecordList } from "./RecordList";
import { ReferenceList } from "./ReferenceList";

const FEW_REMARKS = 4; // more are shown when they are asked for

export type Tab = "records" | "findings" | "references";

export type PanelGiven = {
  tab: Tab;
  onTab: (tab: Tab) => void;
  records: readonly RecordItem[] | undefined;
  whole: boolean;
  shown: readonly RecordItem[];
  findings: readonly FindingItem[] | undefined;
  references: readonly Reference[] | undefined;
  nodes: readonly Node[];
  selected: string;
  wanted: Wanted;
  drafts: readonly Draft[];
  draftedFindings: ReadonlySet<string>;
  remarks: readonly Remark[];
  onWanted: (wanted: Wanted) => void;
  onRecord: (record: RecordItem) => void;
  onFinding: (finding: FindingItem) => void;
  onReference: (reference: Reference) => void;
  onJump: (path: string) => void;
  onDraft: (draft: Draft) => void;
  actions: (item: RecordItem | FindingItem) => ReactNode;
};

/** Records, findings and references of the document. */
export function Panel(given: PanelGiven) {
  const { tab, onTab, records, whole, findings, references } = given;
  const open = (findings ?? []).filter(({ review }) => review !== "rejected");
  const items = [
    { key: "records", label: counted("记录", whole ? records?.filter(({ review }) => review !== "rejected").length : undefined), children: <Records {...given} /> },
    {
      key: "findings",
      label: counted("发现", findings ? open.length : undefined),
      children: (
        <>
          <Remarks remarks={given.remarks} />
          <FindingList
            findings={findings ?? []}
            selected={given.selected}
            drafted={given.draftedFindings}
            onSelect={given.onFinding}
            actions={given.actions}
          />
        </>
      ),
    },
    {
      key: "references",
      label: counted("引用", references?.length),
      children: (
        <ReferenceList
          references={references ?? []}
          selected={given.selected}
          onSelect={given.onReference}
          onJump={given.onJump}
        />
      ),
    },
  ];
  return (
    <Tabs
      className="panel-tabs"
      activeKey={tab}
      destroyOnHidden
      items={items}
      onChange={(key) => {
        onTab(key as Tab);
      }}
    />
  );
}

function counted(name: string, count: number | undefined): string {
  return count === undefined ? name : `${name} ${String(count)}`;
}

function Records(given: PanelGiven) {
  const { records, shown, nodes, selected, wanted, drafts } = given;
  const rows = useMemo(() => rowsOf(shown, nodes), [shown, nodes]);
  const counts = useMemo(() => countsOf(records ?? []), [records]);
  const drafted = useMemo(() => new Set(drafts.map(({ record }) => record)), [drafts]);
  if (!records) return <Spin className="panel-spin" />;
  return (
    <>
      <Unsaved drafts={drafts} onDraft={given.onDraft} />
      <Filters
        wanted={wanted}
        counts={counts}
        shown={shown.length}
        all={records.length}
        whole={given.whole}
        rejected={records.filter(({ review }) => review === "rejected").length}
        onWanted={given.onWanted}
      />
      <RecordList
        rows={rows}
        selected={selected}
        drafted={drafted}
        onSelect={given.onRecord}
        actions={given.actions}
      />
    </>
  );
}

/** What a reader must know of the source: pages recognised from pictures, seals, what was not read. */
function Remarks({ remarks }: { remarks: readonly Remark[] }) {
  if (remarks.length === 0) return null;
  return (
    <details className="remarks" open={remarks.length <= FEW_REMARKS}>
      <summary>阅读说明（{remarks.length}）</summary>
      <ul>
        {remarks.map(({ code, message, page, box }) => (
          <li key={`${code} ${String(page)} ${box?.join() ?? message}`}>{message}</li>
        ))}
      </ul>
    </details>
  );
}

/** What was written and not saved, whatever happened to the page since. */
function Unsaved({ drafts, onDraft }: { drafts: readonly Draft[]; onDraft: (draft: Draft) => void }) {
  const [first] = drafts;
  if (!first) return null;
  const open = (
    <Button
      size="small"
      onClick={() => {
        onDraft(first);
      }}
    >
      继续填写
    </Button>
  );
  const told = `有 ${String(drafts.length)} 份未保存的${first.record ? "更正" : "补充"}：${first.quote.slice(0, 16)}…`;
  return <Alert className="unsaved" type="info" title={told} action={open} />;
}
