/** A half-open range of code points. */
export type Span = { start: number; end: number };

/** Something that is lit over a stretch of the text. */
export type Mark = Span & { id: string };

/** A stretch without a border of any mark inside it, and the marks that cover it, the narrowest first. */
export type Segment<M extends Mark> = Span & { marks: readonly M[] };

/**
 * Cut a range at the borders of the marks that overlap it.
 *
 * The segments join up to the whole range. Marks may overlap and nest in any way.
 */
export function segmentsOf<M extends Mark>(range: Span, marks: readonly M[]): Segment<M>[] {
  const inside = marks.filter((mark) => mark.start < range.end && mark.end > range.start);
  const borders = new Set([range.start, range.end]);
  for (const { start, end } of inside) {
    if (start > range.start) borders.add(start);
    if (end < range.end) borders.add(end);
  }
  const cuts = [...borders].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, at) => {
    const end = cuts[at + 1] ?? range.end;
    const over = inside.filter((mark) => mark.start <= start && mark.end >= end);
    return { start, end, marks: over.sort((a, b) => a.end - a.start - (b.end - b.start)) };
  });
}

/** Ranges in ascending order that do not overlap, such as paragraphs: where a position belongs, the nearest before. */
export function indexAt(ranges: readonly Span[], position: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.start ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** For every range the marks that touch it, found once for all of them. */
export function marksByRange<M extends Mark>(ranges: readonly Span[], marks: readonly M[]): M[][] {
  const found: M[][] = ranges.map(() => []);
  if (ranges.length === 0) return found;
  for (const mark of marks) {
    for (let at = indexAt(ranges, mark.start); at < ranges.length; at++) {
      const range = ranges[at];
      if (!range || range.start >= mark.end) break;
      if (mark.start < range.end) found[at]?.push(mark);
    }
  }
  return found;
}

/** For every range what the source makes stand out in it. */
export function stressedBy(ranges: readonly Span[], emphasis: readonly Span[]): Mark[][] {
  return marksByRange(ranges, emphasis.map(({ start, end }) => ({ start, end, id: `stressed ${String(start)}` })));
}
