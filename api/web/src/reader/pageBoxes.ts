import type { Span } from "./segments";

/** Left, top, right, bottom in points from the page's top left corner. */
export type Box = readonly [number, number, number, number];

export type PlacedLine = Span & { text: string; kind?: string; box?: readonly number[] | null };

/** The four edges of a box on the wire. */
export function boxOf(edges: readonly number[]): Box {
  const [left = 0, top = 0, right = 0, bottom = 0] = edges;
  return [left, top, right, bottom];
}

/**
 * The boxes of a span on a page, one for each of its lines.
 *
 * The service gives boxes of whole lines; within one, characters are taken as full or half width. For records and
 * findings it gives the exact boxes, which are used instead.
 */
export function boxesOf(lines: readonly PlacedLine[], span: Span): Box[] {
  const found: Box[] = [];
  for (const line of lines) {
    if (!line.box || line.start >= span.end || line.end <= span.start) continue;
    const [left, top, right, bottom] = boxOf(line.box);
    const characters = [...line.text];
    const widths = characters.map(widthOf);
    const whole = sum(widths) || 1;
    const before = sum(widths.slice(0, Math.max(0, span.start - line.start)));
    const within = sum(widths.slice(0, span.end - line.start));
    const at = (share: number) => left + ((right - left) * share) / whole;
    found.push([at(before), top, at(within), bottom]);
  }
  return found;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

/** Headers and footers: they stand behind all the text, wherever the page shows them. */
export function isFurniture({ kind }: PlacedLine): boolean {
  return kind === "furniture";
}

/** The lines of a page with its headers first, so that a selection over a page break goes past them. */
export function asSeen(lines: readonly PlacedLine[]): PlacedLine[] {
  const top = ({ box }: PlacedLine) => (box ? boxOf(box)[1] : Infinity);
  const first = Math.min(...lines.filter((line) => !isFurniture(line)).map(top));
  const isHeader = (line: PlacedLine) => isFurniture(line) && top(line) < first;
  return [...lines.filter(isHeader), ...lines.filter((line) => !isHeader(line))];
}

/** Where the line begins that is the nearest to a height, of the text itself. */
export function startNear(lines: readonly PlacedLine[], y: number): number | undefined {
  let nearest: { start: number; away: number } | undefined;
  for (const line of lines) {
    if (!line.box || isFurniture(line)) continue;
    const [, top, , bottom] = boxOf(line.box);
    const away = Math.abs((top + bottom) / 2 - y);
    if (!nearest || away < nearest.away) nearest = { start: line.start, away };
  }
  return nearest?.start;
}

/** Share of a full width that a character takes in print. */
function widthOf(character: string): number {
  return (character.codePointAt(0) ?? 0) < 0x2000 ? 0.5 : 1;
}
