import { type RefObject, useEffect, useState } from "react";
import { useSearchParams } from "react-router";

import { isPlain, type KeyTold, useKeydown } from "../frame/keyboard";

/** What each key does, in the order in which the help shows it. */
export const KEYS: readonly KeyTold[] = [
  { shown: "j", told: "下一项" },
  { shown: "k", told: "上一项" },
  { shown: "Enter", told: "展开或收起这一项" },
  { shown: "o", told: "在原文中打开这一项所依据的条文" },
  { shown: "?", told: "显示按键说明" },
];

/** What the keyboard steps through: the heads of the items, in the order of the page. */
const HEADS = "[data-item]";
const STEPS: Readonly<Partial<Record<string, number>>> = { j: 1, k: -1 };

/** Go through the items of a result by keyboard. */
export function useItemKeys(list: RefObject<HTMLElement | null>, onHelp: () => void): void {
  useKeydown((event) => {
    if (!isPlain(event)) return false;
    const step = STEPS[event.key];
    if (step !== undefined) goBy(list.current, step);
    else if (event.key === "o") openSource();
    else if (event.key === "?") onHelp();
    else return false;
    return true;
  });
}

function goBy(list: HTMLElement | null, step: number): void {
  const heads = [...(list?.querySelectorAll<HTMLElement>(HEADS) ?? [])].filter((head) => !head.closest("[hidden]"));
  const within = document.activeElement?.closest("[data-finding]")?.querySelector<HTMLElement>(HEADS);
  const at = within ? heads.indexOf(within) : -1;
  const next = heads[at < 0 ? 0 : Math.max(0, Math.min(at + step, heads.length - 1))];
  next?.focus();
  next?.closest("[data-finding]")?.scrollIntoView({ block: "nearest" });
}

function openSource(): void {
  const item = document.activeElement?.closest("[data-finding]");
  const link = item?.querySelector<HTMLElement>("[data-source]");
  if (link) link.click();
  else item?.querySelector<HTMLElement>(`${HEADS}[aria-expanded=false]`)?.click();
}

/** The item that the address named when the page was opened, to which the keyboard is brought; empty where it names none. */
export function useItemOfAddress(list: RefObject<HTMLElement | null>): string {
  const [address] = useSearchParams();
  const [at] = useState(() => address.get("at") ?? "");
  useEffect(() => {
    if (at) focusItem(list.current, at);
  }, [list, at]);
  return at;
}

function focusItem(list: HTMLElement | null, key: string): void {
  const head = [...(list?.querySelectorAll<HTMLElement>(HEADS) ?? [])].find((one) => one.dataset.item === key);
  head?.focus({ preventScroll: true });
  head?.closest("[data-finding]")?.scrollIntoView({ block: "center" });
}
