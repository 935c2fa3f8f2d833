import { useVirtualizer } from "@tanstack/react-virtual";
import { Button, Empty } from "antd";
import { useRef } from "react";

import type { Reference } from "./content";
import { STATUSES } from "./wording";

type Given = {
  references: readonly Reference[];
  selected: string;
  onSelect: (reference: Reference) => void;
  onJump: (path: string) => void;
};

/** The places that name another provision, and where they lead. */
export function ReferenceList({ references, selected, onSelect, onJump }: Given) {
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the list is meant to follow every scroll
  const list = useVirtualizer({
    count: references.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 76,
    overscan: 6,
  });
  if (references.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="文中没有引用其他条款" />;
  return (
    <div className="list" ref={scroller} tabIndex={0} role="region" aria-label="引用列表">
      <div className="list-stack" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ index, key, start }) => {
          const reference = references[index];
          if (!reference) return null;
          return (
            <div
              key={key}
              className="list-row"
              data-index={index}
              ref={list.measureElement}
              style={{ transform: `translateY(${String(start)}px)` }}
            >
              <article className={`card ${reference.id === selected ? "card-chosen" : ""}`}>
                <button
                  type="button"
                  className="card-head"
                  onClick={() => {
                    onSelect(reference);
                  }}
                >
                  <span className="card-line">
                    <span className="card-path">{reference.path}</span>
                    <span className={`status-${reference.status}`}>{STATUSES[reference.status]}</span>
                  </span>
                  <span className="card-quote card-clipped">{reference.quote}</span>
                </button>
                {reference.status === "resolved" && (
                  <div className="decisions">
                    {reference.targets.map((path) => (
                      <Button
                        key={path}
                        size="small"
                        onClick={() => {
                          onJump(path);
                        }}
                      >
                        → {path}
                      </Button>
                    ))}
                  </div>
                )}
                {reference.status !== "resolved" && reference.targets.length > 0 && (
                  <p className="card-fields">{reference.targets.join("、")}</p>
                )}
              </article>
            </div>
          );
        })}
      </div>
    </div>
  );
}
