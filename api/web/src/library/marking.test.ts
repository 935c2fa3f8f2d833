import { describe, expect, it } from "vitest";

import { codePoints, pieces, spansOf } from "./marking";

const marked = (text: string, query: string) => spansOf(text, query).map(({ start, end }) => text.slice(start, end));

describe("spansOf", () => {
  it("finds every place of every word", () => {
    expect(marked("免赔额为5000元，每次免赔额另计。", "免赔额 5000")).toEqual(["免赔额", "5000", "免赔额"]);
  });

  it("takes widths and cases as the same", () => {
    expect(marked("比例为１０％，见附表Ａ", "10% 附表a")).toEqual(["１０％", "附表Ａ"]);
  });

  it("finds words that a line break or a blank divides", () => {
    expect(marked("三十\n 日内", "三十日")).toEqual(["三十\n 日"]);
  });

  it("does not find across punctuation", () => {
    expect(marked("战争、暴乱", "战争暴乱")).toEqual([]);
  });

  it("joins what overlaps", () => {
    expect(marked("赔偿限额", "赔偿限 限额")).toEqual(["赔偿限额"]);
  });

  it("finds nothing for punctuation only", () => {
    expect(marked("甲，乙", "，")).toEqual([]);
    expect(marked("共1,000,000元，另加", "1,000,000")).toEqual(["1,000,000"]);
  });
});

describe("pieces", () => {
  it("add up to the text", () => {
    const text = "每次事故免赔额为5000元";
    const cut = pieces(text, spansOf(text, "免赔额"));
    expect(cut.map((piece) => piece.text).join("")).toBe(text);
    expect(cut.filter((piece) => piece.marked)).toEqual([{ text: "免赔额", marked: true }]);
  });

  it("show what stands around the first mark of a long text", () => {
    const text = `${"前".repeat(500)}免赔额${"后".repeat(500)}`;
    const cut = pieces(text, spansOf(text, "免赔额"));
    const shown = cut.map((piece) => piece.text).join("");
    expect(shown.startsWith(`…${"前".repeat(60)}免赔额`)).toBe(true);
    expect(shown.endsWith("后…")).toBe(true);
    expect(shown.length).toBe(322);
  });
});

describe("codePoints", () => {
  it("counts as the service does", () => {
    expect(codePoints("𠮷野家", 2)).toBe(1);
    expect(codePoints("𠮷野家", 3)).toBe(2);
  });
});
