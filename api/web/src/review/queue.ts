import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import { type FindingItem, everything, type RecordItem } from "../reader/content";
import { api, body } from "../service/api";

export type Queued = RecordItem | FindingItem;
/** `model` and `rule` are records that only one of the two readers found. */
export type Kind = "all" | "records" | "findings" | "model" | "rule";

const AT_ONCE = 100;
const LOOK = 20_000; // milliseconds between two looks at what others have left
const MOST_FINDINGS = 1_000;
// A grave finding is looked at before records that are half certain, a slight one after most.
const URGENCY = { 3: 0.5, 2: 0.8, 1: 0.95 } as const;

/** How soon to look at it, from 0: the confidence of a record, the gravity of a finding. */
export function urgency(item: Queued): number {
  return "confidence" in item ? item.confidence : URGENCY[item.gravity];
}

/**
 * Records and findings by urgency, each in the order in which the service gives them.
 *
 * Where more records are to come, findings that might come after them are left for then.
 */
export function queued(records: readonly RecordItem[], findings: readonly FindingItem[], more: boolean): Queued[] {
  const last = records.at(-1);
  const bound = more && last ? urgency(last) : Infinity;
  const due = findings.filter((finding) => urgency(finding) <= bound);
  const merged: Queued[] = [];
  let at = 0;
  for (const record of records) {
    for (let next = due[at]; next && urgency(next) <= urgency(record); next = due[++at]) merged.push(next);
    merged.push(record);
  }
  return [...merged, ...due.slice(at)];
}

/**
 * The items with the one that is being looked at, in its place.
 *
 * It stays until the person leaves it, also where another reviewer decided on it in the meantime: a key must never
 * mean an item that came in its stead.
 */
export function withHeld(items: readonly Queued[], held: Queued | undefined): readonly Queued[] {
  if (!held || items.some(({ id }) => id === held.id)) return items;
  const after = items.findIndex((item) => urgency(item) >= urgency(held));
  return items.toSpliced(after < 0 ? items.length : after, 0, held);
}

/** What nobody has reviewed, of one document or of all. */
export function useQueue(kind: Kind, document: string) {
  const within = document ? { document_id: document } : {};
  const finder = kind === "model" || kind === "rule" ? [kind] : [];
  const withFindings = kind === "all" || kind === "findings";
  const records = useInfiniteQuery({
    queryKey: ["review", "records", document, ...finder],
    enabled: kind !== "findings",
    initialPageParam: "",
    queryFn: async ({ pageParam }) => {
      const cursor = pageParam ? { cursor: pageParam } : {};
      const query = { ...within, ...cursor, found_by: finder, review: ["unreviewed" as const], sort: "confidence" as const, limit: AT_ONCE };
      return body(await api.GET("/v1/records", { params: { query } }));
    },
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: LOOK,
  });
  const findings = useQuery({
    queryKey: ["review", "findings", document],
    enabled: withFindings,
    refetchInterval: LOOK,
    queryFn: () => upTo(MOST_FINDINGS, async (cursor) => {
      const query = { ...within, ...cursor, review: ["unreviewed" as const], sort: "gravity" as const, limit: 200 };
      return body(await api.GET("/v1/findings", { params: { query } }));
    }),
  });
  const items = useMemo(() => {
    const read = kind === "findings" ? [] : (records.data?.pages ?? []).flatMap((page) => page.items);
    const found = withFindings ? (findings.data ?? []) : [];
    return queued(read, found, kind !== "findings" && records.hasNextPage);
  }, [kind, withFindings, records.data, records.hasNextPage, findings.data]);
  return {
    items,
    waiting: (kind !== "findings" && records.isPending) || (withFindings && findings.isPending),
    error: records.error ?? findings.error,
    again: () => {
      void records.refetch();
      void findings.refetch();
    },
    more: () => {
      if (records.hasNextPage && !records.isFetchingNextPage) void records.fetchNextPage();
    },
  };
}

export type Progress = { decided: number; all: number };

/** How much has been reviewed, of one document or of all. */
export function useProgress(document: string) {
  const params = { query: document ? { document_id: document } : {} };
  return useQuery({
    queryKey: ["review", "progress", document],
    queryFn: async (): Promise<Progress> => {
      const [records, findings] = await Promise.all([
        api.GET("/v1/records/counts", { params }),
        api.GET("/v1/findings/counts", { params }),
      ]);
      const reviews = [body(records).reviews, body(findings).reviews];
      const sum = (counts: readonly number[]) => counts.reduce((before, one) => before + one, 0);
      const all = sum(reviews.flatMap((one) => Object.values(one)));
      return { all, decided: all - sum(reviews.map((one) => one["unreviewed"] ?? 0)) };
    },
  });
}

/** The first items of a list. */
async function upTo<T>(most: number, page: Parameters<typeof everything<T>>[0]): Promise<T[]> {
  let count = 0;
  return everything<T>(async (cursor) => {
    const answer = await page(cursor);
    count += answer.items.length;
    return count < most ? answer : { items: answer.items };
  });
}

/** The documents, for the filter, the cards and the gold: their names and how many of their places were reviewed. */
export function useNamed() {
  return useQuery({
    queryKey: ["review", "documents"],
    queryFn: async () => {
      const all = await everything(async (cursor) =>
        body(await api.GET("/v1/documents", { params: { query: { limit: 200, ...cursor } } })),
      );
      return all.map(({ id, name, reviewed }) => ({ id, name, reviewed }));
    },
  });
}

/** The text around an item, for a look without opening the document. */
export function useSurroundings(item: Queued | undefined) {
  const [before, after] = [260, 260];
  return useQuery({
    queryKey: ["surroundings", item?.reading_id, item?.start, item?.end],
    enabled: item !== undefined,
    staleTime: Infinity,
    queryFn: async () => {
      if (!item) return null;
      const query = { reading: item.reading_id, start: Math.max(0, item.start - before), end: item.end + after };
      const params = { path: { document_id: item.document_id }, query };
      return body(await api.GET("/v1/documents/{document_id}/text", { params }));
    },
  });
}
