import { RightOutlined, SwapOutlined } from "@ant-design/icons";
import { Button } from "antd";

import { pathOf } from "./differences";
import type { Row } from "./rows";
import type { Pair } from "./wording";

export function SectionRow({ title }: { title: string }) {
  return <h2 className="pair-section">{title}</h2>;
}

type Fold = Extract<Row, { kind: "fold" }>;

/** Clauses that are not shown: how many, from where to where, and a way to open them. */
export function FoldRow({ row, pairs, onOpen }: { row: Fold; pairs: readonly Pair[]; onOpen: (pairs: readonly number[]) => void }) {
  const all = Array.from({ length: row.last - row.first + 1 }, (_, nth) => row.first + nth);
  const [from, to] = [labelOf(pairs[row.first]), labelOf(pairs[row.last])];
  const different = all.length - row.unchanged;
  const told = [
    row.unchanged && `${String(row.unchanged)} 段相同`,
    different && `${String(different)} 段有差异而不合筛选`,
  ].filter(Boolean);
  return (
    <button type="button" className="pair-fold" onClick={() => { onOpen(all); }}>
      <RightOutlined aria-hidden />
      <span>{from === to ? from : `${from} 至 ${to}`}</span>
      <span>{told.join("，")}</span>
      <span className="pair-fold-open">展开</span>
    </button>
  );
}

function labelOf(pair: Pair | undefined): string {
  return pair ? pathOf(pair.b.length ? pair.b : pair.a) : "";
}

/** Where a clause of the first text stood: it now stands elsewhere in the second. */
export function MovedRow({ pair, onVisit }: { pair: Pair; onVisit: () => void }) {
  const [from, to] = [pathOf(pair.a), pathOf(pair.b)];
  return (
    <div className="pair-moved">
      <Button size="small" type="text" icon={<SwapOutlined aria-hidden />} onClick={onVisit}>
        {from}{from === to ? " 在文本二中移到别处" : ` 在文本二中移到 ${to}`}
        ：“{[...(pair.a[0]?.quote ?? "")].slice(0, 16).join("")}…”
      </Button>
    </div>
  );
}
