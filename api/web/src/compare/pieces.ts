import { CodePoints } from "../reader/codePoints";
import { type Mark, segmentsOf, type Span } from "../reader/segments";
import type { Change, Pair } from "./wording";

export type Side = "a" | "b";
/** Whether only this text has the words; only of the first they were deleted, only of the second inserted. */
export type Part = { text: string; alone: boolean };
/** A stretch of a clause; `change` is the place among the pair's changes of the one that quotes it. */
export type Piece = { key: number; change: number | null; parts: readonly Part[] };

type Quoted = Pair["a"][number];

/** The words of one clause of a pair, cut where a change or a stroke of the redline begins or ends. */
export function piecesOf(pair: Pair, side: Side, quoted: Quoted): readonly Piece[] {
  const text = new CodePoints(quoted.quote);
  const say = ({ start, end }: Span) => text.slice(start - quoted.start, end - quoted.start);
  const alone = aloneIn(pair, side);
  const cut = (span: Span): Part[] => {
    const parts: Part[] = [];
    for (const segment of segmentsOf(span, alone)) parts.push({ text: say(segment), alone: segment.marks.length > 0 });
    return joined(parts);
  };
  const pieces: Piece[] = [];
  let reached = quoted.start;
  const add = (span: Span, change: number | null) => {
    if (span.start < span.end) pieces.push({ key: span.start, change, parts: cut(span) });
  };
  for (const { span, change } of quotedBy(pair.changes, side, quoted)) {
    if (span.start < reached) continue; // quoted by the change before it already
    add({ start: reached, end: span.start }, null);
    add(span, change);
    reached = span.end;
  }
  add({ start: reached, end: quoted.end }, null);
  return pieces;
}

/** Where a text stands alone: all of it in a one-sided pair, else what the redline strikes or adds. */
function aloneIn(pair: Pair, side: Side): readonly Mark[] {
  if (pair.likeness === "only_a" || pair.likeness === "only_b") {
    return pair[side].map(({ start, end }) => ({ id: String(start), start, end }));
  }
  return pair.marks.flatMap(({ stroke, ...spans }) => {
    const span = spans[side];
    return span && stroke !== "kept" ? [{ id: String(span.start), ...span }] : [];
  });
}

function joined(parts: readonly Part[]): Part[] {
  const whole: Part[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (last?.alone === part.alone) whole[whole.length - 1] = { ...last, text: last.text + part.text };
    else whole.push(part);
  }
  return whole;
}

/** What the changes quote of a clause, in its order; of two that begin alike the shorter first. */
function quotedBy(changes: readonly Change[], side: Side, within: Span): { span: Span; change: number }[] {
  return changes
    .flatMap((change, nth) => {
      const quotation = side === "a" ? change.before : change.after;
      if (!quotation) return [];
      const span = { start: Math.max(quotation.start, within.start), end: Math.min(quotation.end, within.end) };
      return span.start < span.end ? [{ span, change: nth }] : [];
    })
    .sort((one, other) => one.span.start - other.span.start || one.span.end - other.span.end);
}
