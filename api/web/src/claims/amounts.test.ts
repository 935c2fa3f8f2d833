import { expect, test } from "vitest";

import { atAGlance, decimalOf, exactNumber, grouped, moved, percent, rateOf, written } from "./amounts";

test.each([
  ["60000", "60000"],
  ["1,234.50", "1234.5"],
  ["６万", "60000"],
  ["6.05万元", "60500"],
  ["¥ 0.10", "0.1"],
  ["人民币1.2亿元", "120000000"],
  ["-5", "-5"],
  ["0.07", "0.07"],
  ["123456789012345.67", "123456789012345.67"],
])("%s is the decimal %s", (typed, decimal) => {
  expect(decimalOf(typed)).toBe(decimal);
});

test.each(["", "六万", "1.2.3", "约5000", "1e5", "万"])("%s is no decimal", (typed) => {
  expect(decimalOf(typed)).toBeNull();
});

test("a point is moved without rounding", () => {
  expect(moved("0.07", 2)).toBe("7");
  expect(moved("7", -2)).toBe("0.07");
  expect(moved("123.45", -4)).toBe("0.012345");
  expect(moved("0", 4)).toBe("0");
});

test("percentages become fractions and come back", () => {
  expect(rateOf("12.5%")).toBe("0.125");
  expect(rateOf("0.1")).toBe("0.001");
  expect(percent(0.07)).toBe("7%");
  expect(percent(0.005)).toBe("0.5%");
});

test("only what stays exact becomes a number", () => {
  expect(exactNumber("123456789012.34")).toBe(123456789012.34);
  expect(exactNumber("1234567890123456.7")).toBeNull();
  expect(written(1e-7)).toBe("0.0000001");
});

test("amounts are grouped, with fen", () => {
  expect(grouped(1234567.5)).toBe("1,234,567.50");
  expect(grouped(-5000)).toBe("−5,000.00");
  expect(grouped("0")).toBe("0.00");
  expect(atAGlance("60000")).toBe("6 万元");
  expect(atAGlance("9999")).toBe("");
});
