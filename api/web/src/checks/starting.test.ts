import { expect, test } from "vitest";

import { whatCameOf } from "./ordering";
import { ordersOf } from "./starting";

const DOCUMENTS = [
  { id: "doc_1", name: "甲" },
  { id: "doc_2", name: "乙" },
];

test("each document is checked by each of the checks, in their order", () => {
  const orders = ordersOf(DOCUMENTS, ["law", "pbk_1", "exemptions"]).map(([{ kind, playbook, documents }]) => [
    documents[0]?.document_id,
    kind,
    playbook,
  ]);
  expect(orders.slice(0, 3)).toEqual([
    ["doc_1", "law", ""],
    ["doc_1", "playbook", "pbk_1"],
    ["doc_1", "exemptions", ""],
  ]);
  expect(orders.slice(3).every(([id]) => id === "doc_2")).toBe(true);
  expect(ordersOf([], ["law"])).toEqual([]);
});

test("what came of a check is told gravest first, without what did not occur", () => {
  const tally = { agrees: 9, worse: 2, person: 0, not_concerned: 5 };
  expect(whatCameOf({ kind: "law", tally })).toBe("低于法律 2 · 符合 9 · 不涉及 5");
  expect(whatCameOf({ kind: "playbook", tally: { absent: 1 } })).toBe("应有而未载明 1");
  expect(whatCameOf({ kind: "exemptions", tally: { exemptions: 34, outside: 20 } })).toBe(
    "共 34 项，责任免除部分之外 20 项",
  );
});
