import { expect, it } from "vitest";

import { comparisonOf, MOST, type Selected, swapped, toggled } from "./selecting";

const some = (count: number): Selected[] =>
  Array.from({ length: count }, (_, nth) => ({ id: `doc_${String(nth)}`, name: String(nth) }));

it("keeps the order of selection in the address of the comparison", () => {
  const [first, second] = some(2) as [Selected, Selected];
  const selected = toggled(toggled([], second), first);
  expect(comparisonOf(selected)).toBe("/compare?documents=doc_1,doc_0");
  expect(comparisonOf(swapped(selected))).toBe("/compare?documents=doc_0,doc_1");
});

it("takes back what was selected", () => {
  const [first, second] = some(2) as [Selected, Selected];
  expect(toggled([first, second], first)).toEqual([second]);
});

it("takes no more than a matrix holds", () => {
  const full = some(MOST);
  expect(toggled(full, { id: "doc_x", name: "多" })).toBe(full);
});
