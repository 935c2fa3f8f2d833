import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";

import { isRecord } from "../reader/deciding";
import { FindingCard } from "../reader/FindingList";
import { RecordCard } from "../reader/RecordCard";
import type { Queued } from "./queue";

type Given = {
  items: readonly Queued[];
  current: string;
  drafted: ReadonlySet<string>;
  onSelect: (item: Queued) => void;
  onEnd: () => void;
};

/** What is to be reviewed, the most urgent first. */
export function QueueList({ items, current, drafted, onSelect, onEnd }: Given) {
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the list is meant to follow every scroll
  const list = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 96,
    getItemKey: (at) => items[at]?.id ?? at,
    overscan: 6,
  });
  const at = items.findIndex(({ id }) => id === current);
  useEffect(() => {
    if (at >= 0) list.scrollToIndex(at, { align: "auto" });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only another item scrolls
  }, [current, at]);
  const rows = list.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= items.length - 5) onEnd();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- asked once for each end
  }, [last, items.length]);
  return (
    <div className="list" ref={scroller} tabIndex={0} role="region" aria-label="待复核">
      <div className="list-stack" style={{ height: list.getTotalSize() }}>
        {rows.map(({ index, key, start }) => {
          const item = items[index];
          if (!item) return null;
          return (
            <div
              key={key}
              className="list-row queue-row"
              data-index={index}
              ref={list.measureElement}
              style={{ transform: `translateY(${String(start)}px)` }}
            >
              {isRecord(item) ? (
                <RecordCard record={item} selected={false} drafted={drafted.has(item.id)} onSelect={onSelect} />
              ) : (
                <FindingCard finding={item} selected={false} drafted={drafted.has(item.id)} onSelect={onSelect} />
              )}
              {item.id === current && <span className="queue-current" aria-hidden />}
            </div>
          );
        })}
      </div>
    </div>
  );
}
