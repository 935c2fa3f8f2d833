import { ArrowRightOutlined, SwapOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { useNavigate } from "react-router";

import type { Asked } from "./Dialogs";
import { checksOf, claimOf, comparisonOf, MOST, searchIn, type Selected, swapped } from "./selecting";

type Props = {
  selected: readonly Selected[];
  select: (selected: readonly Selected[]) => void;
  ask: (asked: Asked) => void;
  mayWrite: boolean;
};

/** What can be done with the documents selected: two are compared, three to twenty set side by side. */
export function SelectionBar({ selected, select, ask, mayWrite }: Props) {
  const go = useNavigate();
  const count = selected.length;
  const [first] = selected;
  return (
    <section className="selection" aria-label="已选文档">
      <span className="selection-told" role="status">
        <Told selected={selected} />
      </span>
      {count === 2 && (
        <Tooltip title="互换新旧">
          <Button
            icon={<SwapOutlined />}
            aria-label="互换新旧"
            onClick={() => {
              select(swapped(selected));
            }}
          />
        </Tooltip>
      )}
      <Button
        type="primary"
        disabled={count < 2}
        onClick={() => void go(comparisonOf(selected))}
      >
        {count > 2 ? "要素对照" : "比对"}
      </Button>
      <Button onClick={() => void go(checksOf(selected))}>审查</Button>
      {count === 1 && first && <Button onClick={() => void go(claimOf(first))}>理赔</Button>}
      <Button onClick={() => void go(searchIn(selected))}>在其中检索</Button>
      <Button
        onClick={() => {
          ask({ to: "export", documents: selected });
        }}
      >
        导出…
      </Button>
      {mayWrite && (
        <Button
          danger
          onClick={() => {
            ask({ to: "delete", documents: selected });
          }}
        >
          删除…
        </Button>
      )}
      <Button
        type="text"
        onClick={() => {
          select([]);
        }}
      >
        取消选择
      </Button>
    </section>
  );
}

function Told({ selected }: { selected: readonly Selected[] }) {
  const [old, recent, ...others] = selected;
  if (!recent) return `已选 1 份：${old?.name ?? ""}。再选一份可比对，选 3 至 ${String(MOST)} 份可作要素对照。`;
  if (others.length) return `已选 ${String(selected.length)} 份（最多 ${String(MOST)} 份）`;
  return (
    <>
      {old?.name} <ArrowRightOutlined aria-label="比" /> {recent.name}
    </>
  );
}
