import type { RecordItem } from "./content";
import { details } from "./fields";
import type { Node } from "./paragraphs";
import { type RecordType, type Review, TYPES } from "./wording";

export type Wanted = { types: readonly RecordType[]; reviews: readonly Review[]; words: string };
export const ALL: Wanted = { types: [], reviews: [], words: "" };

/** The records that are wanted; the rejected ones only where they are asked for, the selected one always. */
export function wantedOf(records: readonly RecordItem[], wanted: Wanted, selected: string): RecordItem[] {
  const words = wanted.words.toLowerCase().split(/\s+/).filter(Boolean);
  return records.filter((record) => {
    if (record.id === selected) return true;
    if (wanted.types.length > 0 && !wanted.types.includes(record.type)) return false;
    if (wanted.reviews.length > 0 ? !wanted.reviews.includes(record.review) : record.review === "rejected") return false;
    return words.length === 0 || holds(record, words);
  });
}

function holds(record: RecordItem, words: readonly string[]): boolean {
  const fields = details(record.type, record.fields).map(({ name, value }) => `${name}${value}`);
  const all = [record.path, record.quote, TYPES[record.type], ...fields].join("\n").toLowerCase();
  return words.every((word) => all.includes(word));
}

export type Row =
  | { kind: "group"; key: string; path: string; heading: string; count: number }
  | { kind: "record"; key: string; record: RecordItem };

/** The article that a path is in: 第五条（三）1 is in 第五条. */
export function articleOf(path: string): string {
  return /^第[^条]{1,12}条(?:之[一二三四五六七八九十]+)?(?:#\d+)?/u.exec(path)?.[0] ?? path.replace(/[（(].*$/u, "");
}

/** Records below the headings of their provisions. */
export function rowsOf(records: readonly RecordItem[], nodes: readonly Node[]): Row[] {
  const headings = new Map(nodes.map(({ path, heading, section }) => [path, heading || section]));
  const rows: Row[] = [];
  let group: (Row & { kind: "group" }) | undefined;
  for (const record of records) {
    const path = articleOf(record.path);
    if (group?.path !== path) {
      const heading = headings.get(path) ?? "";
      group = { kind: "group", key: `${path} ${record.id}`, path, heading: heading === path ? "" : heading, count: 0 };
      rows.push(group);
    }
    group.count += 1;
    rows.push({ kind: "record", key: record.id, record });
  }
  return rows;
}

/** How many of each type, without the rejected ones. */
export function countsOf(records: readonly RecordItem[]): Map<RecordType, number> {
  const counts = new Map<RecordType, number>();
  for (const { type, review } of records) if (review !== "rejected") counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}
