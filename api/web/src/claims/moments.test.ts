import { expect, test } from "vitest";

import { isAfter } from "./moments";

test("what has happened cannot be after today; today itself is well", () => {
  expect(isAfter("2030-02-02", "2026-11-23")).toBe(true);
  expect(isAfter("2026-11-24T00:10", "2026-11-23")).toBe(true);
  expect(isAfter("2026-11-23T23:59", "2026-11-23")).toBe(false);
  expect(isAfter("", "2026-11-23")).toBe(false);
});
