import { useState } from "react";
import { NavigationType, useNavigationType, useSearchParams } from "react-router";

import { type RecordType, TYPE_LIST } from "../reader/wording";
import { type DifferenceKind, GAIN_LIST, type Gain, KIND_LIST, type Weight, WEIGHT_LIST } from "./wording";

/** What a person looks at, and has filtered; it stands in the address. */
export type View = {
  /** The difference at hand, by its place among all. */
  at: number | null;
  kinds: readonly DifferenceKind[];
  gains: readonly Gain[];
  weights: readonly Weight[];
  /** Only what concerns records of these types. */
  types: readonly RecordType[];
  words: string;
  panel: "overview" | "list";
};

export const UNFILTERED = { kinds: [], gains: [], weights: [], types: [], words: "" } as const;

export function isFiltered({ kinds, gains, weights, types, words }: View): boolean {
  return kinds.length + gains.length + weights.length + types.length > 0 || words.trim() !== "";
}

export function viewIn(search: URLSearchParams): View {
  const at = search.get("at") ?? "";
  return {
    at: /^[1-9]\d{0,6}$/.test(at) ? Number(at) - 1 : null,
    kinds: among(KIND_LIST, search.get("kind")),
    gains: among(GAIN_LIST, search.get("gain")),
    weights: among(WEIGHT_LIST, search.get("weight")),
    types: among(TYPE_LIST, search.get("type")),
    words: search.get("q") ?? "",
    panel: search.get("panel") === "list" ? "list" : "overview",
  };
}

function among<Value extends string>(values: readonly Value[], written: string | null): readonly Value[] {
  const named = new Set(written?.split(","));
  return values.filter((value) => named.has(value));
}

export function searchOf({ at, kinds, gains, weights, types, words, panel }: View): Record<string, string> {
  return {
    ...(at !== null && { at: String(at + 1) }),
    ...(kinds.length && { kind: kinds.join(",") }),
    ...(gains.length && { gain: gains.join(",") }),
    ...(weights.length && { weight: weights.join(",") }),
    ...(types.length && { type: types.join(",") }),
    ...(words && { q: words }),
    ...(panel === "list" && { panel }),
  };
}

/**
 * The view, kept in the address.
 *
 * The router changes the address in its own time; the view itself changes at once: of two keys pressed quickly, the
 * second must start from where the first one led.
 */
export function useView(): [View, (change: Partial<View>) => void] {
  const [search, setSearch] = useSearchParams();
  const arrived = useNavigationType();
  const [view, setView] = useState(() => viewIn(search));
  const [seen, setSeen] = useState(search);
  if (search !== seen) {
    setSeen(search);
    if (arrived === NavigationType.Pop) setView(viewIn(search));
  }
  const change = (part: Partial<View>) => {
    const next = { ...view, ...part };
    setView(next);
    setSearch(searchOf(next), { replace: true });
  };
  return [view, change];
}
