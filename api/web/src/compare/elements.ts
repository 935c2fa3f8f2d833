import type { components } from "../service/schema";

export type Matrix = components["schemas"]["MatrixOut"];
export type Element = components["schemas"]["RowOut"];
export type Answer = components["schemas"]["AnswerOut"];

/** "The text does not say" and "could not be read" are different answers. */
export const STANDINGS: Readonly<Record<Answer["standing"], string>> = {
  stated: "已写明",
  schedule: "以保险单载明为准",
  silent: "条文没有写明",
  unreadable: "未能读取",
};

/** What a standing means where there is no quote to show it. */
export const EXPLAINED: Readonly<Record<Answer["standing"], string>> = {
  stated: "",
  schedule: "条文把这一项留给保险单写明，条文本身没有数值。",
  silent: "全文都已读取，其中没有写这一项。",
  unreadable: "这份文档有内容未能读取，读出的部分没有写这一项。请查看原件。",
};

export type ElementFilter = {
  /** Only where the documents do not all say the same. */
  differing: boolean;
  group: string;
  words: string;
  /** Also what no document says anything about. */
  silent: boolean;
};

export const isSilent = ({ answers }: Element): boolean => answers.every(({ standing }) => standing === "silent");

export function wantedOf(rows: readonly Element[], { differing, group, words, silent }: ElementFilter): readonly Element[] {
  const sought = words.trim().toLowerCase();
  return rows.filter(
    (row) =>
      (!differing || row.differs) &&
      (!group || row.group === group) &&
      (silent || !isSilent(row)) &&
      (!sought || says(row, sought)),
  );
}

function says({ title, group, answers }: Element, sought: string): boolean {
  const told = answers.flatMap(({ entries }) => entries.flatMap(({ shown, quotation }) => [shown, quotation.quote]));
  return [title, group, ...told].some((text) => text.toLowerCase().includes(sought));
}

/** Elements and, before the first of each group, the name of the group. */
export type Line = { kind: "group"; key: string; name: string } | { kind: "element"; key: string; element: Element; nth: number };

export function linesOf(elements: readonly Element[]): readonly Line[] {
  const lines: Line[] = [];
  elements.forEach((element, nth) => {
    if (elements[nth - 1]?.group !== element.group) lines.push({ kind: "group", key: `group ${element.group} ${String(nth)}`, name: element.group });
    lines.push({ kind: "element", key: element.key, element, nth });
  });
  return lines;
}

/** A cell of the matrix: an element and the place of a document. */
export type Cell = { key: string; column: number };

/** Where an arrow leads; the same cell at the border. */
export function moved(elements: readonly Element[], columns: number, { key, column }: Cell, pressed: string): Cell | null {
  const row = elements.findIndex((element) => element.key === key);
  const at = (nth: number): Cell => {
    const within = Math.max(0, Math.min(nth, elements.length - 1));
    return { key: elements[within]?.key ?? key, column };
  };
  const beside = (nth: number): Cell => ({ key, column: Math.max(0, Math.min(nth, columns - 1)) });
  switch (pressed) {
    case "ArrowDown":
      return at(row + 1);
    case "ArrowUp":
      return at(row - 1);
    case "PageDown":
      return at(row + 8);
    case "PageUp":
      return at(row - 8);
    case "ArrowRight":
      return beside(column + 1);
    case "ArrowLeft":
      return beside(column - 1);
    case "Home":
      return beside(0);
    case "End":
      return beside(columns - 1);
    default:
      return null;
  }
}
