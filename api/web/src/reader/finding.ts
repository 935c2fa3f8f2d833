import { useDeferredValue, useMemo, useState } from "react";

import type { CodePoints } from "./codePoints";
import { occurrences } from "./occurrences";
import type { Span } from "./segments";

export type Finder = {
  open: boolean;
  words: string;
  hits: readonly Span[];
  current: number;
  hit: Span | null;
  asked: number;
  /** Open it; what stands first from the code point on is the current place. */
  ask: (from: number) => void;
  close: () => void;
  write: (words: string) => void;
  step: (by: 1 | -1) => void;
};

/** Finding words in the document: what is looked for, where it stands, and which place is the current one. */
export function useFinder(text: CodePoints): Finder {
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState("");
  const [from, setFrom] = useState(0);
  const [stepped, setStepped] = useState<number | null>(null);
  const [asked, setAsked] = useState(0);
  const searched = useDeferredValue(open ? words : "");
  const hits = useMemo(() => occurrences(text, searched), [text, searched]);
  const next = hits.findIndex(({ start }) => start >= from);
  const current = stepped ?? Math.max(0, next);
  return {
    open,
    words,
    hits,
    current,
    hit: hits[current] ?? null,
    asked,
    ask: (begin) => {
      if (!open) {
        setFrom(begin);
        setStepped(null);
      }
      setOpen(true);
      setAsked((times) => times + 1);
    },
    close: () => {
      setOpen(false);
    },
    write: (wanted) => {
      setWords(wanted);
      setStepped(null);
    },
    step: (by) => {
      if (hits.length > 0) setStepped((at) => ((at ?? current) + by + hits.length) % hits.length);
    },
  };
}
