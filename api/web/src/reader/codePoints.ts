/**
 * The text of a document, counted in Unicode code points as the service counts it.
 *
 * JavaScript strings count UTF-16 units: a character beyond U+FFFF (a rare ideograph) is one code point and two units.
 * The few of them are kept by their position, so that a conversion is one binary search.
 */
export class CodePoints {
  readonly text: string;
  /** Number of code points. */
  readonly length: number;
  readonly #wide: readonly number[]; // positions, in code points, of the characters of two units

  constructor(text: string) {
    this.text = text;
    this.#wide = widePositions(text);
    this.length = text.length - this.#wide.length;
  }

  /** UTF-16 unit at which a code point begins. */
  unitOf(point: number): number {
    return point + countBefore(this.#wide, point);
  }

  /** Code point that a UTF-16 unit belongs to. */
  pointOf(unit: number): number {
    let low = 0;
    let high = this.#wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#wide[middle] ?? 0) + middle + 1 <= unit) low = middle + 1;
      else high = middle;
    }
    return unit - low;
  }

  /** The characters of a half-open range of code points. */
  slice(start: number, end: number): string {
    return this.text.slice(this.unitOf(start), this.unitOf(end));
  }
}

/** Number of code points in the first `units` units of a text. */
export function pointsIn(text: string, units: number = text.length): number {
  let points = 0;
  for (let at = 0; at < units; at++) if (!isTrail(text.charCodeAt(at), text.charCodeAt(at - 1))) points++;
  return points;
}

function widePositions(text: string): number[] {
  const wide: number[] = [];
  for (let at = 1; at < text.length; at++) {
    if (isTrail(text.charCodeAt(at), text.charCodeAt(at - 1))) wide.push(at - 1 - wide.length);
  }
  return wide;
}

function isTrail(unit: number, before: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff && before >= 0xd800 && before <= 0xdbff;
}

/** How many of the ascending numbers are smaller than `bound`. */
function countBefore(numbers: readonly number[], bound: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
