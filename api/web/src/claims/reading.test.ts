import { expect, test } from "vitest";

import { caseOf, draftOf } from "./claiming";
import { readClaim } from "./reading";

const YAML = `
document: doc_1
schedule:
  period: {from: 2025-01-01, to: 2025-12-31}
  limits: [{kind: per_occurrence, amount: 1000000.10}]
event:
  occurred: 2025-06-01T03:20
  facts: {reported_to_police: true, 备注: 是}
`;

test("a claim is read from YAML as from JSON", async () => {
  const { draft, passed } = draftOf(await readClaim(new File([YAML], "案件.yaml")));
  expect(passed).toEqual([]);
  expect(caseOf(draft)).toMatchObject({
    schedule: { period: { from: "2025-01-01", to: "2025-12-31" }, limits: [{ amount: "1000000.1" }] },
    event: { occurred: "2025-06-01T03:20", facts: { reported_to_police: true, 备注: "是" } },
  });
  const json = await readClaim(new File(['{"event": {"cause": "火灾"}}'], "案件.json"));
  expect(caseOf(draftOf(json).draft).event.cause).toBe("火灾");
});

test.each([
  ["案件.json", "{", "不是合法的 JSON"],
  ["案件.yaml", "event: [", "不是合法的 YAML"],
  ["案件.json", "[]", "批量核定"],
  ["案件.yml", "schedule: {}", "没有案情"],
])("%s holding %s is refused", async (name, text, told) => {
  await expect(readClaim(new File([text], name))).rejects.toThrow(told);
});
