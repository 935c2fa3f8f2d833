import { describe, expect, it } from "vitest";

import type { components } from "../service/schema";
import {
  accepted,
  advanced,
  begun,
  gone,
  inOrderOfCare,
  nextRequest,
  progress,
  type Sent,
  shares,
  type Stage,
  tally,
  uploadsToLookAt,
} from "./sent";

type Item = components["schemas"]["UploadItem"];
type Job = components["schemas"]["JobOut"];

function file(key: string, stage: Stage = "waiting", more: Partial<Sent> = {}): Sent {
  const chosen = { file: new File(["条款"], `${key}.txt`), path: `${key}.txt` };
  return { ...begun(key, chosen), stage, ...more };
}

const keys = (files: readonly Sent[]) => files.map(({ key }) => key);

describe("nextRequest", () => {
  it("takes twenty of the files that wait, in order", () => {
    const all = Array.from({ length: 30 }, (_, nth) => file(String(nth), nth < 2 ? "ready" : "waiting"));
    expect(keys(nextRequest(all))).toEqual(Array.from({ length: 20 }, (_, nth) => String(nth + 2)));
  });

  it("stops before the request grows too large, and sends a very large file alone", () => {
    const size = 40 << 20;
    expect(keys(nextRequest([file("甲", "waiting", { size }), file("乙", "waiting", { size })]))).toEqual(["甲"]);
    expect(keys(nextRequest([file("甲", "waiting", { size: 900 << 20 }), file("乙")]))).toEqual(["甲"]);
  });

  it("sends a new version alone, whether it comes first or later", () => {
    const version = file("新版", "waiting", { versionOf: "doc_1" });
    expect(keys(nextRequest([version, file("甲")]))).toEqual(["新版"]);
    expect(keys(nextRequest([file("甲"), version, file("乙")]))).toEqual(["甲"]);
  });

  it("is empty when nothing waits", () => {
    expect(nextRequest([file("甲", "sending"), file("乙", "ready")])).toEqual([]);
  });
});

describe("shares", () => {
  it("fills one file after the other", () => {
    expect(shares([100, 200, 100], 200)).toEqual([1, 0.5, 0]);
  });

  it("stays between none and all: a request holds more than its files", () => {
    expect(shares([100, 0], 170)).toEqual([1, 1]);
  });
});

describe("accepted", () => {
  const items: Item[] = [
    { filename: "包.zip/一.txt", outcome: "accepted", document_id: "doc_1", job_id: "job_1" },
    { filename: "包.zip/二.png", outcome: "refused", refusal: { code: "unsupported", reason: "是图片。" } },
    { filename: "三.txt", outcome: "existing", document_id: "doc_3" },
  ];

  it("puts what became of the files in their place, more of them where one was a zip", () => {
    const before = [file("先", "ready"), file("包", "sending"), file("三", "sending"), file("后")];
    const after = accepted(before, new Set(["包", "三"]), { upload: "upl_1", items });
    expect(after.map(({ name, stage }) => [name, stage])).toEqual([
      ["先.txt", "ready"],
      ["包.zip/一.txt", "queued"],
      ["包.zip/二.png", "refused"],
      ["三.txt", "existing"],
      ["后.txt", "waiting"],
    ]);
    expect(after[2]?.reason).toBe("是图片。");
    expect(new Set(keys(after)).size).toBe(after.length);
  });

  it("leaves everything as it is where the files are forgotten meanwhile", () => {
    const now = [file("别的")];
    expect(accepted(now, new Set(["包"]), { upload: "upl_1", items })).toBe(now);
  });
});

function job(state: Job["state"], more: Partial<Job> = {}): Job {
  return {
    id: "job_1",
    kind: "read",
    state,
    stage: "reading",
    document_id: "doc_1",
    attempts: 1,
    cancel_asked: false,
    revision: 1,
    created_at: "2026-11-22T10:00:00Z",
    ...more,
  };
}

describe("advanced", () => {
  it.each([
    ["queued", "queued"],
    ["running", "reading"],
    ["succeeded", "ready"],
    ["failed", "failed"],
    ["cancelled", "cancelled"],
  ] as const)("a %s job is %s", (state, stage) => {
    expect(advanced(file("甲", "queued"), job(state)).stage).toBe(stage);
  });

  it("tells the reason of a failure, and that a stop was asked for", () => {
    const failure = { code: "encrypted", reason: "文件已加密。" };
    expect(advanced(file("甲", "reading"), job("failed", { failure })).reason).toBe("文件已加密。");
    expect(advanced(file("甲", "reading"), job("running", { cancel_asked: true })).stopping).toBe(true);
  });

  it("a file whose job is gone links to no document any more", () => {
    expect(gone(file("甲", "queued", { document: "doc_1" }))).toMatchObject({ stage: "cancelled", document: null });
  });
});

describe("uploadsToLookAt", () => {
  const open = ["甲", "乙", "丙", "丁"].map((key) => file(key, "queued", { upload: key }));

  it("looks at the two oldest every time and at the others in turn", () => {
    expect(uploadsToLookAt(open, 0)).toEqual(["甲", "乙", "丙"]);
    expect(uploadsToLookAt(open, 1)).toEqual(["甲", "乙", "丁"]);
    expect(uploadsToLookAt(open, 2)).toEqual(["甲", "乙", "丙"]);
  });

  it("looks at no upload twice and at none that has ended", () => {
    const files = [file("一", "reading", { upload: "甲" }), file("二", "queued", { upload: "甲" }), file("三", "ready", { upload: "乙" })];
    expect(uploadsToLookAt(files, 0)).toEqual(["甲"]);
  });
});

describe("what the panel tells", () => {
  const files = [file("读出", "ready"), file("等", "waiting"), file("拒", "refused"), file("发", "sending", { share: 0.5 })];

  it("shows what needs the person first", () => {
    expect(keys(inOrderOfCare(files))).toEqual(["拒", "发", "等", "读出"]);
  });

  it("counts each stage", () => {
    expect([...tally(files)]).toEqual([
      ["ready", 1],
      ["waiting", 1],
      ["refused", 1],
      ["sending", 1],
    ]);
  });

  it("counts sending and reading for half of a file each", () => {
    expect(progress(files)).toBeCloseTo((1 + 0 + 1 + 0.25) / 4);
    expect(progress([])).toBe(0);
  });
});
