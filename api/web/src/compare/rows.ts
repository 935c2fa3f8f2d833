import { isUnchanged } from "./differences";
import type { Pair } from "./wording";

/** What stands in one row of the two columns. */
export type Row =
  | { kind: "pair"; key: string; pair: number }
  /** Where a clause of the first text stood before it was moved. */
  | { kind: "moved"; key: string; pair: number }
  /** Pairs that are not shown, because nothing differs in them or the filter leaves them out. */
  | { kind: "fold"; key: string; first: number; last: number; unchanged: number }
  | { kind: "section"; key: string; title: string };

type Given = {
  pairs: readonly Pair[];
  /** Pairs whose differences the filter lets through. */
  wanted: ReadonlySet<number>;
  /** Pairs that were opened though nothing in them is wanted. */
  opened: ReadonlySet<number>;
  /** The chapter that a pair stands in; empty where it stands in none. */
  sectionOf: (pair: Pair) => string;
};

/** The rows in the order of the second text. */
export function rowsOf({ pairs, wanted, opened, sectionOf }: Given): readonly Row[] {
  const rows: Row[] = [];
  const places = placesBefore(pairs);
  let section = "";
  let run: number[] = [];
  const close = () => {
    const [first, last] = [run[0], run.at(-1)];
    if (first !== undefined && last !== undefined) rows.push(foldOf(pairs, first, last));
    run = [];
  };
  const tellMoved = (before: number) => {
    for (const moved of places.get(before) ?? []) {
      if (!wanted.has(moved)) continue;
      close();
      rows.push({ kind: "moved", key: `m${String(moved)}`, pair: moved });
    }
  };
  pairs.forEach((pair, index) => {
    tellMoved(index);
    if (!wanted.has(index) && !opened.has(index)) {
      run.push(index);
      return;
    }
    close();
    const title = sectionOf(pair);
    if (title && title !== section && !isHeading(pair, title)) rows.push({ kind: "section", key: `s${String(index)}`, title });
    section = title || section;
    rows.push({ kind: "pair", key: `p${String(index)}`, pair: index });
  });
  close();
  tellMoved(pairs.length);
  return rows;
}

/** Whether the pair is the heading of the chapter itself, which then needs no other row to tell it. */
function isHeading({ a, b }: Pair, title: string): boolean {
  return (b[0] ?? a[0])?.quote.trim() === title;
}

function foldOf(pairs: readonly Pair[], first: number, last: number): Row {
  let unchanged = 0;
  for (let index = first; index <= last; index++) {
    const pair = pairs[index];
    if (pair && isUnchanged(pair)) unchanged++;
  }
  return { kind: "fold", key: `f${String(first)}`, first, last, unchanged };
}

/** By the pair before which the first text had them: the pairs that were moved. */
function placesBefore(pairs: readonly Pair[]): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  const standing = pairs
    .map((pair, index) => ({ index, start: startInA(pair), moved: pair.place === "moved" }))
    .filter(({ start }) => start !== null);
  const fixed = standing.filter(({ moved }) => !moved);
  for (const { index, start } of standing.filter(({ moved }) => moved)) {
    const after = fixed.find((one) => (one.start ?? 0) > (start ?? 0));
    const before = after?.index ?? pairs.length;
    places.set(before, [...(places.get(before) ?? []), index]);
  }
  return places;
}

function startInA({ a }: Pair): number | null {
  return a[0]?.start ?? null;
}

/** Which row shows a pair; -1 where none does. */
export function rowOfPair(rows: readonly Row[], pair: number): number {
  return rows.findIndex((row) => row.kind === "pair" && row.pair === pair);
}
