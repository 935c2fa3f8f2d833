import { useMutation, useQueryClient } from "@tanstack/react-query";

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

/** Decide on a record or finding; the lists follow at once. */
export function useDeciding() {
  const queries = useQueryClient();
  const keep = (item: Item) => {
    if (isRecord(item)) merge(queries, recordsKey(item.reading_id), [item]);
    else merge(queries, findingsKey(item.reading_id), [item]);
  };
  return useMutation({
    mutationFn: ({ item, edit }: { item: Item; edit: Edit }) => decide(item, edit),
    onSuccess: (item) => {
      keep(item);
      void queries.invalidateQueries({ queryKey: ["review"] });
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
    mutationFn: async ({ addition, key }: { addition: Addition; key: string }) => {
      const params = { path: { document_id }, header: { "Idempotency-Key": key } };
      return body(await api.POST("/v1/documents/{document_id}/records", { params, body: addition }));
    },
    onSuccess: (record) => {
      merge(queries, recordsKey(record.reading_id), [record]);
    },
  });
}
