import { expect, test } from "vitest";

import { shareTold, shareWanted } from "./shares";

test("a share is what the insured bears, and both sides of it are told", () => {
  expect(shareTold("", "10")).toBe("被保险人自负 10%，保险人赔付 90%");
  expect(shareTold("医疗费用", "12.35%")).toBe("被保险人自负 12.35%，保险人赔付 87.65%");
  expect(shareWanted("医疗费用")).toBe("被保险人自负");
});

test("a share whose name speaks of what is paid is what the insurer pays", () => {
  expect(shareTold("医疗费用给付比例", "90")).toBe("被保险人自负 10%，保险人赔付 90%");
  expect(shareWanted("医疗费用给付比例")).toBe("保险人赔付");
});

test("before anything sensible is typed, it says what to type", () => {
  for (const typed of ["", "九成", "900", "-5"]) {
    expect(shareTold("", typed)).toBe("填被保险人自负的比例：保险单写“赔付90%”的，填 10");
  }
  expect(shareTold("报销比例", "")).toBe("填保险人赔付的比例：保险单写“自负10%”的，填 90");
});
