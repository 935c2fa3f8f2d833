import { useSyncExternalStore } from "react";

import type { Fields } from "./fields";
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

const PREFIX = "tiaokuan.draft.";
const watchers = new Set<() => void>();
let known: readonly Draft[] | null = null;

function tell(): void {
  known = null;
  watchers.forEach((watcher) => {
    watcher();
  });
}

function isDraft(value: unknown): value is Draft {
  return typeof value === "object" && value !== null && "key" in value && "fields" in value && "type" in value;
}

function read(): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
    try {
      const draft: unknown = JSON.parse(localStorage.getItem(name) ?? "null");
      if (isDraft(draft)) drafts.push(draft);
    } catch {
      localStorage.removeItem(name); // not ours: nothing can be made of it
    }
  }
  return drafts;
}

function snapshot(): readonly Draft[] {
  known ??= read();
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

/** Every draft of this browser; they outlive the page, and are shared by its windows. */
export function useDrafts(): readonly Draft[] {
  return useSyncExternalStore(watch, snapshot);
}

export function keepDraft(draft: Draft): void {
  localStorage.setItem(PREFIX + draft.key, JSON.stringify(draft));
  tell();
}

export function dropDraft(key: string): void {
  localStorage.removeItem(PREFIX + key);
  tell();
}

export function draftOf(key: string): Draft | undefined {
  return snapshot().find((draft) => draft.key === key);
}
