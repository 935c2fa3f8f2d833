import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";

import type { Analysis } from "../analysis/analyses";
import { everything, type RecordItem, recordsKey } from "../reader/content";
import { marksByRange } from "../reader/segments";
import { type RecordType, REVIEW_LIST } from "../reader/wording";
import { api, body } from "../service/api";
import type { components } from "../service/schema";
import type { Side } from "./pieces";
import type { Pair } from "./wording";

export type SubjectOut = Analysis["documents"][number];
type Node = components["schemas"]["NodeOut"];
type Remark = components["schemas"]["RemarkOut"];

const NEVER = Infinity; // a reading does not change
const AT_ONCE = 200;

/** The chapter and the heading that a clause of a text stands under. */
export type Headings = (side: Side, path: string) => { section: string; heading: string };

const NONE = { section: "", heading: "" };

/** The headings of both texts, empty until they have come: the comparison does not wait for them. */
export function useHeadings(subjects: readonly SubjectOut[]): Headings {
  const trees = useQueries({
    queries: subjects.map(({ document_id, reading_id }) => ({
      queryKey: ["reading", reading_id, "tree"],
      queryFn: async () => {
        const params = { path: { document_id }, query: { reading: reading_id } };
        return body(await api.GET("/v1/documents/{document_id}/tree", { params })).nodes;
      },
      staleTime: NEVER,
    })),
  });
  const [a, b] = [trees[0]?.data, trees[1]?.data];
  return useMemo(() => {
    const sides = { a: byPath(a ?? []), b: byPath(b ?? []) };
    return (side, path) => sides[side].get(path) ?? NONE;
  }, [a, b]);
}

function byPath(nodes: readonly Node[]) {
  return new Map(nodes.map(({ path, section, heading }) => [path, { section, heading }]));
}

/** What could not be read in the texts: it is in no comparison. */
export function useRemarks(subjects: readonly SubjectOut[]): readonly (readonly Remark[])[] {
  const readings = useQueries({
    queries: subjects.map(({ document_id, reading_id }) => ({
      queryKey: ["reading", reading_id, "remarks"],
      queryFn: async () => {
        const all = body(await api.GET("/v1/documents/{document_id}/readings", { params: { path: { document_id } } }));
        return all.find(({ id }) => id === reading_id)?.remarks ?? [];
      },
      staleTime: NEVER,
    })),
  });
  return readings.map(({ data }) => data ?? []);
}

/** The pairs that hold records of these types, in one text or the other; null where all are wanted. */
export function usePairsOfTypes(
  subjects: readonly SubjectOut[],
  pairs: readonly Pair[],
  types: readonly RecordType[],
): { pairs: ReadonlySet<number> | null; isWaiting: boolean; error: Error | null } {
  const isWanted = types.length > 0;
  const asked = useQueries({
    queries: subjects.map(({ document_id, reading_id }) => ({
      queryKey: recordsKey(reading_id),
      queryFn: () =>
        everything<RecordItem>(async (cursor) => {
          const query = { reading: reading_id, limit: AT_ONCE, review: REVIEW_LIST, ...cursor };
          return body(await api.GET("/v1/documents/{document_id}/records", { params: { path: { document_id }, query } }));
        }),
      staleTime: NEVER,
      enabled: isWanted,
    })),
  });
  const [a, b] = [asked[0]?.data, asked[1]?.data];
  const found = useMemo(() => {
    if (!isWanted || !a || !b) return null;
    return new Set([...holding(pairs, "a", a, types), ...holding(pairs, "b", b, types)]);
  }, [a, b, pairs, types, isWanted]);
  return {
    pairs: found,
    isWaiting: isWanted && !found,
    error: asked.find(({ error }) => error)?.error ?? null,
  };
}

function holding(
  pairs: readonly Pair[],
  side: Side,
  records: readonly RecordItem[],
  types: readonly RecordType[],
): readonly number[] {
  const ranges = pairs
    .flatMap((pair, index) => pair[side].map(({ start, end }) => ({ start, end, index })))
    .sort((one, other) => one.start - other.start);
  const wanted = records.filter(({ type, review }) => review !== "rejected" && types.includes(type));
  const marks = marksByRange(ranges, wanted);
  return ranges.filter((_, nth) => marks[nth]?.length).map(({ index }) => index);
}
