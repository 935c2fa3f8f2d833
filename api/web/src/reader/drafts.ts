import type { Fields } from "./fields";
import { keptDrafts } from "./keptDrafts";
import type { RecordType } from "./wording";

/** What a reviewer has written and not yet saved. `record` is empty where it is to be added. */
export type Draft = {
  key: string;
  document: string;
  record: string;
  /** The revision that was seen when it was begun. */
  revision: number;
  type: RecordType;
  fields: Fields;
  start: number;
  end: number;
  quote: string;
  note: string;
};

function isDraft(value: unknown): value is Draft {
  return typeof value === "object" && value !== null && "key" in value && "fields" in value && "type" in value;
}

/** By the key of the draft. */
export const recordDrafts = keptDrafts("tiaokuan.draft.", isDraft);
