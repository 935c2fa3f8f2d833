import { expect, it } from "vitest";

import { fileNameOf } from "./exporting";

it("reads the Chinese name of a download", () => {
  expect(fileNameOf("attachment; filename*=UTF-8''%E6%9D%A1%E6%AC%BE%20%E7%94%B2.xlsx")).toBe("条款 甲.xlsx");
});

it("reads a plain name, and makes do without any", () => {
  expect(fileNameOf('attachment; filename="clauses.pdf"')).toBe("clauses.pdf");
  expect(fileNameOf("attachment")).toBe("下载");
});
