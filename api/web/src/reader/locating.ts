import type { QueryClient } from "@tanstack/react-query";

import { linesOf, type PageSize } from "./content";
import type { Lit } from "./marks";
import { type Box, boxesOf, boxOf } from "./pageBoxes";
import type { Node } from "./paragraphs";
import type { Span } from "./segments";

export type Where = { page: number; box: Box };
type Known = {
  document: string;
  reading: string;
  pages: readonly PageSize[];
  nodes: readonly Node[];
  lit: readonly Lit[];
};

/** On which page a span begins, and where there. What is lit has its boxes; anything else is looked for. */
export async function locate(queries: QueryClient, known: Known, span: Span): Promise<Where | null> {
  const mark = known.lit.find(({ start, end, boxes }) => start === span.start && end === span.end && boxes?.length);
  const first = mark?.boxes?.[0];
  if (first) return { page: first.page, box: boxOf(first.box) };
  let [low, high] = bounds(known, span.start);
  while (low <= high) {
    const page = (low + high) >> 1;
    const lines = await queries.fetchQuery(linesOf(known.document, known.reading, page));
    const [from, to] = [lines[0]?.start ?? Infinity, Math.max(...lines.map(({ end }) => end))];
    const [box] = boxesOf(lines, span);
    if (box) return { page, box };
    if (span.start < from) high = page - 1;
    else if (span.start >= to) low = page + 1;
    else return { page, box: [0, 0, 0, 0] };
  }
  return null;
}

/** The first and last page that a position can be on, by the tree. */
function bounds({ nodes, pages }: Known, position: number): [number, number] {
  let low = 1;
  let high = pages.length;
  for (const { start, page } of nodes) {
    if (page === 0) continue;
    if (start <= position) low = Math.max(low, page);
    else high = Math.min(high, page);
  }
  return low <= high ? [low, high] : [1, pages.length];
}
