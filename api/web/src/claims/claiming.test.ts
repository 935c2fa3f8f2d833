import { expect, test } from "vitest";

import { caseOf, draftOf, fileOf, named, nameOfPlace, placesOf } from "./claiming";
import { type Draft, EMPTY, isAnswered, NO_LOSS, withFact, withField, withUnknown } from "./draft";

const BLANK = { kind: "aggregate", name: "", amount: " ", percent: "" } as const;

const DRAFT: Draft = {
  ...EMPTY,
  fields: { "/event/occurred": "2025-06-01T03:20", "/event/recovered": "0", "/schedule/premium": "1,200.50元" },
  facts: { mitigated: { form: "truth", value: false }, 残值: { form: "number", text: "1,000.10" } },
  limits: [BLANK, { kind: "per_occurrence", name: "", amount: "100万", percent: "" }],
  deductibles: [{ kind: "copay", name: "", amount: "", percent: "12.5" }],
  losses: [NO_LOSS, { ...NO_LOSS, name: "库存货物", amount: "60000.55" }],
  others: [],
};

test("amounts go as exact text, blank rows stay at home", () => {
  const { schedule, event } = caseOf(DRAFT);
  expect(schedule?.limits).toEqual([{ kind: "per_occurrence", amount: "1000000", rate: null, name: null }]);
  expect(schedule?.deductibles[0]?.rate).toBe("0.125");
  expect(schedule?.premium).toBe("1200.5");
  expect(event.losses.map(({ amount }) => amount)).toEqual(["60000.55"]);
  expect(event.facts).toEqual({ mitigated: false, 残值: 1000.1 });
});

test("none is told apart from not said", () => {
  expect(caseOf(DRAFT).event.other_insurance).toEqual([]);
  expect(caseOf({ ...DRAFT, others: null }).event.other_insurance).toBeNull();
  expect(caseOf(DRAFT).event.recovered).toBe("0");
  expect(caseOf(EMPTY).event.recovered).toBeNull();
});

test("what cannot be read is sent as it was typed", () => {
  expect(caseOf(withField(EMPTY, "/event/recovered", "约五千")).event.recovered).toBe("约五千");
});

test("unknown is an answer that is not sent, and not no", () => {
  const pointer = "/event/facts/mitigated";
  const draft = withUnknown(DRAFT, pointer, true);
  expect(isAnswered(draft, pointer)).toBe(true);
  expect("mitigated" in caseOf(draft).event.facts).toBe(false);
  expect(withFact(draft, "mitigated", { form: "truth", value: false }).unknown).toEqual([]);
});

test("a claim that was kept comes back as it was", () => {
  const file = fileOf(DRAFT, "doc_1");
  const { draft, document, passed } = draftOf(JSON.parse(file));
  expect(document).toBe("doc_1");
  expect(passed).toEqual([]);
  expect(caseOf(draft)).toEqual(caseOf(DRAFT));
  expect(JSON.parse(file)).toMatchObject({ schedule: { limits: [{ amount: 1000000 }] }, event: { other_insurance: [] } });
  expect(file).not.toContain("null");
});

test("fields that nobody knows are told", () => {
  expect(draftOf({ event: { occured: "2025-06-01" } }).passed).toEqual(["occured"]);
  const told = { schedule: { limits: [{ kind: "aggregate", amout: 1 }] }, event: { losses: [{ name: "货", sum: 2 }], facts: { a: null } } };
  expect(draftOf(told).passed).toEqual(["amout", "sum", "a"]);
});

test("a problem finds the row that was typed", () => {
  const told = [
    { pointer: "/schedule/limits/0/amount", message: "应为数字" },
    { pointer: "/claim/event/losses/0/name", message: "不能为空" },
    { pointer: "/event/notified", message: "早于出险时间" },
  ];
  expect([...placesOf(told, DRAFT).keys()]).toEqual(["/schedule/limits/1/amount", "/event/losses/1/name", "/event/notified"]);
});

test("a share that is none is told in percentages, as it is typed", () => {
  const told = [{ pointer: "/schedule/deductibles/0/rate", message: "免赔比例9不在0至1之间；百分之十请写作0.1。" }];
  const typed = (percent: string): Draft => ({ ...DRAFT, deductibles: [{ kind: "copay", name: "", amount: "", percent }] });
  expect([...placesOf(told, typed("900%")).values()]).toEqual(["应在 0% 至 100% 之间，请核对。"]);
  const long = [{ pointer: "/schedule/deductibles/0/rate", message: "位数过多" }];
  expect([...placesOf(long, typed("12.3456789")).values()]).toEqual(["位数过多"]);
});

test("a list of problems names the fields, once", () => {
  expect(named(nameOfPlace("/event/losses/0/amount"), "位数过多")).toBe("损失1金额：位数过多");
  expect(named(nameOfPlace("/schedule/deductibles/1/rate"), "应为数字")).toBe("免赔2比例：应为数字");
  expect(named(nameOfPlace("/event/notified"), "早于出险时间")).toBe("通知保险人的时间：早于出险时间");
  expect(named(nameOfPlace("/event/facts/x"), "不合要求")).toBe("不合要求");
  expect(named("金额", "损失“货物”的金额为-300，应为不小于0的数。")).toBe("损失“货物”的金额为-300，应为不小于0的数。");
});
