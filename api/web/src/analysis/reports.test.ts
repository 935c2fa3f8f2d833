import { expect, test } from "vitest";

import { remarksOf } from "./reports";

test("remarks come percent-encoded, or not at all", () => {
  expect(remarksOf(null)).toEqual([]);
  expect(remarksOf(encodeURIComponent(JSON.stringify(["第三条未能标注。"])))).toEqual(["第三条未能标注。"]);
  expect(remarksOf(encodeURIComponent('{"one": 1}'))).toEqual([]);
});
