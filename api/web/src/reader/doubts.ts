import type { components } from "../service/schema";
import { marksByRange, type Mark, type Span } from "./segments";

export type Doubt = components["schemas"]["DoubtOut"];

/** A character less sure than this is shown as doubtful; figures have findings of their own, from higher up. */
const UNSURE = 0.9;

/** The characters that recognition read with so little confidence that they are to be compared with the picture. */
export function doubtsAmong(doubtful: readonly Doubt[] | null | undefined): readonly Doubt[] {
  return (doubtful ?? []).filter(({ confidence }) => confidence < UNSURE);
}

/** For every range the doubtful characters in it. */
export function doubtsBy(ranges: readonly Span[], doubtful: readonly Doubt[]): Mark[][] {
  const marks = doubtsAmong(doubtful).map(({ start, end }) => ({ start, end, id: `doubtful ${String(start)}` }));
  return marksByRange(ranges, marks);
}

/** How sure recognition is of the least sure of them: 62%. */
export function leastSure(doubts: readonly Doubt[]): string {
  return `${String(Math.round(Math.min(...doubts.map(({ confidence }) => confidence)) * 100))}%`;
}
