import type { FindingItem, RecordItem, Reference } from "./content";
import type { Mark } from "./segments";
import type { RecordType } from "./wording";

type Boxes = RecordItem["boxes"];

/** A record, finding or reference where it stands in the document. */
export type Lit = Mark & { boxes: Boxes } & (
    | { kind: "record"; type: RecordType; item: RecordItem }
    | { kind: "finding"; item: FindingItem }
    | { kind: "reference"; item: Reference }
  );

/** What is lit in the document: everything but what was rejected, unless `selected` is it. */
export function litOf(
  records: readonly RecordItem[],
  findings: readonly FindingItem[],
  references: readonly Reference[],
  selected: string,
): Lit[] {
  const there = (item: RecordItem | FindingItem) => item.review !== "rejected" || item.id === selected;
  const place = ({ id, start, end, boxes }: RecordItem | FindingItem | Reference) => ({ id, start, end, boxes });
  return [
    ...records.filter(there).map((item): Lit => ({ ...place(item), kind: "record", type: item.type, item })),
    ...findings.filter(there).map((item): Lit => ({ ...place(item), kind: "finding", item })),
    ...references.map((item): Lit => ({ ...place(item), kind: "reference", item })),
  ];
}

/** The classes of a stretch of text under these marks, the narrowest first. */
export function classesOf(marks: readonly Lit[], selected: string): string {
  const chosen = marks.find(({ id }) => id === selected);
  const record = chosen?.kind === "record" ? chosen : marks.find((mark) => mark.kind === "record");
  const classes = [
    record?.kind === "record" ? `lit type-${record.type}` : "",
    marks.some(({ kind }) => kind === "finding") ? "lit-finding" : "",
    marks.some((mark) => mark.kind === "reference" && mark.item.status === "resolved") ? "lit-reference" : "",
    chosen ? "lit-chosen" : "",
  ];
  return classes.filter(Boolean).join(" ");
}

/** What a click on a place chooses: the narrowest thing there, and with every further click the next. */
export function pick(under: readonly Lit[], selected: string): Lit | undefined {
  const narrow = [...under].sort((a, b) => a.end - a.start - (b.end - b.start));
  const at = narrow.findIndex(({ id }) => id === selected);
  return narrow[(at + 1) % narrow.length];
}
