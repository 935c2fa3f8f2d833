import { expect, test } from "vitest";

import type { Determination } from "./querying";
import { datesOf, type Entry, monthAfter, monthsOf, standingOf, weeksOf } from "./deadlines";
import { conclusionOf } from "./verdict";
import { barsOf, rangeOf, type Step } from "./steps";

const ENTRY: Entry = {
  path: "第五条", quote: "三十日内作出核定", start: 5, end: 13, bearer: "保险人", action: "核定", due: "2025-08-19",
  estimated: false, counting: "", counted_from: "complete_documents", earliest: false, open_because: "",
};
const DUTY = { start: 5, end: 13, bearer: "保险人", status: "broken", due: "2025-08-19" } as unknown as Determination["duties"][number];
const PAYOUT = { amount: 50000.5, steps: [], readings: [], questions: [], note: "" };
const step = (label: string, value: number, change: number): Step => ({ label, value, change, formula: "", law: "", path: "", quote: "" });

test("the sentence on top says what is paid, in which currency", () => {
  expect(conclusionOf({ verdict: "covered", payout: PAYOUT, questions: [] }).sentence).toContain("人民币 50,000.50 元");
  expect(conclusionOf({ verdict: "covered", payout: { ...PAYOUT, amount: null }, questions: [] }).sentence).toContain("金额未定");
  expect(conclusionOf({ verdict: "needs_information", payout: PAYOUT, questions: [] }).word).toBe("需人工");
});

test("a deadline is missed only where the claim tells so", () => {
  expect(standingOf(ENTRY, [], "2025-08-20")).toBe("past");
  expect(standingOf(ENTRY, [], "2025-08-19")).toBe("today");
  expect(standingOf(ENTRY, [DUTY], "2025-08-18")).toBe("missed");
  expect(standingOf({ ...ENTRY, earliest: true }, [], "2026-01-01")).toBe("from");
  expect(standingOf({ ...ENTRY, due: null }, [], "2026-01-01")).toBe("open");
});

test("a month is told in weeks from Monday", () => {
  const weeks = weeksOf("2025-06"); // begins on a Sunday
  expect(weeks[0]).toEqual([null, null, null, null, null, null, "2025-06-01"]);
  expect(weeks.flat().filter(Boolean)).toHaveLength(30);
  expect(weeksOf("2024-02").flat().filter(Boolean)).toHaveLength(29);
  expect(monthAfter("2025-12", 1)).toBe("2026-01");
  expect(monthsOf([ENTRY, { ...ENTRY, due: null }, { ...ENTRY, due: "2025-01-03T10:00" }])).toEqual(["2025-01", "2025-08"]);
});

test("the dates of a claim go to the calendar under their names", () => {
  const claim = { schedule: { period: { from: "2025-01-01", to: null } }, event: { occurred: "2025-06-01T03:20", claimed: null, facts: { arrived: "2025-05-30", mitigated: true, 职业: "2025-05-30" } } };
  expect(datesOf(claim, new Set(["arrived"]))).toEqual({ arrived: "2025-05-30", occurred: "2025-06-01T03:20", period_start: "2025-01-01" });
});

test("each bar begins where the last one ended", () => {
  const bars = barsOf([step("损失", 60000, 60000), step("免赔", 55000, -5000), step("限额", 50000, -5000)]);
  expect(bars.map(({ from, to, kind }) => [from, to, kind])).toEqual([[0, 60000, "gain"], [60000, 55000, "cut"], [55000, 50000, "cut"]]);
  expect(rangeOf(bars)).toEqual({ low: 0, high: 60000 });
  expect(rangeOf([])).toEqual({ low: 0, high: 1 });
});
