import { useVirtualizer } from "@tanstack/react-virtual";
import { type HTMLAttributes, type ReactNode, useEffect, useRef } from "react";

import { usePrinting } from "../reader/narrow";

type Props<Item> = HTMLAttributes<HTMLDivElement> & {
  items: readonly Item[];
  keyOf: (item: Item) => string;
  /** Height of an item before it is measured, in pixels. */
  height: number;
  /** Stands before the items and scrolls with none of them. */
  head?: ReactNode;
  /** Stands after the items. */
  foot?: ReactNode;
  /** The end has come into view. */
  onEnd?: () => void;
  item: (item: Item, index: number) => ReactNode;
};

const AHEAD = 12; // items rendered beyond the view, so that the keyboard finds the next one

/** A list of any length: only what is seen is rendered, and on paper all. It scrolls as any part of a page does, also by keyboard. */
export function LongList<Item>({ items, keyOf, height, head, foot, onEnd, item, role, ...rest }: Props<Item>) {
  const isPrinting = usePrinting();
  const scrolled = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler remembers anything here
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scrolled.current,
    estimateSize: () => height,
    getItemKey: (index) => {
      const found = items[index];
      return found === undefined ? index : keyOf(found);
    },
    overscan: AHEAD,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= 0 && last >= items.length - 1) onEnd?.();
  }, [last, items.length, onEnd]);
  return (
    <div ref={scrolled} className="long-list" role={role} {...rest}>
      {head}
      <div
        className="long-list-items"
        role={role === "table" ? "rowgroup" : "presentation"}
        style={isPrinting ? {} : { height: virtual.getTotalSize() }}
      >
        {isPrinting && items.map((found, index) => <div key={keyOf(found)} role="presentation">{item(found, index)}</div>)}
        {!isPrinting && rows.map(({ index, key, start }) => {
          const found = items[index];
          return (
            found !== undefined && (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                role="presentation"
                className="long-list-item"
                style={{ transform: `translateY(${String(start)}px)` }}
              >
                {item(found, index)}
              </div>
            )
          );
        })}
      </div>
      {foot}
    </div>
  );
}
