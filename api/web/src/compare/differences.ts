import { type Change, type DifferenceKind, type Gain, GAINS, type Pair, type Weight, WEIGHTS } from "./wording";

/** One difference, in the order in which the clauses are shown. */
export type Difference = {
  /** Its place among all differences of the comparison: the same however they are filtered. */
  at: number;
  /** The pair that it is in. */
  pair: number;
  kind: DifferenceKind;
  gain: Gain;
  weight: Weight;
  /** What was changed; null where the clause as a whole is told. */
  change: Change | null;
  /** Where it stands: the number of the clause in each text, where it has it. */
  paths: { a: string; b: string };
};

export type DifferenceFilter = {
  kinds: readonly DifferenceKind[];
  gains: readonly Gain[];
  weights: readonly Weight[];
  words: string;
  /** Only in these pairs; null for all of them. */
  pairs: ReadonlySet<number> | null;
};

export const EVERYTHING: DifferenceFilter = { kinds: [], gains: [], weights: [], words: "", pairs: null };

/** Nothing to be told of it: the same words in the same order, whatever their numbers and paragraphs. */
export const isUnchanged = ({ likeness, place, changes }: Pair): boolean =>
  likeness === "same" && place !== "moved" && !changes.length;

/** All differences, each change by itself; of a pair without changes, that it was moved, reworded, or has no other. */
export function differencesOf(pairs: readonly Pair[]): readonly Difference[] {
  const found: Difference[] = [];
  pairs.forEach((pair, index) => {
    const paths = { a: pathOf(pair.a), b: pathOf(pair.b) };
    const add = (kind: DifferenceKind, gain: Gain, weight: Weight, change: Change | null) => {
      found.push({ at: found.length, pair: index, kind, gain, weight, change, paths });
    };
    pair.changes.forEach((change) => {
      add(change.kind, change.gain, change.weight, change);
    });
    if (!pair.changes.length) {
      if (pair.likeness === "reworded") add("reworded", "neither", "low", null);
      if (pair.likeness === "only_a") add("item_dropped", "unknown", "low", null);
      if (pair.likeness === "only_b") add("item_added", "unknown", "low", null);
    }
    if (pair.place === "moved") add("moved", "neither", "low", null);
  });
  return found;
}

/** The clauses of one side of a pair: `第三条`, or `第三条、第四条` where several stand against one. */
export function pathOf(side: Pair["a"]): string {
  return [...new Set(side.map(({ path }) => path))].join("、");
}

/** Those that the filter lets through; an empty list of it lets everything through. */
export function filtered(
  differences: readonly Difference[],
  pairs: readonly Pair[],
  filter: DifferenceFilter,
): readonly Difference[] {
  const words = filter.words.trim().toLowerCase();
  return differences.filter(
    (one) =>
      fits(filter.kinds, one.kind) &&
      fits(filter.gains, one.gain) &&
      fits(filter.weights, one.weight) &&
      (!filter.pairs || filter.pairs.has(one.pair)) &&
      (!words || saysWords(one, pairs[one.pair], words)),
  );
}

function fits<Value>(wanted: readonly Value[], value: Value): boolean {
  return !wanted.length || wanted.includes(value);
}

function saysWords({ change, paths }: Difference, pair: Pair | undefined, words: string): boolean {
  const told = [paths.a, paths.b, change?.subject, change?.why];
  const quotes = pair ? [...pair.a, ...pair.b].map(({ quote }) => quote) : [];
  return [...told, ...quotes].some((text) => text?.toLowerCase().includes(words));
}

/** The one to go to from `at`, forwards or backwards; the first or the last where there is none beyond. */
export function stepFrom(shown: readonly Difference[], at: number | null, by: 1 | -1): Difference | undefined {
  if (at === null) return by > 0 ? shown[0] : shown.at(-1);
  const beyond = by > 0 ? shown.find((one) => one.at > at) : shown.findLast((one) => one.at < at);
  return beyond ?? (by > 0 ? shown.at(-1) : shown[0]);
}

/** The first of some differences, and how many there are. */
export type Counted = { first: Difference; count: number };
/** By kind or weight and by gain; the key of a whole line is its kind or weight alone. */
export type Counts = ReadonlyMap<string, Counted>;

export function keyOf(line: DifferenceKind | Weight, gain?: Gain): string {
  return gain ? `${line} ${gain}` : line;
}

export function countsOf(differences: readonly Difference[]): Counts {
  const counts = new Map<string, Counted>();
  for (const one of differences) {
    const { kind, weight, gain } = one;
    for (const key of [keyOf(kind), keyOf(kind, gain), keyOf(weight), keyOf(weight, gain)]) {
      const known = counts.get(key);
      counts.set(key, { first: known?.first ?? one, count: (known?.count ?? 0) + 1 });
    }
  }
  return counts;
}

/** For who listens: `有利于保险人，重要`. */
export function judgement({ gain, weight }: Pick<Difference, "gain" | "weight">): string {
  return `${GAINS[gain]}，${WEIGHTS[weight]}`;
}
