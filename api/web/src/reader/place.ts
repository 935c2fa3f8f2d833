import { useCallback, useState } from "react";
import { NavigationType, useNavigate, useNavigationType, useSearchParams } from "react-router";

import type { Span } from "./segments";

/** What the address of the reader names: a record, a finding, a reference, or a stretch of the text. */
export type Place =
  | { kind: "record" | "finding" | "reference"; id: string }
  | ({ kind: "span" } & Span)
  | { kind: "none" };

const NAMED = ["record", "finding", "reference"] as const;

export function placeOf(search: URLSearchParams): Place {
  for (const kind of NAMED) {
    const id = search.get(kind);
    if (id) return { kind, id };
  }
  const [start, end] = [Number(search.get("start") ?? NaN), Number(search.get("end") ?? NaN)];
  return Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end
    ? { kind: "span", start, end }
    : { kind: "none" };
}

/** The search part of an address with another place; what else it holds stays. */
export function searchOf(place: Place, search: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of [...NAMED, "start", "end"]) next.delete(name);
  if (place.kind === "span") {
    next.set("start", String(place.start));
    next.set("end", String(place.end));
  } else if (place.kind !== "none") next.set(place.kind, place.id);
  return next;
}

export type Visit = {
  place: Place;
  /** Go there; `leap` keeps the way back, as for a reference. */
  go: (place: Place, leap?: boolean) => void;
  back: () => void;
};

/**
 * Where the reader is, kept in the address, so that it can be shared and the browser's own back works.
 *
 * The router changes the address in its own time. The place itself changes at once: of two keys pressed quickly, the
 * second must mean what the first one chose.
 */
export function useVisit(): Visit {
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const arrived = useNavigationType();
  const [place, setPlace] = useState(() => placeOf(search));
  const [seen, setSeen] = useState(search);
  if (search !== seen) {
    setSeen(search);
    if (arrived === NavigationType.Pop) setPlace(placeOf(search));
  }
  const go = useCallback(
    (next: Place, leap = false) => {
      setPlace(next);
      setSearch((now) => searchOf(next, now), { replace: !leap });
    },
    [setSearch],
  );
  const back = useCallback(() => void navigate(-1), [navigate]);
  return { place, go, back };
}
