import { useCallback, useState } from "react";

import { type Draft, EMPTY, isEmpty } from "./draft";

const PREFIX = "tiaokuan.claim.";

/** The claim that is typed for a document: `checked` is the claim, as JSON, that was checked last; empty for none. */
export type Kept = { draft: Draft; checked: string; at: string };

const NONE: Kept = { draft: EMPTY, checked: "", at: "" };

function isKept(value: unknown): value is Kept {
  return typeof value === "object" && value !== null && "draft" in value && "checked" in value && "at" in value;
}

export function keptFor(document: string): Kept {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + document) ?? "null");
    return isKept(kept) ? { ...kept, draft: { ...EMPTY, ...kept.draft } } : NONE;
  } catch {
    return NONE; // not ours: nothing can be made of it
  }
}

/** Let the form of a document begin with this claim. */
export function keepFor(document: string, draft: Draft): void {
  write(document, { draft, checked: "", at: new Date().toISOString() });
}

function write(document: string, kept: Kept): void {
  if (isEmpty(kept.draft)) localStorage.removeItem(PREFIX + document);
  else localStorage.setItem(PREFIX + document, JSON.stringify(kept));
}

/** The claim of a document, kept in this browser with every key, so that nothing typed is lost. */
export function useKept(document: string) {
  const [kept, setKept] = useState(() => keptFor(document));
  const change = useCallback(
    (next: (kept: Kept) => Partial<Kept>) => {
      setKept((now) => {
        const changed = { ...now, ...next(now), at: new Date().toISOString() };
        write(document, changed);
        return changed;
      });
    },
    [document],
  );
  return { kept, change };
}
