import { describe, expect, it } from "vitest";

import { CodePoints, pointsIn } from "./codePoints";

const WIDE = "第𠀀条 保𪚥险金，𠮷";

describe("code points", () => {
  it("counts a rare ideograph as one", () => {
    const text = new CodePoints(WIDE);
    expect(text.length).toBe([...WIDE].length);
    expect(text.slice(1, 2)).toBe("𠀀");
    expect(text.slice(5, 6)).toBe("𪚥");
    expect(text.slice(9, 10)).toBe("𠮷");
  });

  it("cuts every range as the service cuts it", () => {
    const text = new CodePoints(WIDE);
    const points = [...WIDE];
    for (let start = 0; start <= points.length; start++) {
      for (let end = start; end <= points.length; end++) {
        expect(text.slice(start, end)).toBe(points.slice(start, end).join(""));
      }
    }
  });

  it("comes back from units to the same point, also from the second half of a character", () => {
    const text = new CodePoints(WIDE);
    for (let point = 0; point <= text.length; point++) expect(text.pointOf(text.unitOf(point))).toBe(point);
    expect(text.pointOf(2)).toBe(1);
  });

  it("counts the points before a place in a text", () => {
    expect(pointsIn(WIDE)).toBe([...WIDE].length);
    expect(pointsIn("a𠀀b", 3)).toBe(2);
    expect(pointsIn("a𠀀b", 1)).toBe(1);
  });
});
