import { useVirtualizer } from "@tanstack/react-virtual";
import { Empty } from "antd";
import { type ReactNode, useEffect, useRef } from "react";

import type { RecordItem } from "./content";
import type { Row } from "./listing";
import { RecordCard } from "./RecordCard";

type Given = {
  rows: readonly Row[];
  selected: string;
  drafted: ReadonlySet<string>;
  onSelect: (record: RecordItem) => void;
  /** What the selected record's card offers beside its content. */
  actions: (record: RecordItem) => ReactNode;
};

/** The records, below the headings of their provisions; only what is seen is in the page. */
export function RecordList({ rows, selected, drafted, onSelect, actions }: Given) {
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the list is meant to follow every scroll
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (rows[at]?.kind === "group" ? 34 : 92),
    getItemKey: (at) => rows[at]?.key ?? at,
    overscan: 6,
    paddingEnd: 80,
  });
  const at = rows.findIndex((row) => row.kind === "record" && row.record.id === selected);
  useEffect(() => {
    if (at >= 0) list.scrollToIndex(at, { align: "auto" });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only another selection scrolls
  }, [selected, at >= 0]);
  if (rows.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有符合条件的记录" />;
  return (
    <div className="list" ref={scroller} tabIndex={0} role="region" aria-label="记录列表">
      <div className="list-stack" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <div
              key={key}
              className="list-row"
              data-index={index}
              ref={list.measureElement}
              style={{ transform: `translateY(${String(start)}px)` }}
            >
              {row.kind === "group" ? (
                <h2 className="list-group">
                  {row.path} <span>{row.heading}</span>
                </h2>
              ) : (
                <RecordCard
                  record={row.record}
                  selected={row.record.id === selected}
                  drafted={drafted.has(row.record.id)}
                  onSelect={onSelect}
                >
                  {row.record.id === selected && actions(row.record)}
                </RecordCard>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
