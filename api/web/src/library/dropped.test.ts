import { expect, it } from "vitest";

import { chosenOf, isLitter } from "./dropped";

it.each(["资料/.DS_Store", "Thumbs.db", "资料/~$条款.docx", "__MACOSX/条款.pdf"])("%s is left out", (path) => {
  expect(isLitter(path)).toBe(true);
});

it("keeps the path inside a folder", () => {
  const inFolder = new File(["甲"], "条款.txt");
  Object.defineProperty(inFolder, "webkitRelativePath", { value: "车险/条款.txt" });
  const hidden = new File(["乙"], ".gitignore");
  expect(chosenOf([inFolder, hidden, new File(["丙"], "合同.txt")]).map(({ path }) => path)).toEqual([
    "车险/条款.txt",
    "合同.txt",
  ]);
});
