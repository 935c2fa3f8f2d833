import { useCallback, useState } from "react";
import { NavigationType, useLocation, useNavigate, useNavigationType, useSearchParams } from "react-router";

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
  /** Where the view is to stay though the place stands elsewhere: after a way back, or in the other look. */
  stay: Span | null;
  canGoBack: boolean;
  go: (place: Place) => void;
  /** Go there, and keep the way back to the code point `from`, as for a reference. */
  leap: (place: Place, from: number) => void;
  keep: (at: number) => void;
  back: () => void;
};

/** What the browser's history holds of a visit: how many leaps led here, and from where the last one. */
type Trail = { leaps: number; from: number };

function trailOf(state: unknown): Trail {
  const known = typeof state === "object" && state !== null && "leaps" in state && "from" in state ? state : {};
  const { leaps, from } = { leaps: 0, from: 0, ...known };
  return { leaps: Number(leaps), from: Number(from) };
}

/**
 * Where the reader is, kept in the address, so that it can be shared and the browser's own back works.
 *
 * The router changes the address in its own time. The place itself changes at once: of two keys pressed quickly, the
 * second must mean what the first one chose.
 */
export function useVisit(): Visit {
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const location = useLocation();
  const arrived = useNavigationType();
  const [place, setPlace] = useState(() => placeOf(search));
  const [stay, setStay] = useState<Span | null>(null);
  const [seen, setSeen] = useState(location);
  const [begun, setBegun] = useState<{ place: Place; from: number } | null>(null); // a leap that the router has yet to make
  const trail = trailOf(location.state);
  if (location.key !== seen.key) {
    setSeen(location);
    setBegun(null);
    if (arrived === NavigationType.Pop) {
      const left = trailOf(seen.state);
      setPlace(placeOf(search));
      setStay(left.leaps > trail.leaps ? spanAt(left.from) : null);
    }
  }
  const move = useCallback(
    (next: Place, replace: boolean, state: Trail) => {
      setPlace(next);
      setStay(null);
      setSearch((now) => searchOf(next, now), { replace, state });
    },
    [setSearch],
  );
  return {
    place,
    stay,
    canGoBack: trail.leaps > 0,
    go: (next) => { move(next, true, trail); },
    leap: (next, from) => {
      setBegun({ place, from });
      move(next, false, { leaps: trail.leaps + 1, from });
    },
    keep: (at) => { setStay(spanAt(at)); },
    back: () => {
      if (begun) {
        setBegun(null);
        setPlace(begun.place);
        setStay(spanAt(begun.from));
      }
      if (begun || trail.leaps > 0) void navigate(-1);
    },
  };
}

function spanAt(at: number): Span {
  return { start: at, end: at + 1 };
}
