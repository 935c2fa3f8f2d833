import { Popover } from "antd";
import type { KeyboardEvent } from "react";

import type { Difference } from "./differences";
import { GainTag, WeightTag } from "./Difference";
import { type Part, piecesOf, type Side } from "./pieces";
import { KINDS, type Pair } from "./wording";

type Props = {
  pair: Pair;
  side: Side;
  quoted: Pair["a"][number];
  differences: readonly Difference[];
  current: number | null;
  onVisit: (found: Difference) => void;
};

/** The words of a clause: what was deleted or inserted is marked, and what a change is about tells old and new. */
export function Passage({ pair, side, quoted, differences, current, onVisit }: Props) {
  return (
    <p className="passage">
      {piecesOf(pair, side, quoted).map(({ key, change, parts }) => {
        const difference = change === null ? undefined : differences[change];
        const words = parts.map((part, nth) => <Words key={nth} part={part} side={side} />);
        return difference ? (
          <Changed key={key} difference={difference} isCurrent={difference.at === current} onVisit={onVisit}>
            {words}
          </Changed>
        ) : (
          words
        );
      })}
    </p>
  );
}

function Words({ part: { text, alone }, side }: { part: Part; side: Side }) {
  if (!alone) return text;
  const Stroke = side === "a" ? "del" : "ins";
  return (
    <Stroke>
      <span className="unseen">{side === "a" ? "［删去：" : "［增加："}</span>
      {text}
      <span className="unseen">］</span>
    </Stroke>
  );
}

type ChangedProps = {
  difference: Difference;
  isCurrent: boolean;
  onVisit: (found: Difference) => void;
  children: React.ReactNode;
};

/** Words that a change is about: old and new when pointed at, or reached by the keyboard. */
function Changed({ difference, isCurrent, onVisit, children }: ChangedProps) {
  const visit = () => {
    onVisit(difference);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    visit();
  };
  return (
    <Popover
      trigger={["hover", "focus"]}
      mouseEnterDelay={0.25}
      content={<OldAndNew difference={difference} />}
      getPopupContainer={inside}
    >
      <span
        role="button"
        tabIndex={0}
        className={isCurrent ? `words gain-${difference.gain} current` : `words gain-${difference.gain}`}
        data-difference={difference.at}
        onClick={visit}
        onKeyDown={onKey}
      >
        {children}
      </span>
    </Popover>
  );
}

/** In the view, whose colours it needs. */
function inside(words: HTMLElement): HTMLElement {
  return words.closest<HTMLElement>(".compare") ?? document.body;
}

const LONG = 160; // characters

function OldAndNew({ difference: { change, kind, gain, weight } }: { difference: Difference }) {
  if (!change) return null;
  return (
    <div className="old-and-new">
      <p>
        <strong>{change.subject || KINDS[kind]}</strong> <GainTag gain={gain} /> <WeightTag weight={weight} />
      </p>
      <dl>
        <dt>文本一</dt>
        <dd>{change.before ? <del>{cut(change.before.quote)}</del> : "没有"}</dd>
        <dt>文本二</dt>
        <dd>{change.after ? <ins>{cut(change.after.quote)}</ins> : "没有"}</dd>
      </dl>
    </div>
  );
}

function cut(text: string): string {
  const letters = [...text];
  return letters.length <= LONG ? text : `${letters.slice(0, LONG).join("")}…`;
}
