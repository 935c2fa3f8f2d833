import { useMemo } from "react";

import type { CodePoints } from "./codePoints";
import type { FindingItem, RecordItem, Reference } from "./content";
import { type Lit, litOf } from "./marks";
import { type Node, type Paragraph, paragraphsOf } from "./paragraphs";
import type { Place } from "./place";
import type { Span } from "./segments";

export type Content = {
  text: CodePoints;
  nodes: readonly Node[];
  records: readonly RecordItem[];
  findings: readonly FindingItem[];
  references: readonly Reference[];
};

export type Chosen = {
  record: RecordItem | undefined;
  finding: FindingItem | undefined;
  reference: Reference | undefined;
  /** The id of what is chosen, or nothing. */
  id: string;
  span: Span | null;
};

/** What the address names, found in the document. */
export function chosenOf(place: Place, { records, findings, references, text }: Content): Chosen {
  const named = "id" in place ? place.id : "";
  const record = place.kind === "record" ? records.find(({ id }) => id === named) : undefined;
  const finding = place.kind === "finding" ? findings.find(({ id }) => id === named) : undefined;
  const reference = place.kind === "reference" ? references.find(({ id }) => id === named) : undefined;
  const item = record ?? finding ?? reference;
  const stretch = place.kind === "span" && place.start < text.length ? place : null;
  const span = item ?? stretch;
  return { record, finding, reference, id: item?.id ?? "", span: span && { start: span.start, end: span.end } };
}

/** Everything about the document that is derived from what the service gave. */
export function useReading(content: Content, place: Place): { chosen: Chosen; lit: Lit[]; paragraphs: Paragraph[] } {
  const { text, nodes, records, findings, references } = content;
  const chosen = useMemo(
    () => chosenOf(place, { text, nodes, records, findings, references }),
    [place, text, nodes, records, findings, references],
  );
  const paragraphs = useMemo(() => paragraphsOf(text, nodes), [text, nodes]);
  const lit = useMemo(
    () => litOf(records, findings, references, chosen.id),
    [records, findings, references, chosen.id],
  );
  return { chosen, lit, paragraphs };
}

/** The stretch that a path names: the first line of its provision. */
export function spanOfPath(path: string, nodes: readonly Node[], paragraphs: readonly Paragraph[]): Span | null {
  const node = nodes.find((one) => one.path === path) ?? nodes.find((one) => one.path.startsWith(path));
  return node ? firstLine(node, paragraphs) : null;
}

export function firstLine({ start, end }: Span, paragraphs: readonly Paragraph[]): Span {
  const line = paragraphs.find((paragraph) => paragraph.start >= start || paragraph.end > start);
  return { start, end: line ? Math.min(end, Math.max(line.end, start + 1)) : end };
}

/** The next or previous of some items, from what is chosen or else from where the reader is. */
export function stepped<T extends { id: string; start: number }>(
  items: readonly T[],
  chosen: string,
  position: number,
  by: 1 | -1,
): T | undefined {
  const at = items.findIndex(({ id }) => id === chosen);
  if (at >= 0) return items[at + by];
  return by > 0 ? (items.find(({ start }) => start >= position) ?? items[0]) : items.findLast(({ start }) => start < position);
}
