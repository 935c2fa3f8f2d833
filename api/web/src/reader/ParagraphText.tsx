import type { ReactNode } from "react";

import type { CodePoints } from "./codePoints";
import { classesOf, type Lit } from "./marks";
import type { Paragraph } from "./paragraphs";
import { type Mark, segmentsOf, type Span } from "./segments";

type Given = {
  text: CodePoints;
  paragraph: Paragraph;
  marks: readonly Lit[];
  hits: readonly Mark[];
  /** What the source makes stand out (加粗、下划线 …). */
  stressed: readonly Mark[];
  /** What recognition was not sure of. */
  doubts: readonly Mark[];
  selected: string;
  hit: Span | null;
};

/** A paragraph set as what it is, cut into pieces where marks begin and end. */
export function ParagraphText(given: Given) {
  const { paragraph } = given;
  const style = { paddingInlineStart: `${String(Math.min(paragraph.depth, 5) * 1.5)}em` };
  const set = { className: `paragraph paragraph-${paragraph.look} rank-${String(paragraph.rank)}`, style };
  if (paragraph.look === "title") return <h1 {...set}>{pieces(given, paragraph)}</h1>;
  if (paragraph.look === "heading") {
    return paragraph.rank === 2 ? <h2 {...set}>{pieces(given, paragraph)}</h2> : <h3 {...set}>{pieces(given, paragraph)}</h3>;
  }
  if (paragraph.look === "row") return <div {...set}>{cells(given)}</div>;
  return <p {...set}>{pieces(given, paragraph)}</p>;
}

/** The cells of a table row, divided by tabs. */
function cells(given: Given): ReactNode {
  const { text, paragraph } = given;
  let start = paragraph.start;
  return text
    .slice(paragraph.start, paragraph.end)
    .split("\t")
    .map((cell) => {
      const span = { start, end: start + [...cell].length };
      start = span.end + 1;
      return (
        <span className="cell" key={span.start}>
          {span.end > span.start ? pieces(given, span) : null}
        </span>
      );
    });
}

function pieces({ text, paragraph, marks, hits, stressed, doubts, selected, hit }: Given, range: Span): ReactNode {
  const ends = paragraph.start + paragraph.label;
  const label: Mark[] = paragraph.label > 0 ? [{ id: "label", start: paragraph.start, end: ends }] : [];
  const lit = new Map(marks.map((mark) => [mark.id, mark]));
  return segmentsOf<Mark>(range, [...marks, ...hits, ...stressed, ...doubts, ...label]).map((segment) => {
    const over = segment.marks.flatMap(({ id }) => lit.get(id) ?? []);
    const isHit = segment.marks.some((mark) => hits.includes(mark));
    const isCurrent = hit !== null && isHit && segment.start >= hit.start && segment.end <= hit.end;
    const classes = [
      classesOf(over, selected),
      isHit ? "hit" : "",
      isCurrent ? "hit-current" : "",
      segment.marks.some((mark) => stressed.includes(mark)) ? "stressed" : "",
      segment.marks.some((mark) => doubts.includes(mark)) ? "doubtful" : "",
      segment.marks.some(({ id }) => id === "label") ? "label" : "",
    ];
    return (
      <span key={segment.start} data-start={segment.start} className={classes.filter(Boolean).join(" ") || undefined}>
        {text.slice(segment.start, segment.end)}
      </span>
    );
  });
}
