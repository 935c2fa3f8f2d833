import { expect, test } from "vitest";

import { Problem } from "../../service/problems";
import { faultsOf, lineSpan } from "./faults";
import { TEMPLATE } from "./template";

test("faults have their lines, in order", () => {
  const errors = [
    { pointer: "/text:12", message: "sections.0.checks.0.at_most：应为时间" },
    { pointer: "/text:3", message: "：不是有效的 YAML" },
    { pointer: "/text", message: "不能为空" },
  ];
  const problem = new Problem({ status: 422, code: "playbook-faulty", detail: "有错误", instance: "", errors });
  expect(faultsOf(problem)).toEqual([
    { line: null, told: "不能为空" },
    { line: 3, told: "不是有效的 YAML" },
    { line: 12, told: "sections.0.checks.0.at_most：应为时间" },
  ]);
});

test("a line is found in the text", () => {
  const text = "甲\n乙乙\n\n丁";
  const lines = [1, 2, 3, 4, 9].map((line) => lineSpan(text, line)).map(({ start, end }) => text.slice(start, end));
  expect(lines).toEqual(["甲", "乙乙", "", "丁", "丁"]);
});

test("the pattern that new ones begin with says how each form of condition is written", () => {
  for (const word of ["require: present", "require: absent", "at_most:", "element:"]) expect(TEMPLATE).toContain(word);
});
