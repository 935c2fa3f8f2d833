import { describe, expect, it } from "vitest";

import { indexAt, marksByRange, segmentsOf } from "./segments";

const mark = (id: string, start: number, end: number) => ({ id, start, end });

describe("segments", () => {
  it("cuts at every border and names the narrowest mark first", () => {
    const found = segmentsOf({ start: 10, end: 30 }, [mark("wide", 5, 25), mark("inner", 12, 14), mark("late", 20, 40)]);
    expect(found.map(({ start, end, marks }) => [start, end, marks.map(({ id }) => id)])).toEqual([
      [10, 12, ["wide"]],
      [12, 14, ["inner", "wide"]],
      [14, 20, ["wide"]],
      [20, 25, ["wide", "late"]],
      [25, 30, ["late"]],
    ]);
  });

  it("joins up to the whole range whatever the marks", () => {
    for (let seed = 1; seed < 60; seed++) {
      const marks = Array.from({ length: 9 }, (_, at) => {
        const start = (seed * 31 + at * 17) % 50;
        return mark(String(at), start, start + 1 + ((seed * at) % 13));
      });
      const found = segmentsOf({ start: 7, end: 41 }, marks);
      expect(found[0]?.start).toBe(7);
      expect(found.at(-1)?.end).toBe(41);
      found.slice(1).forEach(({ start }, at) => {
        expect(start).toBe(found[at]?.end);
      });
      for (const { start, end, marks: over } of found) {
        const expected = marks.filter((one) => one.start <= start && one.end >= end).map(({ id }) => id);
        expect(over.map(({ id }) => id).sort()).toEqual(expected.sort());
      }
    }
  });

  it("is the range itself where nothing touches it", () => {
    expect(segmentsOf({ start: 3, end: 9 }, [mark("a", 0, 3), mark("b", 9, 12)])).toEqual([{ start: 3, end: 9, marks: [] }]);
  });

  it("gives every paragraph the marks that touch it", () => {
    const ranges = [{ start: 0, end: 5 }, { start: 6, end: 9 }, { start: 10, end: 20 }];
    const found = marksByRange(ranges, [mark("one", 1, 2), mark("across", 4, 12), mark("gap", 5, 6)]);
    expect(found.map((marks) => marks.map(({ id }) => id))).toEqual([["one", "across"], ["across"], ["across"]]);
    expect(indexAt(ranges, 9)).toBe(1);
    expect(indexAt(ranges, 10)).toBe(2);
  });
});
