import { expect, it } from "vitest";

import { type Passage, shown } from "./passages";

const PASSAGE: Passage = {
  document_id: "doc_1",
  document_name: "条款",
  reading_id: "rdg_1",
  path: "第二条",
  start: 100,
  end: 112,
  page: 2,
  text: "𠮷每次事故免赔额五千元",
};

it("opens the reader at the words that were found, counted in code points", () => {
  expect(shown(PASSAGE, "免赔额").address).toBe("/documents/doc_1?start=105&end=108");
});

it("opens it at the whole passage where the words cannot be told in it", () => {
  expect(shown(PASSAGE, "限额").address).toBe("/documents/doc_1?start=100&end=112");
});
