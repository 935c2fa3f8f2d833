import { Alert, Button, Input, Select, Spin } from "antd";
import { type ReactNode, useEffect, useRef } from "react";
import { useVirtualizer } from "@tanstack/react-virtual";

import { TYPE_LIST, TYPES } from "../reader/wording";
import type { Difference } from "./differences";
import { GainLetter, shortOf, WeightTag } from "./Difference";
import { isFiltered, UNFILTERED, type View } from "./view";
import { GAIN_LIST, GAINS, KIND_LIST, KINDS, WEIGHT_LIST, WEIGHTS } from "./wording";

type Props = {
  view: View;
  change: (part: Partial<View>) => void;
  shown: readonly Difference[];
  total: number;
  types: { isWaiting: boolean; error: Error | null };
  onVisit: (found: Difference) => void;
};

/** Every difference in order, and what is to be left out. */
export function DifferencePanel({ view, change, shown, total, types, onVisit }: Props) {
  return (
    <>
      <Filters view={view} change={change} />
      {types.isWaiting && !types.error && <Spin size="small" />}
      {types.error && <Alert type="error" showIcon title={types.error.message} />}
      {shown.length ? (
        <Listed shown={shown} at={view.at} onVisit={onVisit} />
      ) : (
        <p className="faint">
          {total ? "没有合乎筛选条件的差异。" : "两份没有差异。"}
          {isFiltered(view) && (
            <Button type="link" size="small" onClick={() => { change(UNFILTERED); }}>
              清除筛选条件
            </Button>
          )}
        </p>
      )}
    </>
  );
}

function Filters({ view, change }: Pick<Props, "view" | "change">) {
  return (
    <div className="difference-filters">
      <Input
        className="difference-words"
        allowClear
        aria-label="按文字筛选差异"
        placeholder="条号或文字（/）"
        value={view.words}
        onChange={({ target }) => { change({ words: target.value }); }}
      />
      <Several
        label="种类"
        values={view.kinds}
        options={KIND_LIST.map((value) => ({ value, label: KINDS[value] }))}
        onChange={(kinds) => { change({ kinds }); }}
      />
      <Several
        label="对谁有利"
        values={view.gains}
        options={GAIN_LIST.map((value) => ({ value, label: GAINS[value] }))}
        onChange={(gains) => { change({ gains }); }}
      />
      <Several
        label="重要程度"
        values={view.weights}
        options={WEIGHT_LIST.map((value) => ({ value, label: WEIGHTS[value] }))}
        onChange={(weights) => { change({ weights }); }}
      />
      <Several
        label="涉及的内容"
        values={view.types}
        options={TYPE_LIST.map((value) => ({ value, label: TYPES[value] }))}
        onChange={(types) => { change({ types }); }}
      />
    </div>
  );
}

type SeveralProps<Value extends string> = {
  label: string;
  values: readonly Value[];
  options: { value: Value; label: string }[];
  onChange: (values: Value[]) => void;
};

function Several<Value extends string>({ label, values, options, onChange }: SeveralProps<Value>): ReactNode {
  return (
    <Select<Value[], { value: Value; label: string }>
      mode="multiple"
      allowClear
      maxTagCount="responsive"
      aria-label={label}
      placeholder={label}
      value={[...values]}
      options={options}
      optionFilterProp="label"
      popupMatchSelectWidth={false}
      onChange={onChange}
    />
  );
}

const ROW = 64; // pixels, before it is measured

function Listed({ shown, at, onVisit }: { shown: readonly Difference[]; at: number | null; onVisit: Props["onVisit"] }) {
  const scrolled = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler remembers anything here
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scrolled.current,
    estimateSize: () => ROW,
    getItemKey: (index) => shown[index]?.at ?? index,
    overscan: 8,
  });
  const nth = shown.findIndex((one) => one.at === at);
  useEffect(() => {
    if (nth >= 0) virtual.scrollToIndex(nth, { align: "auto" });
  }, [nth, virtual]);
  return (
    <div ref={scrolled} className="difference-list">
      <ol style={{ height: virtual.getTotalSize() }} aria-label="差异">
        {virtual.getVirtualItems().map(({ index, start }) => {
          const one = shown[index];
          return (
            one && (
              <li
                key={one.at}
                ref={virtual.measureElement}
                data-index={index}
                aria-setsize={shown.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${String(start)}px)` }}
              >
                <button
                  type="button"
                  className="difference"
                  aria-current={one.at === at}
                  onClick={() => { onVisit(one); }}
                >
                  <span className="difference-line">
                    <GainLetter gain={one.gain} />
                    <span className="difference-kind">{KINDS[one.kind]}</span>
                    <WeightTag weight={one.weight} />
                    <span className="difference-path faint">{one.paths.b || one.paths.a}</span>
                  </span>
                  {one.change?.subject && <span className="difference-subject">{one.change.subject}</span>}
                  <span className="difference-short">{shortOf(one)}</span>
                </button>
              </li>
            )
          );
        })}
      </ol>
    </div>
  );
}
