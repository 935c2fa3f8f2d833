import { useSyncExternalStore } from "react";

type Kept<Draft> = {
  /** Every draft by its key, kept up to date; the windows of a browser share them. */
  useAll: () => ReadonlyMap<string, Draft>;
  of: (key: string) => Draft | undefined;
  keep: (key: string, draft: Draft) => void;
  drop: (key: string) => void;
};

/** What was written and not yet saved, in this browser under `prefix`: it outlives the page. What `isDraft` does not know is passed over. */
export function keptDrafts<Draft>(prefix: string, isDraft: (value: unknown) => value is Draft): Kept<Draft> {
  const watchers = new Set<() => void>();
  let known: ReadonlyMap<string, Draft> | null = null;

  function tell(): void {
    known = null;
    watchers.forEach((watcher) => {
      watcher();
    });
  }

  function snapshot(): ReadonlyMap<string, Draft> {
    known ??= new Map(
      Object.keys(localStorage)
        .filter((name) => name.startsWith(prefix))
        .flatMap((name) => {
          const draft = parsed(localStorage.getItem(name));
          return isDraft(draft) ? [[name.slice(prefix.length), draft] as const] : [];
        }),
    );
    return known;
  }

  function watch(watcher: () => void): () => void {
    const elsewhere = (event: StorageEvent) => {
      if (event.key?.startsWith(prefix)) tell();
    };
    watchers.add(watcher);
    window.addEventListener("storage", elsewhere);
    return () => {
      watchers.delete(watcher);
      window.removeEventListener("storage", elsewhere);
    };
  }

  return {
    useAll: () => useSyncExternalStore(watch, snapshot),
    of: (key) => snapshot().get(key),
    keep: (key, draft) => {
      localStorage.setItem(prefix + key, JSON.stringify(draft));
      tell();
    },
    drop: (key) => {
      localStorage.removeItem(prefix + key);
      tell();
    },
  };
}

function parsed(kept: string | null): unknown {
  try {
    return JSON.parse(kept ?? "null");
  } catch {
    return null; // not ours: nothing can be made of it
  }
}
