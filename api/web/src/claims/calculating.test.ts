import { expect, test } from "vitest";

import { calculatorsOf, type OpenApi, requestOf } from "./calculating";

const AMOUNT = { anyOf: [{ anyOf: [{ type: "number" }, { type: "string" }] }, { type: "null" }] };
const SCHEMAS: OpenApi["components"]["schemas"] = {
  RefundIn: {
    properties: {
      by: { anyOf: [{ type: "string", enum: ["policyholder", "insurer"] }, { type: "null" }], description: "解除方：policyholder 投保人、insurer 保险人" },
      on: { anyOf: [{ type: "string", format: "date" }, { type: "null" }], description: "合同解除之日" },
      paid: { ...AMOUNT, description: "保险人已赔付（元）；没有请写 0" },
      barred: { anyOf: [{ type: "boolean" }, { type: "null" }], description: "是否不得解除" },
      figures: { type: "object", additionalProperties: AMOUNT.anyOf[0] ?? {}, description: "文本自有的数字" },
      grades: { type: "array", items: { type: "integer" }, description: "各处伤残的等级" },
      facts: { type: "object", additionalProperties: { anyOf: [{ type: "string", format: "date" }, { type: "string", format: "date-time" }] } },
      breaches: { type: "array", items: { $ref: "#/components/schemas/BreachIn" }, description: "各项违约" },
    },
  },
  BreachIn: { properties: { days: { anyOf: [{ type: "integer" }, { type: "null" }], description: "逾期天数" } } },
};
const operation = (body: string, result: string) => ({
  summary: "计算退费",
  requestBody: { content: { "application/json": { schema: { $ref: `#/components/schemas/${body}` } } } },
  responses: { "200": { content: { "application/json": { schema: { $ref: `#/components/schemas/${result}` } } } } },
});
const SERVICE: OpenApi = {
  paths: {
    "/v1/documents/{document_id}/refund": { post: operation("RefundIn", "CalculationOut") },
    "/v1/documents/{document_id}/deadlines": { post: operation("RefundIn", "TimelineOut") },
    "/v1/claims/check": { post: operation("RefundIn", "DeterminationOut") },
  },
  components: { schemas: SCHEMAS },
};

test("the forms are made from the schema", () => {
  const [refund, ...others] = calculatorsOf(SERVICE);
  expect(others).toEqual([]);
  expect(refund).toMatchObject({ key: "refund", name: "退费" });
  expect(refund?.fields.map(({ key, shape }) => `${key} ${shape}`)).toEqual([
    "by choice", "on day", "paid amount", "barred truth", "figures amounts", "grades wholes", "facts moments", "breaches rows",
  ]);
  expect(refund?.fields[0]?.options).toEqual([{ value: "policyholder", label: "投保人" }, { value: "insurer", label: "保险人" }]);
  expect(refund?.fields[2]).toMatchObject({ name: "保险人已赔付", unit: "元", note: "没有请写 0" });
});

test("what was typed is sent exactly, what was not is left out", () => {
  const fields = calculatorsOf(SERVICE)[0]?.fields ?? [];
  const values = { by: "insurer", paid: "1,000.10", barred: false, figures: [["退保系数", "0.8"], ["", "1"]] as const, grades: "8、9", breaches: [{ days: "3" }], on: "" };
  expect(requestOf(fields, values)).toEqual({ by: "insurer", paid: "1000.10".replace(/0$/, ""), barred: false, figures: { 退保系数: "0.8" }, grades: [8, 9], breaches: [{ days: 3 }] });
});
