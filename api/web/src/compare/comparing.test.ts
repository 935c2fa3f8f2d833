import { describe, expect, test } from "vitest";

import type { Analysis } from "../analysis/analyses";
import { addressOf, answers, askedIn, subjectsOf } from "./address";
import { countsOf, differencesOf, EVERYTHING, filtered, stepFrom } from "./differences";
import { piecesOf } from "./pieces";
import { rowOfPair, rowsOf } from "./rows";
import type { Change, Pair } from "./wording";

const quoted = (path: string, start: number, quote: string) => ({ path, start, end: start + [...quote].length, quote });

function pairOf(given: Partial<Pair>): Pair {
  return { likeness: "same", place: "same", a: [], b: [], similarity: 1, changes: [], marks: [], ...given };
}

const rate: Change = {
  kind: "rate",
  gain: "insurer",
  weight: "high",
  subject: "免赔率",
  why: "免赔率由3%改为5%。",
  before: quoted("第二条", 103, "3%"),
  after: quoted("第二条", 203, "5%"),
};
const same = (start: number) => pairOf({ a: [quoted("第一条", start, "相同")], b: [quoted("第一条", start + 100, "相同")] });
const changed = pairOf({
  likeness: "changed",
  a: [quoted("第二条", 100, "免赔率3%。")],
  b: [quoted("第二条", 200, "免赔率5%。")],
  changes: [rate],
  marks: [
    { stroke: "kept", a: { start: 100, end: 103 }, b: { start: 200, end: 203 } },
    { stroke: "deleted", a: { start: 103, end: 105 } },
    { stroke: "inserted", b: { start: 203, end: 205 } },
    { stroke: "kept", a: { start: 105, end: 106 }, b: { start: 205, end: 206 } },
  ],
});
const moved = pairOf({ place: "moved", a: [quoted("第三条", 5, "搬走")], b: [quoted("第九条", 900, "搬走")] });
const gone = pairOf({ likeness: "only_a", a: [quoted("第四条", 300, "没有了")] });

describe("the address", () => {
  test("names documents and versions, in their order", () => {
    const asked = askedIn(new URLSearchParams("documents=doc_a,doc_b@2"));
    expect(asked).toEqual({
      way: "comparison",
      subjects: [
        { id: "doc_a", version: null },
        { id: "doc_b", version: 2 },
      ],
    });
    expect(asked && addressOf(asked)).toBe("/compare?documents=doc_a,doc_b@2");
    expect(askedIn(new URLSearchParams("documents=a,b,c"))?.way).toBe("matrix");
    expect(askedIn(new URLSearchParams("documents=a,b&as=matrix"))?.way).toBe("matrix");
  });
  test("that names one document or nonsense asks for nothing", () => {
    expect(askedIn(new URLSearchParams("documents=a"))).toBeNull();
    expect(askedIn(new URLSearchParams("documents=a,<b>"))).toBeNull();
    expect(askedIn(new URLSearchParams())).toBeNull();
  });
});

describe("an analysis made before", () => {
  const document = (id: string, version: number, current: boolean) => ({
    document_id: id,
    reading_id: `r${id}`,
    name: id,
    title: id,
    version,
    current,
  });
  const made: Analysis = {
    id: "ana",
    kind: "comparison",
    name: "a 与 b 比对",
    state: "ready",
    documents: [document("a", 1, true), document("b", 1, false)],
    tally: {},
    revision: 1,
    created_at: "2026-01-01T00:00:00Z",
  };
  const asked = (documents: string) => askedIn(new URLSearchParams({ documents }));
  test("is the one asked for only where it is of the same content in the same order", () => {
    const by = (documents: string, analysis = made) => {
      const found = asked(documents);
      return found !== null && answers(found, analysis);
    };
    expect(by("a,b")).toBe(false);
    expect(by("a,b@1")).toBe(true);
    expect(by("b@1,a")).toBe(false);
    expect(by("a,b@1", { ...made, state: "failed" })).toBe(false);
    expect(by("a,b", { ...made, documents: [document("a", 1, true), document("b", 2, true)] })).toBe(true);
  });
  test("is asked for again with what is current, or as it was", () => {
    expect(subjectsOf(made, true).map(({ version }) => version)).toEqual([null, null]);
    expect(subjectsOf(made).map(({ version }) => version)).toEqual([null, 1]);
    const versions = { ...made, documents: [document("a", 1, false), document("a", 2, true)] };
    expect(subjectsOf(versions, true).map(({ version }) => version)).toEqual([1, 2]);
  });
});

describe("differences", () => {
  const pairs = [same(0), changed, moved, gone];
  const all = differencesOf(pairs);
  test("are changes, and clauses that were moved or have no other", () => {
    expect(all.map(({ kind, pair }) => [kind, pair])).toEqual([
      ["rate", 1],
      ["moved", 2],
      ["item_dropped", 3],
    ]);
    expect(countsOf(all).get("rate insurer")).toEqual({ first: all[0], count: 1 });
    expect(countsOf(all).get("low")).toEqual({ first: all[1], count: 2 });
  });
  test("are filtered and keep their places", () => {
    const by = (filter: object) => filtered(all, pairs, { ...EVERYTHING, ...filter }).map(({ at }) => at);
    expect(by({})).toEqual([0, 1, 2]);
    expect(by({ kinds: ["moved"] })).toEqual([1]);
    expect(by({ gains: ["policyholder"] })).toEqual([]);
    expect(by({ weights: ["high"] })).toEqual([0]);
    expect(by({ words: "搬" })).toEqual([1]);
    expect(by({ pairs: new Set([1]) })).toEqual([0]);
  });
  test("are gone through in both ways, and end at the ends", () => {
    expect(stepFrom(all, null, 1)?.at).toBe(0);
    expect(stepFrom(all, 0, 1)?.at).toBe(1);
    expect(stepFrom(all, 0, -1)?.at).toBe(0);
    expect(stepFrom(all, 2, 1)?.at).toBe(2);
    expect(stepFrom(all, 1, -1)?.at).toBe(0);
    expect(stepFrom([], 0, 1)).toBeUndefined();
  });
});

describe("rows", () => {
  const pairs = [same(10), same(20), changed, same(400), same(410), same(420), moved];
  const rows = (opened: number[] = [], sectionOf: (pair: Pair) => string = () => "") =>
    rowsOf({ pairs, wanted: new Set([2, 6]), opened: new Set(opened), sectionOf });
  test("fold what is the same, and tell where a clause stood", () => {
    expect(rows().map(({ kind, key }) => [kind, key])).toEqual([
      ["moved", "m6"],
      ["fold", "f0"],
      ["pair", "p2"],
      ["fold", "f3"],
      ["pair", "p6"],
    ]);
    expect(rows()[1]).toMatchObject({ first: 0, last: 1, unchanged: 2 });
    expect(rowOfPair(rows(), 6)).toBe(4);
  });
  test("open where asked", () => {
    expect(rows([3, 4]).map(({ key }) => key)).toEqual(["m6", "f0", "p2", "p3", "p4", "f5", "p6"]);
  });
  test("stand under their chapters; one of which nothing is shown is not told", () => {
    const sectionOf = ({ a }: Pair) => ((a[0]?.start ?? 0) >= 400 ? "第二章" : "总则");
    expect(rowsOf({ pairs, wanted: new Set([2, 6]), opened: new Set(), sectionOf }).map(({ key }) => key)).toEqual([
      "m6",
      "f0",
      "s2",
      "p2",
      "f3",
      "p6",
    ]);
    expect(rows([0], () => "相同").map(({ key }) => key)).toEqual(["m6", "p0", "f1", "p2", "f3", "p6"]);
  });
});

describe("the words of a clause", () => {
  test("are cut where changes begin and end", () => {
    const [quotation] = changed.a;
    expect(quotation && piecesOf(changed, "a", quotation)).toEqual([
      { key: 100, change: null, parts: [{ text: "免赔率", alone: false }] },
      { key: 103, change: 0, parts: [{ text: "3%", alone: true }] },
      { key: 105, change: null, parts: [{ text: "。", alone: false }] },
    ]);
  });
  test("are all its own where the other text has no such clause", () => {
    const [quotation] = gone.a;
    expect(quotation && piecesOf(gone, "a", quotation)).toEqual([
      { key: 300, change: null, parts: [{ text: "没有了", alone: true }] },
    ]);
  });
  test("count code points, and a change may hold words that stayed", () => {
    const wide = quoted("第五条", 0, "𠮷甲乙丙");
    const pair = pairOf({
      likeness: "changed",
      a: [wide],
      b: [quoted("第五条", 0, "𠮷丙")],
      changes: [{ ...rate, before: quoted("第五条", 1, "甲乙丙"), after: null }],
      marks: [{ stroke: "deleted", a: { start: 1, end: 3 } }],
    });
    expect(piecesOf(pair, "a", wide).map(({ change, parts }) => [change, parts])).toEqual([
      [null, [{ text: "𠮷", alone: false }]],
      [
        0,
        [
          { text: "甲乙", alone: true },
          { text: "丙", alone: false },
        ],
      ],
    ]);
  });
});
