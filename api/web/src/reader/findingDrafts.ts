import { keptDrafts } from "./keptDrafts";

/** What a reviewer has written about a finding and not yet saved; `revision` is what was seen when it was begun. */
export type FindingDraft = { message: string; revision: number };

function isFindingDraft(value: unknown): value is FindingDraft {
  if (typeof value !== "object" || value === null || !("message" in value) || !("revision" in value)) return false;
  return typeof value.message === "string" && typeof value.revision === "number";
}

/** By the id of the finding. */
export const findingDrafts = keptDrafts("tiaokuan.finding.", isFindingDraft);
