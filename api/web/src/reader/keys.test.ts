// @vitest-environment jsdom
import { describe, expect, it } from "vitest";

import { isTyping } from "../frame/keyboard";
import { commandOf, KEYS } from "./keys";

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe("keys", () => {
  it("has one command for a key", () => {
    const keys = KEYS.flatMap((one) => one.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("knows the keys of a reviewer", () => {
    expect(["j", "k", "a", "e", "x", "r", "n", "t", "o", "/", "?"].map((key) => commandOf(press(key), false))).toEqual([
      "next", "previous", "accept", "correct", "reject", "restore", "nextFinding", "tree", "tree", "find", "help",
    ]);
  });

  it("leaves keys to a field, and the browser's own chords to the browser", () => {
    expect(commandOf(press("a"), true)).toBeNull();
    expect(commandOf(press("a", { ctrlKey: true }), false)).toBeNull();
    expect(commandOf(press("r", { metaKey: true }), false)).toBeNull();
  });

  it("finds with Ctrl or Cmd and F, also from a field", () => {
    expect(commandOf(press("f", { ctrlKey: true }), true)).toBe("find");
    expect(commandOf(press("F", { metaKey: true }), false)).toBe("find");
    expect(commandOf(press("f"), false)).toBeNull();
  });

  it("tells a field from a button", () => {
    document.body.innerHTML = `<input id="i"><button id="b"></button><div role="dialog"><p id="d"></p></div>`;
    const at = (id: string) => isTyping(document.getElementById(id));
    expect([at("i"), at("b"), at("d")]).toEqual([true, false, true]);
  });
});
