import { describe, expect, it } from "vitest";

import { all, chosenIn, scopeIn, withChosen, withScope } from "./address";

describe("the address of the overview", () => {
  it("keeps the scope, names with commas among it", () => {
    const scope = { documents: ["doc_1", "doc_2"], lines: ["life"], insurers: ["甲,乙保险公司", "-"] };
    const search = withScope(new URLSearchParams("point=excl-war&x=1"), scope);
    expect(scopeIn(new URLSearchParams(search.toString()))).toEqual(scope);
    expect([search.get("point"), search.get("x")]).toEqual([null, "1"]);
  });

  it("keeps the figure that is looked at", () => {
    const chosen = { point: "limit.aggregate", series: "yuan", least: 0, most: 1_000_000, said: "stated" as const };
    expect(chosenIn(withChosen(new URLSearchParams("line=life"), chosen))).toEqual(chosen);
    expect(chosenIn(withChosen(new URLSearchParams(), all("excl-war", "silent")))?.said).toBe("silent");
    expect(withChosen(withChosen(new URLSearchParams(), chosen), null).toString()).toBe("");
  });

  it("makes nothing of what is no number and no answer", () => {
    expect(chosenIn(new URLSearchParams("point=a&least=x&most=-1&said=maybe"))).toEqual(all("a"));
    expect(chosenIn(new URLSearchParams("series=yuan"))).toBeNull();
  });
});
