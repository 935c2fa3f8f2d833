/** What a reviewer has written about a finding and not yet saved; `revision` is what was seen when it was begun. */
export type FindingDraft = { message: string; revision: number };

const PREFIX = "tiaokuan.finding.";

export function draftOfFinding(id: string): FindingDraft | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + id) ?? "null");
    if (typeof kept !== "object" || kept === null || !("message" in kept) || !("revision" in kept)) return undefined;
    const { message, revision } = kept;
    return typeof message === "string" && typeof revision === "number" ? { message, revision } : undefined;
  } catch {
    return undefined; // not ours: nothing can be made of it
  }
}

export function keepDraftOfFinding(id: string, draft: FindingDraft): void {
  localStorage.setItem(PREFIX + id, JSON.stringify(draft));
}

export function dropDraftOfFinding(id: string): void {
  localStorage.removeItem(PREFIX + id);
}
