import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import { type FindingItem, everything, type RecordItem, type Review } from "../reader/content";
import { gravityOf } from "../reader/wording";
import { api, body } from "../service/api";

export type Queued = RecordItem | FindingItem;
export type Kind = "all" | "records" | "findings";

const AT_ONCE = 100;
const MOST_FINDINGS = 1_000;
const MOST_DECIDED = 2_000;
const DECIDED: Review[] = ["accepted", "corrected", "rejected", "added"];
// A grave finding is looked at before records that are half certain, a slight one after most.
const URGENCY = { 3: 0.5, 2: 0.8, 1: 0.95 } as const;

/** How soon to look at it, from 0: the confidence of a record, the gravity of a finding. */
export function urgency(item: Queued): number {
  return "confidence" in item ? item.confidence : URGENCY[gravityOf(item.code)];
}

/**
 * Records and findings by urgency, records in the order in which the service gives them.
 *
 * Where more records are to come, findings that might come after them are left for then.
 */
export function queued(records: readonly RecordItem[], findings: readonly FindingItem[], more: boolean): Queued[] {
  const last = records.at(-1);
  const bound = more && last ? urgency(last) : Infinity;
  const due = findings.filter((finding) => urgency(finding) <= bound).sort((a, b) => urgency(a) - urgency(b));
  const merged: Queued[] = [];
  let at = 0;
  for (const record of records) {
    for (let next = due[at]; next && urgency(next) <= urgency(record); next = due[++at]) merged.push(next);
    merged.push(record);
  }
  return [...merged, ...due.slice(at)];
}

/** What nobody has reviewed, of one document or of all. */
export function useQueue(kind: Kind, document: string) {
  const within = document ? { document_id: document } : {};
  const records = useInfiniteQuery({
    queryKey: ["review", "records", document],
    enabled: kind !== "findings",
    initialPageParam: "",
    queryFn: async ({ pageParam }) => {
      const cursor = pageParam ? { cursor: pageParam } : {};
      const query = { ...within, ...cursor, review: ["unreviewed" as const], sort: "confidence" as const, limit: AT_ONCE };
      return body(await api.GET("/v1/records", { params: { query } }));
    },
    getNextPageParam: (page) => page.next_cursor,
  });
  const findings = useQuery({
    queryKey: ["review", "findings", document],
    enabled: kind !== "records",
    queryFn: () => upTo(MOST_FINDINGS, async (cursor) => {
      const query = { ...within, ...cursor, review: ["unreviewed" as const], limit: 200 };
      return body(await api.GET("/v1/findings", { params: { query } }));
    }),
  });
  const items = useMemo(() => {
    const read = kind === "findings" ? [] : (records.data?.pages ?? []).flatMap((page) => page.items);
    const found = kind === "records" ? [] : (findings.data ?? []);
    return queued(read, found, kind !== "findings" && records.hasNextPage);
  }, [kind, records.data, records.hasNextPage, findings.data]);
  return {
    items,
    waiting: (kind !== "findings" && records.isPending) || (kind !== "records" && findings.isPending),
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

export type Progress = { decided: number; all: number; capped: boolean; byDocument: Map<string, number> };

/** How much has been reviewed. The service has no count by review: what is decided is listed, to a limit. */
export function useProgress(document: string) {
  const within = document ? { document_id: document } : {};
  return useQuery({
    queryKey: ["review", "progress", document],
    queryFn: async (): Promise<Progress> => {
      const [records, findings, decided, looked] = await Promise.all([
        api.GET("/v1/records/counts", { params: { query: within } }),
        api.GET("/v1/findings/counts", { params: { query: within } }),
        upTo(MOST_DECIDED, async (cursor) => {
          const query = { ...within, ...cursor, review: DECIDED, limit: 200 };
          return body(await api.GET("/v1/records", { params: { query } }));
        }),
        upTo(MOST_DECIDED, async (cursor) => {
          const query = { ...within, ...cursor, review: DECIDED, limit: 200 };
          return body(await api.GET("/v1/findings", { params: { query } }));
        }),
      ]);
      const done = [...decided, ...looked];
      const counted = [...Object.values(body(records).types), ...Object.values(body(findings).codes)];
      // The counts leave out what was rejected.
      const rejected = done.filter(({ review }) => review === "rejected").length;
      const byDocument = new Map<string, number>();
      for (const { document_id } of done) byDocument.set(document_id, (byDocument.get(document_id) ?? 0) + 1);
      const all = counted.reduce((sum, one) => sum + one, rejected);
      return { decided: done.length, all, capped: decided.length >= MOST_DECIDED, byDocument };
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

/** The names of all documents, for the filter and the cards. */
export function useDocumentNames() {
  return useQuery({
    queryKey: ["documents", "names"],
    staleTime: 60_000,
    queryFn: async () => {
      const all = await everything(async (cursor) =>
        body(await api.GET("/v1/documents", { params: { query: { limit: 200, ...cursor } } })),
      );
      return new Map(all.map(({ id, name }) => [id, name]));
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
