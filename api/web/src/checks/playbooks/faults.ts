import type { Problem } from "../../service/problems";

/** What is wrong with a text: the line (from 1) where the service knows it, and what to mend. */
export type Fault = { line: number | null; told: string };

/** The faults that the service found, by line. */
export function faultsOf(problem: Problem): readonly Fault[] {
  return problem.fields
    .map(({ pointer, message }) => {
      const line = /^\/text:(\d+)$/.exec(pointer)?.[1];
      return { line: line ? Number(line) : null, told: message.replace(/^：/, "") };
    })
    .sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
}

/** Where a line (from 1) begins and ends in the text, in UTF-16 units; the last line where there is no such line. */
export function lineSpan(text: string, line: number): { start: number; end: number } {
  let start = 0;
  for (let nth = 1; nth < line; nth += 1) {
    const next = text.indexOf("\n", start);
    if (next < 0) break;
    start = next + 1;
  }
  const end = text.indexOf("\n", start);
  return { start, end: end < 0 ? text.length : end };
}
