import { expect, test } from "vitest";

import { askedOf, boundOf, optionsOf, type Question, sectionsOf } from "./asking";

const SOURCE = { path: "第三条", quote: "每次事故赔偿限额", start: 3, end: 11 };
const question = (about: string, ask: string): Question => ({ about, ask, because: ["第三条"], sources: [SOURCE] });

test.each([
  ["/event/facts/mitigated", "事故发生后是否采取了必要、合理的措施防止或者减少损失？", "truth", "insured"],
  ["/event/facts/残值", "残值作价多少、归谁所有？（未说明，按没有残值计算）", "amount", "loss"],
  ["/event/facts/premium_paid", "保险费与事故同日，交费是在事故之前还是之后？", "order", "insured"],
  ["/event/facts/disclosure_fault", "未履行“如实告知”义务是故意、重大过失、一般过失还是没有过错？", "choice", "insured"],
  ["/event/facts/事故责任", "被保险人一方在事故中负何种责任（全部、主要、同等、次要）？", "choice", "event"],
  ["/event/facts/第二条（一）", "本次事故是否符合第二条（一）“战争”？", "truth", "event"],
  ["/event/facts/arrived", "请填写到达（提货）时间（精确到时刻），期限自此起算。", "moment", "time"],
  ["/event/facts/绝收程度", "绝收程度请以 0 至 1 的小数填写", "number", "event"],
  ["/event/recovered", "是否已从第三者取得赔偿、多少？", "amount", "loss"],
])("%s is answered as %s asks", (about, ask, form, section) => {
  expect(askedOf([question(about, ask)])).toMatchObject([{ form, section }]);
});

test("questions about one place stand together, each source once", () => {
  const asked = askedOf([question("/event/occurred", "何时？"), question("/event/occurred", "几时？")]);
  expect(asked).toMatchObject([{ asks: ["何时？", "几时？"], sources: [SOURCE] }]);
});

test("a question may offer its answers", () => {
  expect(optionsOf("被保险人一方在事故中负何种责任（全部、主要、同等、次要）？")).toEqual(["全部", "主要", "同等", "次要"]);
  expect(optionsOf("职业是否变更（用途、地址、职业等）是否通知？")).toEqual([]);
});

test("a question about the schedule names its bound", () => {
  const asked = question("/schedule/limits", "请提供保险单载明的每人限额（第三条）；填写 kind 为 per_person、name 为“医疗费用”");
  expect(boundOf(asked)).toEqual({ field: "limits", kind: "per_person", name: "医疗费用" });
  expect(boundOf(question("/schedule/limits", "本案适用哪一个？"))).toBeNull();
});

test("dates that start deadlines are asked for once", () => {
  const starts = ["occurred", "notified", "diagnosed", "period_start"].map((fact) => ({ fact, name: `${fact}日`, sources: [SOURCE] }));
  const form = { bounds: [], documents: [], starts, questions: [question("/event/notified", "何时通知保险人？")] };
  expect(sectionsOf(form).time.map(({ pointer }) => pointer)).toEqual(["/event/notified", "/event/facts/diagnosed"]);
});
