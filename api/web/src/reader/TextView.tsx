import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef } from "react";

import type { CodePoints } from "./codePoints";
import { Margin, Warnings } from "./Margin";
import { type Doubt, doubtsBy } from "./doubts";
import type { Lit } from "./marks";
import { ParagraphText } from "./ParagraphText";
import type { Paragraph } from "./paragraphs";
import type { PositionKeeper } from "./position";
import { indexAt, marksByRange, type Span, stressedBy } from "./segments";
import { isSelecting } from "./selection";

export type DocumentView = {
  text: CodePoints;
  emphasis: readonly Span[];
  doubtful: readonly Doubt[];
  paragraphs: readonly Paragraph[];
  lit: readonly Lit[];
  selected: string;
  /** What is to be in view; another object scrolls again. */
  target: Span | null;
  hits: readonly Span[];
  hit: Span | null;
  onPick: (under: readonly Lit[]) => void;
  position: PositionKeeper;
};

/** The typeset text (排版后的原文); only what is seen is in the page. */
export function TextView(view: DocumentView) {
  const { text, emphasis, doubtful, paragraphs, lit, selected, target, hits, hit, onPick, position } = view;
  const scroller = useRef<HTMLDivElement>(null);
  const marks = useMemo(() => marksByRange(paragraphs, lit), [paragraphs, lit]);
  const stressed = useMemo(() => stressedBy(paragraphs, emphasis), [paragraphs, emphasis]);
  const doubts = useMemo(() => doubtsBy(paragraphs, doubtful), [paragraphs, doubtful]);
  const found = useMemo(
    () => marksByRange(paragraphs, hits.map((span, at) => ({ ...span, id: String(at) }))),
    [paragraphs, hits],
  );
  // eslint-disable-next-line react-hooks/incompatible-library -- the list is meant to follow every scroll
  const rows = useVirtualizer({
    count: paragraphs.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => {
      const paragraph = paragraphs[at];
      return paragraph ? 12 + 28 * Math.ceil((paragraph.end - paragraph.start) / 40) : 40;
    },
    overscan: 8,
    paddingStart: 24,
    paddingEnd: 160,
    scrollPaddingEnd: 160,
    onChange: ({ scrollOffset, scrollRect }) => {
      const middle = (scrollOffset ?? 0) + (scrollRect?.height ?? 0) / 2;
      const startAt = (offset: number) => paragraphs[rows.getVirtualItemForOffset(offset)?.index ?? 0]?.start ?? 0;
      position.set({ at: startAt(middle), page: 0, y: 0, top: startAt(scrollOffset ?? 0) });
    },
  });
  useScrollTo(target, paragraphs, rows, scroller);
  const clicked = (event: MouseEvent) => {
    const start = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-start]") : null;
    if (!start || isSelecting()) return;
    const at = Number(start.dataset["start"]);
    onPick((marks[indexAt(paragraphs, at)] ?? []).filter((mark) => mark.start <= at && at < mark.end));
  };
  // The browser would go to where the ends are expected to be; they move as rows are measured.
  const pressed = (event: KeyboardEvent) => {
    if ((event.key !== "End" && event.key !== "Home") || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (event.key === "End") rows.scrollToIndex(paragraphs.length - 1, { align: "end" });
    else rows.scrollToOffset(0);
  };
  return (
    <div className="text-view" ref={scroller} onClick={clicked} onKeyDown={pressed} tabIndex={0} role="region" aria-label="原文">
      <div className="text-sheet" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const paragraph = paragraphs[index];
          if (!paragraph) return null;
          const here = marks[index] ?? [];
          return (
            <div
              key={key}
              className="text-row"
              data-index={index}
              ref={rows.measureElement}
              style={{ transform: `translateY(${String(start)}px)` }}
            >
              <Margin lit={here} from={paragraph.start} selected={selected} onPick={onPick} />
              <ParagraphText {...{ text, paragraph, selected, hit }} marks={here} hits={found[index] ?? []} stressed={stressed[index] ?? []} doubts={doubts[index] ?? []} />
              <Warnings lit={here} from={paragraph.start} selected={selected} onPick={onPick} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

type Rows = ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>;

/** Bring the target into view, twice: rows that were never seen have only an estimated height before. */
function useScrollTo(
  target: Span | null,
  paragraphs: readonly Paragraph[],
  rows: Rows,
  scroller: React.RefObject<HTMLDivElement | null>,
): void {
  useEffect(() => {
    const holder = scroller.current;
    if (!target || paragraphs.length === 0 || !holder) return undefined;
    const at = indexAt(paragraphs, target.start);
    if (isInView(holder, target)) return undefined;
    rows.scrollToIndex(at, { align: "center" });
    const timer = window.setTimeout(() => {
      const words = pieceAt(holder, target);
      if (words && !isInView(holder, target)) words.scrollIntoView({ block: "center" });
    }, 120);
    return () => {
      window.clearTimeout(timer);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only another target scrolls; the rows change with every scroll
  }, [target, paragraphs]);
}

const CLEAR = 56; // pixels that the find bar may cover

/** The piece of text that holds the beginning of a span. */
function pieceAt(holder: HTMLElement, { start }: Span): HTMLElement | undefined {
  let found: HTMLElement | undefined;
  for (const piece of holder.querySelectorAll<HTMLElement>("[data-start]")) {
    if (Number(piece.dataset["start"]) <= start) found = piece;
  }
  return found;
}

function isInView(holder: HTMLElement, target: Span): boolean {
  const exact = holder.querySelector<HTMLElement>(`[data-start="${String(target.start)}"]`);
  if (!exact) return false;
  const [frame, box] = [holder.getBoundingClientRect(), exact.getBoundingClientRect()];
  return box.top >= frame.top + CLEAR && Math.min(box.bottom, box.top + 60) <= frame.bottom - 8;
}
