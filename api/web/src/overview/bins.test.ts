import { describe, expect, it } from "vitest";

import { binsOf, scaleOf } from "./bins";
import type { Value } from "./portfolio";

function value(number: number, far = false): Value {
  return { value: number, shown: `${String(number)}日`, records: 2, documents: 1, far };
}

describe("bars of values", () => {
  it("gives few values a bar each", () => {
    expect(binsOf([value(10), value(30)]).map(({ shown, least, most }) => [shown, least, most])).toEqual([
      ["10日", 10, 10],
      ["30日", 30, 30],
    ]);
  });

  it("puts neighbours of many together and loses none", () => {
    const values = Array.from({ length: 40 }, (_, nth) => value(nth + 1));
    const bins = binsOf(values);
    expect(bins.length).toBeLessThanOrEqual(9);
    expect(bins.reduce((sum, { records }) => sum + records, 0)).toBe(80);
    expect(bins[0]?.shown).toBe("1日 – 5日");
    for (const [nth, bin] of bins.entries()) if (nth) expect(bin.least).toBeGreaterThan(bins[nth - 1]?.most ?? 0);
  });

  it("leaves what is far from the rest alone", () => {
    const values = [...Array.from({ length: 30 }, (_, nth) => value(nth + 1)), value(900, true)];
    expect(binsOf(values).at(-1)).toMatchObject({ least: 900, most: 900, far: true });
  });

  it("has no bars where there are no values", () => {
    expect(binsOf([])).toEqual([]);
  });
});

describe("the scale", () => {
  it("is even where the ends are near, by magnitude where they are far apart", () => {
    expect(scaleOf(10, 30)(20)).toBeCloseTo(0.5);
    expect(scaleOf(100, 1_000_000)(10_000)).toBeCloseTo(0.5);
    expect(scaleOf(0, 1_000_000)(500_000)).toBeCloseTo(0.5);
    expect(scaleOf(7, 7)(7)).toBe(0.5);
  });
});
