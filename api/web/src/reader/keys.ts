import { isTyping, useKeydown } from "../frame/keyboard";

export type Command =
  | "next"
  | "previous"
  | "accept"
  | "correct"
  | "reject"
  | "restore"
  | "add"
  | "nextFinding"
  | "previousFinding"
  | "tree"
  | "find"
  | "back"
  | "help"
  | "leave";

/** What each key does, in the order in which the help shows it. */
export const KEYS: readonly { keys: readonly string[]; shown: string; command: Command; told: string }[] = [
  { keys: ["j"], shown: "j", command: "next", told: "下一条记录" },
  { keys: ["k"], shown: "k", command: "previous", told: "上一条记录" },
  { keys: ["a"], shown: "a", command: "accept", told: "采纳所选的记录或发现" },
  { keys: ["e"], shown: "e", command: "correct", told: "更正所选的记录或发现" },
  { keys: ["x"], shown: "x", command: "reject", told: "驳回所选的记录或发现" },
  { keys: ["r"], shown: "r", command: "restore", told: "撤销复核，恢复机器读取的内容" },
  { keys: ["i"], shown: "i", command: "add", told: "把选中的文字补充为记录" },
  { keys: ["n"], shown: "n", command: "nextFinding", told: "下一条发现" },
  { keys: ["N"], shown: "Shift + n", command: "previousFinding", told: "上一条发现" },
  { keys: ["t", "o"], shown: "t 或 o", command: "tree", told: "显示或收起目录" },
  { keys: ["/"], shown: "/ 或 Ctrl + F", command: "find", told: "在文档中查找" },
  { keys: ["b"], shown: "b", command: "back", told: "从引用处返回" },
  { keys: ["?"], shown: "?", command: "help", told: "显示按键说明" },
  { keys: ["Escape"], shown: "Esc", command: "leave", told: "关闭查找、取消选择" },
];

const COMMANDS = new Map(KEYS.flatMap(({ keys, command }) => keys.map((key) => [key, command] as const)));

export type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;

/** The command that a key stands for; none while somebody types, except to find and to leave. */
export function commandOf(pressed: Pressed, typing: boolean): Command | null {
  if ((pressed.ctrlKey || pressed.metaKey) && !pressed.altKey && pressed.key.toLowerCase() === "f") return "find";
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || typing) return null;
  return COMMANDS.get(pressed.key) ?? null;
}

export type Commands = Partial<Record<Command, () => void>>;

/** Carry out commands while the view is open. */
export function useKeys(commands: Commands): void {
  useKeydown((event) => {
    const command = commandOf(event, isTyping(event.target));
    const carryOut = command ? commands[command] : undefined;
    carryOut?.();
    return carryOut !== undefined;
  });
}
