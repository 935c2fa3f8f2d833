// @vitest-environment jsdom
import { describe, expect, it } from "vitest";

import { policy } from "./trusting";

describe("what may become markup", () => {
  it("is a style sheet", () => {
    const sheet = ".a>.b{color:red;--mark:'&lt;'}";
    expect(policy.createHTML(sheet)).toBe(sheet);
    expect(policy.createHTML("")).toBe("");
  });

  it("is nothing with a tag in it", () => {
    for (const text of ["<b>", "</style><script>", "a < b", "<!--", "<img src=x onerror=alert(1)>"]) {
      expect(policy.createHTML(text)).toBeNull();
    }
  });

  it("is no script and no address of one", () => {
    expect(Object.keys(policy)).toEqual(["createHTML"]);
  });
});
