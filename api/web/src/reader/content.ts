import { type QueryClient, queryOptions, useQueries, useQuery } from "@tanstack/react-query";

import { api, body } from "../service/api";
import type { components } from "../service/schema";
import { CodePoints } from "./codePoints";
import { REVIEW_LIST } from "./wording";

export type Document = components["schemas"]["DocumentOut"];
export type RecordItem = components["schemas"]["RecordOut"];
export type FindingItem = components["schemas"]["FindingOut"];
export type Reference = components["schemas"]["ReferenceOut"];
export type Remark = components["schemas"]["RemarkOut"];
export type PageSize = components["schemas"]["PageOut"];
export type Review = RecordItem["review"];

const AT_ONCE = 200; // the most that one answer holds
const NEVER = Infinity; // a reading does not change; another one has another id
const LOOK = 4_000; // milliseconds between two looks at the document

type Page<T> = { items: T[]; next_cursor?: string | null };

/** All pages of a list. */
export async function everything<T>(page: (cursor: { cursor?: string }) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null | undefined;
  do {
    const answer = await page(cursor ? { cursor } : {});
    items.push(...answer.items);
    cursor = answer.next_cursor;
  } while (cursor);
  return items;
}

/** The document itself, looked at again until it has been read; then its changes tell of a new reading. */
export function useDocument(id: string) {
  return useQuery({
    queryKey: ["document", id],
    queryFn: async () => body(await api.GET("/v1/documents/{document_id}", { params: { path: { document_id: id } } })),
    refetchInterval: ({ state: { data } }) => (data?.state === "ready" || data?.state === "failed" ? false : LOOK),
  });
}

const keyed = (reading: string, what: string) => ["reading", reading, what] as const;

export function recordsKey(reading: string) {
  return keyed(reading, "records");
}

export function findingsKey(reading: string) {
  return keyed(reading, "findings");
}

/**
 * The moment up to which the lists of a reading are known (see following.ts), kept as long as the page.
 *
 * It is asked for before the lists, so that no change falls between.
 */
export function knownUntil(document_id: string, reading: string) {
  return queryOptions({
    queryKey: keyed(reading, "known until"),
    staleTime: NEVER,
    gcTime: NEVER,
    queryFn: async () =>
      body(await api.GET("/v1/documents/{document_id}/changes", { params: { path: { document_id } } })).revision,
  });
}

function options(document_id: string, reading: string) {
  const path = { document_id };
  const query = { reading, limit: AT_ONCE };
  const where = { params: { path, query: { reading } } };
  const text = queryOptions({
    queryKey: keyed(reading, "text"),
    staleTime: NEVER,
    queryFn: async () => {
      const { text: whole, emphasis, doubtful } = body(await api.GET("/v1/documents/{document_id}/text", where));
      return { points: new CodePoints(whole), emphasis, doubtful };
    },
  });
  const tree = queryOptions({
    queryKey: keyed(reading, "tree"),
    staleTime: NEVER,
    queryFn: async () => body(await api.GET("/v1/documents/{document_id}/tree", where)).nodes,
  });
  const pages = queryOptions({
    queryKey: keyed(reading, "pages"),
    staleTime: NEVER,
    queryFn: async () => body(await api.GET("/v1/documents/{document_id}/pages", where)).pages,
  });
  const records = queryOptions({
    queryKey: recordsKey(reading),
    staleTime: NEVER,
    queryFn: async ({ client }) => {
      await client.ensureQueryData(knownUntil(document_id, reading));
      const all = await everything<RecordItem>(async (cursor) => {
        const asked = { ...query, ...cursor, review: REVIEW_LIST };
        const answer = body(await api.GET("/v1/documents/{document_id}/records", { params: { path, query: asked } }));
        // The first are shown while the others come.
        client.setQueryData<RecordItem[]>(recordsKey(reading), (before) => before ?? answer.items);
        return answer;
      });
      return newest(all, client.getQueryData<RecordItem[]>(recordsKey(reading)) ?? []);
    },
  });
  const findings = queryOptions({
    queryKey: findingsKey(reading),
    staleTime: NEVER,
    queryFn: async ({ client }) => {
      await client.ensureQueryData(knownUntil(document_id, reading));
      return everything<FindingItem>(async (cursor) => {
        const all = { ...query, ...cursor, review: REVIEW_LIST };
        return body(await api.GET("/v1/documents/{document_id}/findings", { params: { path, query: all } }));
      });
    },
  });
  const references = queryOptions({
    queryKey: keyed(reading, "references"),
    staleTime: NEVER,
    queryFn: () =>
      everything<Reference>(async (cursor) => {
        const all = { ...query, ...cursor };
        return body(await api.GET("/v1/documents/{document_id}/references", { params: { path, query: all } }));
      }),
  });
  return { text, tree, pages, records, findings, references };
}

/** All that one reading of a document holds; each part appears as soon as it is there. */
export function useContent(document: string, reading: string) {
  const asked = options(document, reading);
  const [text, tree, pages, records, findings, references] = useQueries({
    queries: [asked.text, asked.tree, asked.pages, asked.records, asked.findings, asked.references],
  });
  const failed = [text, tree, pages, records, findings, references].find((query) => query.error);
  return {
    text: text.data?.points,
    emphasis: text.data?.emphasis,
    doubtful: text.data?.doubtful,
    tree: tree.data,
    pages: pages.data,
    records: records.data,
    /** Whether those are all of the records. */
    whole: records.isSuccess && !records.isFetching,
    findings: findings.data,
    references: references.data,
    error: failed?.error ?? null,
    again: () => void failed?.refetch(),
  };
}

/** The lines of a page with their boxes, for selecting and finding. */
export function linesOf(document_id: string, reading: string, number: number) {
  return queryOptions({
    queryKey: keyed(reading, `page ${String(number)}`),
    staleTime: NEVER,
    queryFn: async () => {
      const params = { path: { document_id, number }, query: { reading } };
      return body(await api.GET("/v1/documents/{document_id}/pages/{number}", { params })).lines;
    },
  });
}

export function usePageLines(document: string, reading: string, number: number, wanted: boolean) {
  return useQuery({ ...linesOf(document, reading, number), enabled: wanted });
}

type Reviewed = { id: string; start: number; end: number; revision: number };

/** A list as it was answered, with what has been decided since and put into the kept one. */
export function newest<T extends Reviewed>(answered: readonly T[], kept: readonly T[]): T[] {
  const items = new Map(answered.map((item) => [item.id, item]));
  const later = kept.filter(({ id, revision }) => (items.get(id)?.revision ?? -1) < revision);
  if (later.length === 0) return [...answered];
  for (const item of later) items.set(item.id, item);
  return [...items.values()].sort(inReadingOrder);
}

function inReadingOrder(a: Reviewed, b: Reviewed): number {
  return a.start - b.start || a.end - b.end;
}

/** Put changed items into a kept list, in reading order; gives those that were new. */
export function merge<T extends Reviewed>(queries: QueryClient, key: readonly unknown[], changed: readonly T[]): T[] {
  const known = queries.getQueryData<T[]>(key);
  if (!known) return [];
  const before = new Map(known.map((item) => [item.id, item]));
  const news = changed.filter((item) => (before.get(item.id)?.revision ?? -1) < item.revision);
  if (news.length === 0) return [];
  const replaced = new Map(news.map((item) => [item.id, item]));
  const stayed = known.map((item) => replaced.get(item.id) ?? item);
  const added = news.filter((item) => !before.has(item.id));
  const moved = added.length > 0 || news.some((item) => before.get(item.id)?.start !== item.start);
  const merged = [...stayed, ...added];
  queries.setQueryData(key, moved ? merged.sort(inReadingOrder) : merged);
  return news;
}
