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
  ask: () => void;
  close: () => void;
  write: (words: string) => void;
  step: (by: 1 | -1) => void;
};

/** Finding words in the document: what is looked for, where it stands, and which place is the current one. */
export function useFinder(text: CodePoints): Finder {
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState("");
  const [current, setCurrent] = useState(0);
  const [asked, setAsked] = useState(0);
  const searched = useDeferredValue(open ? words : "");
  const hits = useMemo(() => occurrences(text, searched), [text, searched]);
  return {
    open,
    words,
    hits,
    current,
    hit: hits[current] ?? null,
    asked,
    ask: () => {
      setOpen(true);
      setAsked((times) => times + 1);
    },
    close: () => {
      setOpen(false);
    },
    write: (next) => {
      setWords(next);
      setCurrent(0);
    },
    step: (by) => {
      if (hits.length > 0) setCurrent((at) => (at + by + hits.length) % hits.length);
    },
  };
}
