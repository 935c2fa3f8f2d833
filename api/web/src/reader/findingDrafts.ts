import { useSyncExternalStore } from "react";

/** What a reviewer has written about a finding and not yet saved; `revision` is what was seen when it was begun. */
export type FindingDraft = { message: string; revision: number };

const PREFIX = "tiaokuan.finding.";
const watchers = new Set<() => void>();
let known: ReadonlySet<string> | null = null;

function tell(): void {
  known = null;
  watchers.forEach((watcher) => {
    watcher();
  });
}

function snapshot(): ReadonlySet<string> {
  const names = () => Object.keys(localStorage).filter((one) => one.startsWith(PREFIX));
  known ??= new Set(names().map((name) => name.slice(PREFIX.length)));
  return known;
}

function watch(watcher: () => void): () => void {
  const elsewhere = (event: StorageEvent) => {
    if (event.key?.startsWith(PREFIX)) tell();
  };
  watchers.add(watcher);
  window.addEventListener("storage", elsewhere);
  return () => {
    watchers.delete(watcher);
    window.removeEventListener("storage", elsewhere);
  };
}

/** The ids of the findings about which something was written in this browser and not saved. */
export function useDraftedFindings(): ReadonlySet<string> {
  return useSyncExternalStore(watch, snapshot);
}

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
  tell();
}

export function dropDraftOfFinding(id: string): void {
  localStorage.removeItem(PREFIX + id);
  tell();
}
