import { beforeEach, expect, test } from "vitest";

import { keptDrafts } from "./keptDrafts";

const isNote = (value: unknown): value is { words: string } => typeof value === "object" && value !== null && "words" in value;

beforeEach(() => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => {
      kept.set(name, value);
      Object.assign(storage, { [name]: value });
    },
    removeItem: (name: string) => {
      kept.delete(name);
      Reflect.deleteProperty(storage, name);
    },
  };
  Object.assign(globalThis, { localStorage: storage });
});

test("what is kept is there until it is dropped", () => {
  const notes = keptDrafts("note.", isNote);
  notes.keep("a", { words: "一" });
  expect(notes.of("a")).toEqual({ words: "一" });
  expect(notes.of("b")).toBeUndefined();
  notes.drop("a");
  expect(notes.of("a")).toBeUndefined();
});

test("what another program left there is passed over", () => {
  localStorage.setItem("note.torn", "{");
  localStorage.setItem("note.other", "7");
  localStorage.setItem("else.a", JSON.stringify({ words: "一" }));
  const notes = keptDrafts("note.", isNote);
  expect([notes.of("torn"), notes.of("other"), notes.of("a")]).toEqual([undefined, undefined, undefined]);
});
