import { DownOutlined, UnorderedListOutlined, UpOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";

import { type Difference, judgement } from "./differences";
import { shortOf } from "./Difference";
import { isFiltered, type View } from "./view";
import { KINDS } from "./wording";

type Props = {
  shown: readonly Difference[];
  current: Difference | undefined;
  view: View;
  onStep: (by: 1 | -1) => void;
  onUnfilter: () => void;
  /** Open the list; null where it stands beside. */
  onList: (() => void) | null;
  /** Fold again what was opened; null where nothing is. */
  onFold: (() => void) | null;
};

/** From one difference to the next, and how many there are. */
export function StepBar({ shown, current, view, onStep, onUnfilter, onList, onFold }: Props) {
  const nth = current ? shown.findIndex(({ at }) => at === current.at) : -1;
  const none = shown.length === 0;
  return (
    <div className="step-bar" role="toolbar" aria-label="逐处查看">
      {onList && (
        <Button icon={<UnorderedListOutlined aria-hidden />} onClick={onList}>
          差异
        </Button>
      )}
      <Tooltip title="上一处（p）">
        <Button icon={<UpOutlined aria-hidden />} aria-label="上一处差异" disabled={none} onClick={() => { onStep(-1); }} />
      </Tooltip>
      <Tooltip title="下一处（n）">
        <Button icon={<DownOutlined aria-hidden />} aria-label="下一处差异" disabled={none} onClick={() => { onStep(1); }} />
      </Tooltip>
      <span role="status" className="step-told">
        {toldOf(nth, shown.length, isFiltered(view))}
        {current && <span className="unseen">{spoken(current)}</span>}
      </span>
      {isFiltered(view) && (
        <Button size="small" onClick={onUnfilter}>
          清除筛选
        </Button>
      )}
      {onFold && (
        <Button size="small" type="text" onClick={onFold}>
          收起相同条文
        </Button>
      )}
    </div>
  );
}

function toldOf(nth: number, count: number, filtered: boolean): string {
  if (count === 0) return filtered ? "没有合乎筛选条件的差异" : "没有差异";
  const all = `${filtered ? "合乎筛选的" : ""}共 ${String(count)} 处`;
  return nth < 0 ? all : `第 ${String(nth + 1)} 处，${all}`;
}

function spoken(one: Difference): string {
  return `：${KINDS[one.kind]}，${one.paths.b || one.paths.a}，${shortOf(one)}，${judgement(one)}`;
}
