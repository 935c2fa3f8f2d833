import type { CodePoints } from "./codePoints";
import type { Span } from "./segments";

const MOST = 5_000;

/** Every place where the words stand, letters of either case, in code points; at most 5,000. */
export function occurrences(text: CodePoints, words: string): Span[] {
  const wanted = words.trim().toLowerCase();
  if (!wanted) return [];
  // Lower case may differ in length for a few letters (İ): then the letters are compared as they are.
  const lower = text.text.toLowerCase();
  const searched = lower.length === text.text.length ? lower : text.text;
  const found: Span[] = [];
  for (let at = searched.indexOf(wanted); at >= 0 && found.length < MOST; at = searched.indexOf(wanted, at + wanted.length)) {
    found.push({ start: text.pointOf(at), end: text.pointOf(at + wanted.length) });
  }
  return found;
}
