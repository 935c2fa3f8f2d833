import { describe, expect, it } from "vitest";

import { CodePoints } from "./codePoints";
import { deadline, details, kept, money, percent, said, sameFields, shifted } from "./fields";
import { articleOf } from "./listing";
import { occurrences } from "./occurrences";
import { asSeen, boxesOf, startNear } from "./pageBoxes";
import { type Node, paragraphsOf } from "./paragraphs";
import { placeOf, searchOf } from "./place";
import { stepped } from "./reading";

describe("fields", () => {
  it("moves decimals without binary errors", () => {
    expect(shifted(0.07, 2)).toBe(7);
    expect(shifted(7.1, -2)).toBe(0.071);
    expect(shifted(0.0000005, 2)).toBe(0.00005);
    expect(percent(0.035)).toBe("3.5%");
  });

  it("writes amounts and deadlines as people do", () => {
    expect([money(1_000_000), money(1234.5), money(0)]).toEqual(["100万元", "1,234.5元", "0元"]);
    expect(deadline({ value: 5, unit: "working_day", kind: "before" })).toBe("提前5个工作日");
  });

  it("tells value and unit as one length, in the order of the form", () => {
    const told = details("period", { unit: "day", value: 90, kind: "waiting" });
    expect(told.map(({ name, value }) => `${name}${value}`)).toEqual(["种类等待期", "时长90日"]);
  });

  it("keeps what another type has too, and drops what it has not", () => {
    expect(kept("payment", { kind: "per_occurrence", amount: 5, placement: "section" })).toEqual({ amount: 5 });
    expect(said({ amount: undefined, per: "", targets: [], in_schedule: false })).toEqual({ in_schedule: false });
    expect(sameFields({ a: 1, b: { x: 1, y: 2 } }, { b: { y: 2, x: 1 }, a: 1, c: "" })).toBe(true);
    expect(sameFields({ a: 1 }, { a: 2 })).toBe(false);
  });
});

describe("places", () => {
  it("stand in the address and come back from it", () => {
    for (const place of [{ kind: "record", id: "rec_1" } as const, { kind: "span", start: 3, end: 9 } as const, { kind: "none" } as const]) {
      expect(placeOf(searchOf(place, new URLSearchParams("finding=f&view=x")))).toEqual(place);
    }
    expect(placeOf(new URLSearchParams("start=9&end=3"))).toEqual({ kind: "none" });
  });

  it("step from what is chosen, else from where the reader is", () => {
    const items = [{ id: "a", start: 0 }, { id: "b", start: 10 }, { id: "c", start: 20 }];
    expect(stepped(items, "b", 0, 1)?.id).toBe("c");
    expect(stepped(items, "", 5, 1)?.id).toBe("b");
    expect(stepped(items, "", 15, -1)?.id).toBe("b");
    expect(stepped(items, "c", 0, 1)).toBeUndefined();
  });

  it("belong to an article", () => {
    expect(["第五条（三）1", "第二十六条#2", "附件一", "1.5（2）"].map(articleOf)).toEqual(["第五条", "第二十六条#2", "附件一", "1.5"]);
  });
});

describe("pages", () => {
  it("light part of a line by the widths of its letters, and both lines of a span across two", () => {
    const lines = [
      { start: 0, end: 4, text: "甲乙丙丁", box: [100, 0, 140, 10] },
      { start: 5, end: 9, text: "ab戊己", box: [100, 12, 130, 22] },
    ];
    expect(boxesOf(lines, { start: 1, end: 3 })).toEqual([[110, 0, 130, 10]]);
    expect(boxesOf(lines, { start: 3, end: 7 })).toEqual([[130, 0, 140, 10], [100, 12, 110, 22]]);
    expect(boxesOf(lines, { start: 9, end: 12 })).toEqual([]);
  });
});

describe("finding", () => {
  it("counts in code points and takes either case", () => {
    const text = new CodePoints("𠀀甲ABC乙abc");
    expect(occurrences(text, "abc")).toEqual([{ start: 2, end: 5 }, { start: 6, end: 9 }]);
    expect(occurrences(text, " ")).toEqual([]);
  });
});

describe("paragraphs", () => {
  const node = (position: number, parent: number, level: string, label: string, start: number, end: number): Node => ({
    position, parent, level, label, start, end, path: label, heading: level === "section" ? label : "", section: "", page: 0,
  });

  it("are set by the tree: headings, articles with their numbers, items indented, rows", () => {
    const text = new CodePoints("责任免除\n第一条 不赔：\n（一）战争；\n甲\t乙");
    const nodes = [node(0, -1, "section", "责任免除", 0, 24), node(1, 0, "article", "第一条", 5, 24), node(2, 1, "item", "（一）", 13, 20)];
    const found = paragraphsOf(text, nodes).map(({ look, depth, label }) => [look, depth, label]);
    expect(found).toEqual([["heading", 0, 4], ["article", 0, 3], ["body", 1, 3], ["row", 0, 0]]);
  });

  it("behind the last provision stand apart: headers, footers, the table of contents", () => {
    const text = new CodePoints("第一条 不赔：\n（一）战争；\n目录\n第 1 页");
    const nodes = [node(0, -1, "article", "第一条", 0, 15), node(1, 0, "item", "（一）", 8, 14)];
    const found = paragraphsOf(text, nodes).map(({ look, rank }) => [look, rank]);
    expect(found).toEqual([["article", 0], ["body", 0], ["apart", 1], ["apart", 0]]);
  });

  it("end where their characters end, counted in code points", () => {
    const text = new CodePoints("𠀀甲\n\n乙𪚥丙");
    expect(paragraphsOf(text, []).map(({ start, end }) => text.slice(start, end))).toEqual(["𠀀甲", "乙𪚥丙"]);
  });
});

describe("where the reader is", () => {
  it("is the line in the middle of the page, not its footer", () => {
    const line = (start: number, top: number, kind = "body") => ({ start, end: start + 2, text: "条款", kind, box: [0, top, 9, top + 10] });
    const lines = [line(10, 100), line(20, 120), line(900, 121, "furniture")];
    expect(asSeen([...lines, line(950, 20, "furniture")]).map(({ start }) => start)).toEqual([950, 10, 20, 900]);
    expect([startNear(lines, 127), startNear(lines, 3), startNear([], 3)]).toEqual([20, 10, undefined]);
  });
});
