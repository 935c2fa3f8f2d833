/** A stretch of text, and whether it is what was looked for. */
export type Piece = { text: string; marked: boolean };

type Span = { start: number; end: number }; // in UTF-16 units

const SKIPPED = /[\s\p{Cc}\p{Cf}]/u;
const DIVIDES = /[\p{P}\p{Z}]/u;
const OUTSIDE_NUMBERS = /(?<!\d)[.,]|[.,](?!\d)/gu;
const KEPT = new Set(["%", "‰", ".", ","]);

/** The text as the search compares it, and where each of its units stands in the text. */
function folded(text: string): { text: string; at: readonly Span[] } {
  let compared = "";
  const at: Span[] = [];
  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    if (!SKIPPED.test(character)) {
      for (const unit of plain(character)) {
        compared += unit;
        at.push(...Array.from({ length: unit.length }, () => ({ start, end })));
      }
    }
    start = end;
  }
  return { text: compared.replace(OUTSIDE_NUMBERS, " "), at };
}

/** One width, one case; a blank where punctuation divides what is searched. */
function plain(character: string): string {
  const same = character.normalize("NFKC").toLowerCase().normalize("NFKC");
  return DIVIDES.test(same) && !KEPT.has(same) ? " " : same;
}

function wordsOf(query: string): readonly string[] {
  const words = query.split(/\s+/u).flatMap((word) => folded(word).text.split(" "));
  return [...new Set(words)].filter(Boolean);
}

/** Where the words of a query stand in a text, in order, overlaps joined. */
export function spansOf(text: string, query: string): readonly Span[] {
  const inside = folded(text);
  const spans: Span[] = [];
  for (const word of wordsOf(query)) {
    for (let found = inside.text.indexOf(word); found >= 0; found = inside.text.indexOf(word, found + word.length)) {
      const first = inside.at[found];
      const last = inside.at[found + word.length - 1];
      if (first && last) spans.push({ start: first.start, end: last.end });
    }
  }
  return joined(spans);
}

function joined(spans: readonly Span[]): readonly Span[] {
  const inOrder = [...spans].sort((one, other) => one.start - other.start);
  const result: Span[] = [];
  for (const span of inOrder) {
    const last = result.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}

/** The text cut into marked and unmarked pieces; of a long text, what stands around the first mark. */
export function pieces(text: string, spans: readonly Span[], { before = 60, most = 320 } = {}): readonly Piece[] {
  const from = text.length > most ? Math.max((spans[0]?.start ?? 0) - before, 0) : 0;
  const to = Math.min(from + most, text.length);
  const result: Piece[] = [{ text: from > 0 ? "…" : "", marked: false }];
  let at = from;
  for (const { start, end } of spans) {
    if (start >= to) break;
    result.push({ text: text.slice(at, start), marked: false }, { text: text.slice(start, Math.min(end, to)), marked: true });
    at = Math.min(end, to);
  }
  result.push({ text: text.slice(at, to) + (to < text.length ? "…" : ""), marked: false });
  return result.filter((piece) => piece.text);
}

/** Code points of the text before a UTF-16 unit: what the service counts in. */
export function codePoints(text: string, units: number): number {
  return [...text.slice(0, units)].length;
}
