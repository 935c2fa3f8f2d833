import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from "react";

import type { Document } from "./documents";

export type LongChoiceHandle = { show: (index: number) => void };

type Props = {
  ref: Ref<LongChoiceHandle>;
  /** The list is `${id}-list`, a document `${id}-${its id}`. */
  id: string;
  label: string;
  several: boolean;
  documents: readonly Document[];
  isChosen: (document: Document) => boolean;
  active: string | null;
  onEnd: () => void;
  item: (document: Document) => ReactNode;
};

const ROW = 48; // pixels

/** A list box of any length: only what is seen, and the active one, is rendered. */
export function LongChoice({ ref, id, label, several, documents, isChosen, active, onEnd, item }: Props) {
  const scrolled = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler remembers anything here
  const virtual = useVirtualizer({
    count: documents.length,
    getScrollElement: () => scrolled.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  useImperativeHandle(ref, () => ({
    show: (index) => {
      virtual.scrollToIndex(index);
    },
  }));
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= 0 && last >= documents.length - 1) onEnd();
  });
  return (
    <div
      ref={scrolled}
      id={`${id}-list`}
      className="choices"
      role="listbox"
      aria-label={label}
      aria-multiselectable={several}
      hidden={documents.length === 0}
      tabIndex={-1}
    >
      <div className="choices-all" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, start }) => {
          const document = documents[index];
          return (
            document && (
              <div
                key={document.id}
                id={`${id}-${document.id}`}
                role="option"
                aria-selected={isChosen(document)}
                aria-disabled={!document.reading}
                aria-setsize={documents.length}
                aria-posinset={index + 1}
                className={document.id === active ? "choices-one active" : "choices-one"}
                style={{ height: ROW, transform: `translateY(${String(start)}px)` }}
              >
                {item(document)}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}
