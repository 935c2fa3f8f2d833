import { expect, test } from "vitest";

import { type Assessment, countsOf, type Exemption, exemptionsBy, firstOf, groupsOf, isUnread } from "./ordering";
import { citationOf, type Extent, type Prompt, type Verdict, type Weight } from "./wording";

function assessment(rule: string, verdict: Verdict, weight: Weight = "medium", reason = ""): Assessment {
  const said = verdict === "absent" || verdict === "not_concerned";
  const sources = said ? [] : [{ path: "第一条", start: 0, end: 2, quote: "火灾" }];
  return { rule, title: rule, verdict, weight, requirement: "", reason, advice: "", sources, citations: [], prevails: "" };
}

function exemption(extent: Extent, prompt: Prompt, section: boolean): Exemption {
  const quotation = { path: "第一条", start: 0, end: 2, quote: "火灾" };
  return { quotation, heading: "", extent, section, prompt, subject: "", evidence: "", exception: "" };
}

const CHECKS = [
  assessment("a", "agrees", "high"),
  assessment("b", "absent", "high"),
  assessment("c", "worse", "low"),
  assessment("d", "person", "low"),
  assessment("e", "worse", "high"),
  assessment("f", "not_concerned", "high"),
  assessment("g", "better", "medium"),
];

test("what failed comes first, the weightiest before, and nothing is left out", () => {
  const groups = groupsOf(CHECKS, []);
  expect(groups.map(({ name, assessments }) => [name, assessments.map(({ rule }) => rule).join("")])).toEqual([
    ["failed", "ebc"],
    ["person", "d"],
    ["passed", "ag"],
    ["unconcerned", "f"],
  ]);
});

test("of the verdicts that are wanted only", () => {
  const groups = groupsOf(CHECKS, ["absent", "better"]);
  expect(groups.map(({ assessments }) => assessments.map(({ rule }) => rule).join(""))).toEqual(["b", "g"]);
  expect(countsOf(CHECKS).get("worse")).toBe(2);
  expect(countsOf([]).get("worse")).toBeUndefined();
});

test("what could not be read is not what the text does not say", () => {
  expect(isUnread({ ...assessment("a", "person", "low", "文本有未能读取的部分，无法确认是否载明，请人工查看。"), sources: [] })).toBe(true);
  expect(isUnread(assessment("a", "not_concerned", "low", "文本未涉及此点。"))).toBe(false);
});

test("exemptions keep the number they have in the document", () => {
  const all = [exemption("part", "shown", false), exemption("full", "unknown", true), exemption("full", "shown", false)];
  const every = { extents: [], hidden: false, outside: false };
  const numbers = (filter: Parameters<typeof exemptionsBy>[1]) =>
    exemptionsBy(all, filter).map(({ extent, exemptions }) => [extent, ...exemptions.map(({ number }) => number)]);
  expect(numbers(every)).toEqual([["full", 2, 3], ["part", 1]]);
  expect(numbers({ ...every, hidden: true })).toEqual([["full", 2]]);
  expect(numbers({ ...every, outside: true, extents: ["part"] })).toEqual([["part", 1]]);
});

test("of many exemptions the first are shown at first", () => {
  const all = [exemption("part", "shown", true), exemption("full", "shown", true), exemption("full", "shown", true)];
  const groups = exemptionsBy(all, { extents: [], hidden: false, outside: false });
  const shown = (most: number) => firstOf(groups, most).map(({ exemptions }) => exemptions.map(({ number }) => number));
  expect([1, 2, 3, 9].map(shown)).toEqual([[[2]], [[2, 3]], [[2, 3], [1]], [[2, 3], [1]]]);
  expect(shown(0)).toEqual([]);
});

test("a provision of law is named as lawyers do", () => {
  const cited = { law: "保险法", article: "第十六条", version: "2015-04-24" };
  expect(citationOf({ ...cited, paragraph: 3 })).toBe("《保险法》第十六条第三款");
  expect(citationOf({ ...cited, paragraph: 0 })).toBe("《保险法》第十六条");
});
