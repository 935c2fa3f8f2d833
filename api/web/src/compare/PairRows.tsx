import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useMemo, useRef } from "react";

import type { Analysis } from "../analysis/analyses";
import { usePrinting } from "../reader/narrow";
import type { Difference } from "./differences";
import { FoldRow, MovedRow, SectionRow } from "./OtherRows";
import { PairRow } from "./PairRow";
import { versionOf } from "./place";
import { type Row, rowOfPair } from "./rows";
import type { Headings } from "./subjects";
import type { Pair } from "./wording";

type Props = {
  analysis: Analysis;
  pairs: readonly Pair[];
  rows: readonly Row[];
  headings: Headings;
  differences: ReadonlyMap<number, readonly Difference[]>;
  current: Difference | undefined;
  /** Counts how often the person asked to be brought to the difference at hand. */
  target: { turn: number };
  onOpen: (pairs: readonly number[]) => void;
  onVisit: (found: Difference) => void;
};

const LINE = 26; // pixels
const LETTERS = 32; // in a line of a column, about
const FRAME = 46; // pixels of a row around its text

/** The clauses in rows, so that both sides are in step by construction; only what is seen is rendered. */
export function PairRows(props: Props) {
  const { pairs, rows, current, target } = props;
  const isPrinting = usePrinting();
  const scrolled = useRef<HTMLDivElement>(null);
  const heights = useMemo(() => rows.map((row) => heightOf(row, pairs)), [rows, pairs]);
  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler remembers anything here
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrolled.current,
    estimateSize: (index) => heights[index] ?? FRAME,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 6,
    scrollPaddingStart: 72,
  });
  const at = current ? rowOfPair(rows, current.pair) : -1;
  const sought = current?.at ?? null;
  useEffect(() => {
    if (at < 0 || sought === null) return undefined;
    virtual.scrollToIndex(at, { align: "start" });
    return whenThere(scrolled.current, sought);
    // The rows may change under a difference that stays at hand: only a new wish moves the view.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [sought, target.turn]);
  if (isPrinting) {
    return (
      <div className="pair-rows">
        <Heads analysis={props.analysis} />
        {rows.map((row) => (
          <div key={row.key}>{rendered(row, props)}</div>
        ))}
      </div>
    );
  }
  return (
    <div ref={scrolled} className="pair-rows" role="region" aria-label="逐条对照" tabIndex={0}>
      <Heads analysis={props.analysis} />
      <div className="pair-rows-all" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          return (
            row && (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className="pair-rows-one"
                style={{ transform: `translateY(${String(start)}px)` }}
              >
                {rendered(row, props)}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function rendered(row: Row, props: Props): ReactNode {
  const { pairs, differences, onOpen, onVisit } = props;
  if (row.kind === "section") return <SectionRow title={row.title} />;
  if (row.kind === "fold") return <FoldRow row={row} pairs={pairs} onOpen={onOpen} />;
  const pair = pairs[row.pair];
  if (!pair) return null;
  const found = differences.get(row.pair) ?? [];
  if (row.kind === "moved") {
    const place = found.find(({ kind }) => kind === "moved");
    return <MovedRow pair={pair} onVisit={() => { if (place) onVisit(place); }} />;
  }
  return (
    <PairRow
      pair={pair}
      differences={found}
      documents={props.analysis.documents}
      headings={props.headings}
      current={props.current?.pair === row.pair ? props.current.at : null}
      onVisit={onVisit}
    />
  );
}

/** A guess, so that the scroll bar is steady before all rows were measured. */
function heightOf(row: Row, pairs: readonly Pair[]): number {
  if (row.kind !== "pair") return 37;
  const pair = pairs[row.pair];
  if (!pair) return FRAME;
  const letters = (side: Pair["a"]) => side.reduce((sum, { quote }) => sum + Math.ceil(quote.length / LETTERS) * LETTERS, 0);
  const lines = Math.max(letters(pair.a), letters(pair.b)) / LETTERS;
  return FRAME + lines * LINE + pair.changes.length * 24;
}

const TRIES = 20; // frames until rows above have been measured

/** Bring the words of a difference into view when their row has been rendered; gives what stops it. */
function whenThere(list: HTMLElement | null, sought: number): () => void {
  let tries = 0;
  let frame = 0;
  const look = () => {
    const words = list?.querySelector(`.words[data-difference="${String(sought)}"]`);
    if (words && tries > 2) words.scrollIntoView({ block: "nearest" });
    else if (tries++ < TRIES) frame = requestAnimationFrame(look);
  };
  frame = requestAnimationFrame(look);
  return () => {
    cancelAnimationFrame(frame);
  };
}

function Heads({ analysis: { documents } }: { analysis: Analysis }) {
  return (
    <div className="pair-heads" aria-hidden="true">
      {documents.map((subject, nth) => (
        <span key={nth}>
          <strong>{nth === 0 ? "文本一" : "文本二"}</strong> {subject.name} {versionOf(subject, documents)}
        </span>
      ))}
    </div>
  );
}
