import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";

import { lookAgain } from "../service/again";
import { api, body } from "../service/api";
import { Problem } from "../service/problems";
import type { components } from "../service/schema";
import { type FindingItem, findingsKey, merge, type RecordItem, recordsKey } from "./content";

export type Edit = Partial<components["schemas"]["RecordEdit"] & components["schemas"]["FindingEdit"]> & { action: Action };
export type Action = components["schemas"]["RecordEdit"]["action"];
export type Addition = components["schemas"]["RecordAddition"];
export type Item = RecordItem | FindingItem;

export function isRecord(item: Item): item is RecordItem {
  return "type" in item;
}

/** Somebody else decided first: what they made of it. */
export class Overtaken extends Error {
  readonly theirs: Item;

  constructor(theirs: Item, message: string) {
    super(message);
    this.theirs = theirs;
  }
}

const SENDING = ["review sent"];
type Sent = { item: Item; edit: Edit } | { addition: Addition; key: string };

/** Whether a change is what this page is sending now: it may hear of it before it has the answer. */
export function isBeingSent(queries: QueryClient, changed: Item): boolean {
  const sent = queries.getMutationCache().findAll({ mutationKey: SENDING, status: "pending" });
  return sent.some(({ state }) => {
    const given = state.variables as Sent;
    if ("item" in given) return given.item.id === changed.id;
    return given.addition.start === changed.start && given.addition.end === changed.end;
  });
}

/** What to tell of a failure: nothing where another view does, of a conflict or the form to sign in again. */
export function toldOf(failure: Error | null): Error | null {
  const elsewhere = failure instanceof Overtaken || (failure instanceof Problem && failure.status === 401);
  return elsewhere ? null : failure;
}

async function patch(item: Item, edit: Edit): Promise<Item> {
  const header = { "If-Match": `"r${String(item.revision)}"` };
  const sent = { note: "", ...edit };
  if (isRecord(item)) {
    const params = { path: { record_id: item.id }, header };
    return body(await api.PATCH("/v1/records/{record_id}", { params, body: sent }));
  }
  const params = { path: { finding_id: item.id }, header };
  return body(await api.PATCH("/v1/findings/{finding_id}", { params, body: sent }));
}

async function fresh(item: Item): Promise<Item> {
  if (isRecord(item)) return body(await api.GET("/v1/records/{record_id}", { params: { path: { record_id: item.id } } }));
  return body(await api.GET("/v1/findings/{finding_id}", { params: { path: { finding_id: item.id } } }));
}

/** Carry out one decision. Throws Overtaken where somebody else was first. */
export async function decide(item: Item, edit: Edit): Promise<Item> {
  try {
    return await patch(item, edit);
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 412) throw new Overtaken(await fresh(item), problem.message);
    throw problem;
  }
}

const QUIET = 2_000; // milliseconds after the last decision
let rereading = 0;

/** The progress of the review at once; its lists when the person pauses, for a quick one decides twice a second. */
function followReview(queries: QueryClient): void {
  void lookAgain(queries, ["review", "progress"]);
  window.clearTimeout(rereading);
  rereading = window.setTimeout(() => void lookAgain(queries, ["review"]), QUIET);
}

/** Decide on a record or finding; the lists follow at once. */
export function useDeciding() {
  const queries = useQueryClient();
  const keep = (item: Item) => {
    if (isRecord(item)) merge(queries, recordsKey(item.reading_id), [item]);
    else merge(queries, findingsKey(item.reading_id), [item]);
  };
  return useMutation({
    mutationKey: SENDING,
    mutationFn: ({ item, edit }: { item: Item; edit: Edit }) => decide(item, edit),
    onSuccess: (item) => {
      keep(item);
      followReview(queries);
    },
    onError: (error) => {
      if (error instanceof Overtaken) keep(error.theirs);
    },
  });
}

/** Put in a record that was not read. The key makes sending it twice harmless. */
export function useAdding(document_id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationKey: SENDING,
    mutationFn: async ({ addition, key }: { addition: Addition; key: string }) => {
      const params = { path: { document_id }, header: { "Idempotency-Key": key } };
      return body(await api.POST("/v1/documents/{document_id}/records", { params, body: addition }));
    },
    onSuccess: (record) => {
      merge(queries, recordsKey(record.reading_id), [record]);
    },
  });
}
