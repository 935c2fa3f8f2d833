import { isPlain, useKeydown } from "../frame/keyboard";

export type Command = "next" | "previous" | "open" | "words" | "list" | "unfilter" | "help";

/** What each key does, in the order in which the help shows it. */
export const KEYS: readonly { keys: readonly string[]; shown: string; command: Command; told: string }[] = [
  { keys: ["n", "j"], shown: "n 或 j", command: "next", told: "下一处差异" },
  { keys: ["p", "k"], shown: "p 或 k", command: "previous", told: "上一处差异" },
  { keys: ["o"], shown: "o", command: "open", told: "在阅读页打开这处差异的原文" },
  { keys: ["/"], shown: "/", command: "words", told: "按文字筛选差异" },
  { keys: ["d"], shown: "d", command: "list", told: "在概览和差异列表之间切换" },
  { keys: ["c"], shown: "c", command: "unfilter", told: "清除筛选条件" },
  { keys: ["?"], shown: "?", command: "help", told: "显示按键说明" },
];

const COMMANDS = new Map(KEYS.flatMap(({ keys, command }) => keys.map((key) => [key, command] as const)));

/** Carry out commands while the view is open; keys that go into a field, or that a dialogue has, are left alone. */
export function useCompareKeys(commands: Record<Command, () => void>): void {
  useKeydown((event) => {
    const command = COMMANDS.get(event.key);
    if (!command || !isPlain(event)) return false;
    commands[command]();
    return true;
  });
}
