import { describe, expect, it } from "vitest";

import type { FindingItem, RecordItem } from "../reader/content";
import { queued, withHeld } from "./queue";

const record = (id: string, confidence: number) => ({ id, confidence, type: "limit" }) as RecordItem;
const finding = (id: string, gravity: 1 | 2 | 3) => ({ id, gravity }) as FindingItem;
const FINDINGS = [finding("grave", 3), finding("some", 2), finding("slight", 1)];

describe("the queue", () => {
  it("puts grave findings before certain records, in the order of urgency", () => {
    const all = queued([record("low", 0.4), record("high", 0.9), record("sure", 0.99)], FINDINGS, false);
    expect(all.map(({ id }) => id)).toEqual(["low", "grave", "some", "high", "slight", "sure"]);
  });

  it("leaves findings for later that records to come may precede", () => {
    expect(queued([record("low", 0.6)], FINDINGS, true).map(({ id }) => id)).toEqual(["grave", "low"]);
    expect(queued([], FINDINGS, false).map(({ id }) => id)).toEqual(["grave", "some", "slight"]);
  });

  it("keeps what is being looked at in its place, whoever decided on it meanwhile", () => {
    const [low, middle, high] = [record("low", 0.4), record("middle", 0.6), record("high", 0.9)];
    expect(withHeld([low, high], middle).map(({ id }) => id)).toEqual(["low", "middle", "high"]);
    expect(withHeld([low], middle).map(({ id }) => id)).toEqual(["low", "middle"]);
    expect(withHeld([low, middle], middle)).toEqual([low, middle]);
  });
});
