import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";

import type { Analysis } from "../analysis/analyses";
import { usePrinting } from "../reader/narrow";
import { type Cell, type Element, type Line, linesOf, moved } from "./elements";
import { MatrixAnswer } from "./MatrixAnswer";
import { versionOf } from "./place";

type Props = {
  analysis: Analysis;
  elements: readonly Element[];
  /** The cell whose sources are open. */
  cell: Cell | null;
  onCell: (cell: Cell | null) => void;
};

const ROW = 58; // pixels, before it is measured

/** Elements in rows, documents in columns: arrows go from cell to cell, Enter opens the sources of one. */
export function MatrixGrid({ analysis, elements, cell, onCell }: Props) {
  const isPrinting = usePrinting();
  const scrolled = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(elements), [elements]);
  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler remembers anything here
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scrolled.current,
    estimateSize: (index) => (lines[index]?.kind === "group" ? 33 : ROW),
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 4,
    scrollPaddingStart: 60,
  });
  const columns = analysis.documents.length;
  const [focused, focus] = useState<Cell | null>(cell);
  const here = focused && elements.some(({ key }) => key === focused.key) ? focused : firstOf(elements);
  const show = (to: Cell) => {
    focus(to);
    virtual.scrollToIndex(lines.findIndex(({ key }) => key === to.key), { align: "auto" });
    focusWhenThere(scrolled.current, to);
  };
  useOpenedInView(lines, cell, (index) => { virtual.scrollToIndex(index, { align: "center" }); });
  const onKey = (event: KeyboardEvent) => {
    if (!here || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = moved(elements, columns, here, event.key);
    if (to) {
      show(to);
      if (cell) onCell(to); // the sources follow while they are open
    } else if (event.key === "Enter" || event.key === " ") onCell(here);
    else if (event.key === "Escape" && cell) onCell(null);
    else return;
    event.preventDefault();
  };
  const rows = virtual.getVirtualItems();
  const [first, last] = [rows[0], rows.at(-1)];
  const row = (line: Line, index: number) => (
    <LineOf
      key={line.key}
      {...{ line, index, here, cell }}
      measure={isPrinting ? null : virtual.measureElement}
      onOpen={(opened) => {
        focus(opened);
        onCell(opened);
      }}
    />
  );
  const style = { "--columns": columns } as CSSProperties;
  return (
    <div
      ref={scrolled}
      className="matrix"
      role="grid"
      aria-label="要素对照表"
      aria-rowcount={lines.length + 1}
      aria-colcount={columns + 1}
      style={style}
      onKeyDown={onKey}
    >
      <Heads analysis={analysis} />
      {isPrinting ? (
        lines.map(row)
      ) : (
        <>
          <div role="presentation" style={{ height: first?.start ?? 0 }} />
          {rows.map(({ index }) => {
            const line = lines[index];
            return line && row(line, index);
          })}
          <div role="presentation" style={{ height: virtual.getTotalSize() - (last?.end ?? 0) }} />
        </>
      )}
    </div>
  );
}

function firstOf([first]: readonly Element[]): Cell | null {
  return first ? { key: first.key, column: 0 } : null;
}

/** An address that names a cell brings it into view once. */
function useOpenedInView(lines: readonly Line[], cell: Cell | null, show: (index: number) => void) {
  const [named] = useState(cell);
  useEffect(() => {
    const index = named ? lines.findIndex(({ key }) => key === named.key) : -1;
    if (index >= 0) show(index);
    // Only when the page is opened: afterwards the person goes where they will.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
}

const TRIES = 20; // frames

function focusWhenThere(grid: HTMLElement | null, { key, column }: Cell): void {
  let tries = 0;
  const look = () => {
    const found = grid?.querySelector<HTMLElement>(`[data-element="${key}"][data-column="${String(column)}"]`);
    if (found) {
      found.focus({ preventScroll: true });
      found.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else if (tries++ < TRIES) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function Heads({ analysis: { documents } }: { analysis: Analysis }) {
  return (
    <div className="matrix-line matrix-heads" role="row" aria-rowindex={1}>
      <span role="columnheader" aria-colindex={1} className="matrix-name">
        要素
      </span>
      {documents.map((subject, nth) => (
        <span key={nth} role="columnheader" aria-colindex={nth + 2} className="matrix-document" title={subject.name}>
          {subject.name}
          <span className="faint">{versionOf(subject, documents)}</span>
        </span>
      ))}
    </div>
  );
}

type LineProps = {
  line: Line;
  index: number;
  here: Cell | null;
  cell: Cell | null;
  measure: ((element: HTMLElement | null) => void) | null;
  onOpen: (cell: Cell) => void;
};

function LineOf({ line, index, here, cell, measure, onOpen }: LineProps) {
  const place = { ref: measure, "data-index": index, "aria-rowindex": index + 2 };
  if (line.kind === "group") {
    return (
      <div {...place} className="matrix-group" role="row">
        <span role="rowheader">{line.name}</span>
      </div>
    );
  }
  const { key, title, differs, answers } = line.element;
  return (
    <div {...place} className="matrix-line" role="row">
      <span role="rowheader" aria-colindex={1} className="matrix-name">
        {title}
        {!differs && <span className="matrix-agrees">各份一致</span>}
      </span>
      {answers.map((answer, column) => (
        <div
          key={column}
          role="gridcell"
          aria-colindex={column + 2}
          aria-selected={cell?.key === key && cell.column === column}
          className="matrix-cell"
          tabIndex={here?.key === key && here.column === column ? 0 : -1}
          data-element={key}
          data-column={column}
          onClick={() => { onOpen({ key, column }); }}
        >
          <MatrixAnswer answer={answer} />
        </div>
      ))}
    </div>
  );
}
