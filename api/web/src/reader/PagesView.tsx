import { useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";

import type { PageSize, Remark } from "./content";
import type { Lit } from "./marks";
import { boxesOfLit, boxesOfSpan, type Where } from "./locating";
import { boxesByPage, PageSheet } from "./PageSheet";
import type { PositionKeeper } from "./position";
import type { Span } from "./segments";

type Given = {
  document: string;
  reading: string;
  pages: readonly PageSize[];
  lit: readonly Lit[];
  selected: string;
  target: Span | null;
  hits: readonly Span[];
  hit: Span | null;
  /** The page to go to; another object goes again. */
  sheet: { number: number } | null;
  /** Whether the target is only to be in view, and not lit. */
  unlit: boolean;
  zoom: number;
  remarks: readonly Remark[];
  onPick: (under: readonly Lit[]) => void;
  position: PositionKeeper;
};

const NOWHERE: readonly Where[] = [];
const GAP = 14;
const CLEAR = 56; // pixels that the find bar may cover
const WIDEST = 920; // pixels of a page at zoom 1

/** The pages as they are printed, with what was read over the words. */
export function PagesView(given: Given) {
  const { document, reading, pages, lit, selected, target, sheet, zoom, position } = given;
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const scale = (Math.min(width - 2 * GAP, WIDEST) * zoom) / Math.max(...pages.map((page) => page.width), 1);
  const boxes = useMemo(() => boxesByPage(lit), [lit]);
  // eslint-disable-next-line react-hooks/incompatible-library -- the pages are meant to follow every scroll
  const sheets = useVirtualizer({
    count: pages.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (pages[at]?.height ?? 842) * scale + GAP,
    overscan: 1,
    paddingStart: GAP,
    paddingEnd: 120,
    onChange: ({ scrollOffset, scrollRect }) => {
      const middle = (scrollOffset ?? 0) + (scrollRect?.height ?? 0) / 2;
      const seen = sheets.getVirtualItemForOffset(middle);
      const { number = 1, start = 0 } = pages[seen?.index ?? 0] ?? {};
      position.set({ at: start, page: number, y: (middle - (seen?.start ?? 0)) / scale, top: start });
    },
  });
  useEffect(() => {
    sheets.measure();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the sheets' heights depend on the scale alone
  }, [scale]);
  useEffect(() => {
    if (sheet) sheets.scrollToIndex(sheet.number - 1, { align: "start" });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only another wish scrolls
  }, [sheet]);
  const known = useMemo(() => (target ? boxesOfLit(lit, target) : null), [lit, target]);
  const { data: asked } = useQuery({
    ...boxesOfSpan(document, reading, target ?? { start: 0, end: 0 }),
    enabled: target !== null && known === null,
  });
  const there = target ? (known ?? asked ?? NOWHERE) : NOWHERE;
  useEffect(() => {
    const [first] = there;
    if (first && width > 0 && scroller.current) reveal(scroller.current, pages, scale, first);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only another target or the first width scrolls
  }, [target, there.length === 0, width === 0]);
  const spot = given.unlit || lit.some(({ id }) => id === selected) ? NOWHERE : there;
  const items = sheets.getVirtualItems();
  return (
    <div className="pages-view" ref={scroller} tabIndex={0} role="region" aria-label="原文页面">
      <div className="pages-stack" style={{ height: sheets.getTotalSize(), minWidth: Math.max(...pages.map((p) => p.width)) * scale }}>
        {width > 0 &&
          items.map(({ index, key, start }) => {
            const page = pages[index];
            return page ? (
              <div key={key} className="page-row" style={{ transform: `translateY(${String(start)}px)` }}>
                <PageSheet
                  {...{ document, reading, page, scale, selected }}
                  lit={boxes.get(page.number) ?? []}
                  spot={spot.filter((where) => where.page === page.number)}
                  remarks={given.remarks.filter((remark) => remark.page === page.number)}
                  hits={given.hits}
                  hit={given.hit}
                  onPick={given.onPick}
                />
              </div>
            ) : null;
          })}
      </div>
    </div>
  );
}

/** Scroll so that a place stands in the middle, unless it is in view already. */
function reveal(holder: HTMLElement, pages: readonly PageSize[], scale: number, { page, box }: Where): void {
  const above = pages.slice(0, page - 1).reduce((sum, { height }) => sum + height * scale + GAP, GAP);
  const [top, bottom] = [above + box[1] * scale, above + box[3] * scale];
  const { scrollTop, clientHeight } = holder;
  if (top < scrollTop + CLEAR || bottom > scrollTop + clientHeight - 8) holder.scrollTop = top - clientHeight / 3;
  const left = box[0] * scale;
  if (left < holder.scrollLeft || left > holder.scrollLeft + holder.clientWidth - 40) holder.scrollLeft = left - 40;
}

function useWidth(holder: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = holder.current;
    if (!element) return undefined;
    const watcher = new ResizeObserver(() => {
      // A hidden view keeps its width, so that it is where it was when it is shown again.
      if (element.clientWidth > 0) setWidth(element.clientWidth);
    });
    watcher.observe(element);
    return () => {
      watcher.disconnect();
    };
  }, [holder]);
  return width;
}
