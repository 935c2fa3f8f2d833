import { expect, test } from "vitest";

import { type Answer, type Element, linesOf, moved, wantedOf } from "./elements";

const silent: Answer = { standing: "silent", entries: [] };
const stated = (shown: string): Answer => ({
  standing: "stated",
  entries: [{ shown, quotation: { path: "第一条", start: 0, end: shown.length, quote: shown } }],
});
const element = (key: string, group: string, answers: Answer[], differs: boolean): Element => ({
  key,
  title: `要素${key}`,
  group,
  differs,
  answers,
});
const rows = [
  element("wait", "期间", [stated("30日"), stated("90日")], true),
  element("grace", "期间", [silent, silent], false),
  element("limit", "限额", [stated("10万元"), stated("10万元")], false),
];
const all = { differing: false, group: "", words: "", silent: true };

test("elements are left out by what the documents say", () => {
  const by = (filter: object) => wantedOf(rows, { ...all, ...filter }).map(({ key }) => key);
  expect(by({})).toEqual(["wait", "grace", "limit"]);
  expect(by({ silent: false })).toEqual(["wait", "limit"]);
  expect(by({ differing: true })).toEqual(["wait"]);
  expect(by({ group: "限额" })).toEqual(["limit"]);
  expect(by({ words: "90" })).toEqual(["wait"]);
  expect(by({ words: "要素g" })).toEqual(["grace"]);
});

test("each group is named once, before its first element", () => {
  expect(linesOf(rows).map(({ kind, key }) => [kind, key])).toEqual([
    ["group", "group 期间 0"],
    ["element", "wait"],
    ["element", "grace"],
    ["group", "group 限额 2"],
    ["element", "limit"],
  ]);
});

test("arrows lead from cell to cell and stay inside", () => {
  const from = (key: string, column: number, pressed: string) => moved(rows, 2, { key, column }, pressed);
  expect(from("wait", 0, "ArrowDown")).toEqual({ key: "grace", column: 0 });
  expect(from("wait", 0, "ArrowUp")).toEqual({ key: "wait", column: 0 });
  expect(from("wait", 0, "ArrowRight")).toEqual({ key: "wait", column: 1 });
  expect(from("wait", 1, "ArrowRight")).toEqual({ key: "wait", column: 1 });
  expect(from("wait", 1, "PageDown")).toEqual({ key: "limit", column: 1 });
  expect(from("wait", 1, "Home")).toEqual({ key: "wait", column: 0 });
  expect(from("wait", 1, "x")).toBeNull();
});
