import type { components } from "../service/schema";
import { type CodePoints, pointsIn } from "./codePoints";
import { indexAt, type Span } from "./segments";

export type Node = components["schemas"]["NodeOut"];

/** How a paragraph is set. `depth` is its indentation; `label` the number it opens with, in code points. */
export type Paragraph = Span & {
  look: "title" | "heading" | "article" | "body" | "row" | "apart";
  rank: number;
  depth: number;
  label: number;
};

const HEADINGS: Readonly<Record<string, number>> = { part: 2, chapter: 2, section: 3, appendix: 3 };

/** The text as paragraphs, each set by the provision of the tree that it stands in. */
export function paragraphsOf(text: CodePoints, nodes: readonly Node[]): Paragraph[] {
  const spans = linesOf(text);
  const depths = depthsOf(nodes);
  const starting = new Map<number, Node>();
  for (const node of nodes) if (!starting.has(node.start) || isHeading(node)) starting.set(node.start, node);
  const innermost = innermostOf(spans, nodes);
  // Behind the provisions stands what is no part of them: headers and footers, the table of contents.
  const within = nodes.reduce((last, { end }) => Math.max(last, end), 0);
  const firstApart = nodes.length > 0 ? spans.findIndex(({ start }) => start >= within) : -1;
  return spans.map((span, at): Paragraph => {
    const node = starting.get(span.start);
    const inside = innermost[at];
    const depth = inside ? (depths[inside.position] ?? 0) : 0;
    const written = text.slice(span.start, span.end);
    const label = node && node.label && written.startsWith(node.label) ? [...node.label].length : 0;
    const body = { ...span, depth, label, rank: 0 };
    if (firstApart >= 0 && at >= firstApart) return { ...body, look: "apart", rank: at === firstApart ? 1 : 0 };
    if (written.includes("\t")) return { ...body, look: "row" };
    if (node && isHeading(node)) return { ...body, look: "heading", rank: HEADINGS[node.level] ?? 3, depth: 0 };
    if (node?.level === "article") return { ...body, look: "article" };
    if (at < 4 && inside?.level === "preamble" && /(?:条款|合同|协议|保险|保单)(?:[（(].*[）)])?$/u.test(written)) {
      return { ...body, look: "title" };
    }
    return { ...body, look: "body" };
  });
}

function isHeading(node: Node): boolean {
  return node.level in HEADINGS && node.heading !== "";
}

function linesOf(text: CodePoints): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const line of text.text.split("\n")) {
    const end = start + pointsIn(line);
    if (end > start) spans.push({ start, end });
    start = end + 1;
  }
  return spans;
}

/** How many articles and items stand above each node: chapters and sections do not indent what they hold. */
function depthsOf(nodes: readonly Node[]): number[] {
  const depths: number[] = [];
  const levels: string[] = [];
  for (const node of nodes) {
    const above = node.parent < 0 ? "" : (levels[node.parent] ?? "");
    const indents = above === "article" || above === "item" || above === "definition";
    depths[node.position] = node.parent < 0 ? 0 : (depths[node.parent] ?? 0) + (indents ? 1 : 0);
    levels[node.position] = node.level;
  }
  return depths;
}

/** For every paragraph the narrowest node that holds its beginning. */
function innermostOf(spans: readonly Span[], nodes: readonly Node[]): (Node | undefined)[] {
  const found: (Node | undefined)[] = spans.map(() => undefined);
  // Parents stand before what they hold, so that the last to be written is the narrowest.
  for (const node of nodes) {
    for (let at = indexAt(spans, node.start); at < spans.length; at++) {
      const span = spans[at];
      if (!span || span.start >= node.end) break;
      if (span.end > node.start) found[at] = node;
    }
  }
  return found;
}
