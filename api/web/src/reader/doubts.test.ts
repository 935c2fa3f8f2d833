import { expect, test } from "vitest";

import { doubtsAmong, doubtsBy, leastSure } from "./doubts";

const DOUBTS = [
  { start: 4, end: 5, confidence: 0.62 },
  { start: 8, end: 9, confidence: 0.97 },
  { start: 12, end: 14, confidence: 0.4 },
];

test("only what is to be compared with the picture is doubtful", () => {
  expect(doubtsAmong(DOUBTS).map(({ start }) => start)).toEqual([4, 12]);
  expect(doubtsAmong(null)).toEqual([]);
  expect(doubtsAmong(undefined)).toEqual([]);
});

test("doubts stand in their paragraphs", () => {
  const found = doubtsBy([{ start: 0, end: 10 }, { start: 11, end: 20 }], DOUBTS);
  expect(found.map((marks) => marks.map(({ start, end }) => [start, end]))).toEqual([[[4, 5]], [[12, 14]]]);
});

test("the least sure counts", () => {
  expect(leastSure(DOUBTS)).toBe("40%");
});
