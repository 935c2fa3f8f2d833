import { useSyncExternalStore } from "react";

export type Mode = "light" | "dark";
const KEY = "tiaokuan.mode";
const wanted = matchMedia("(prefers-color-scheme: dark)");
const printing = matchMedia("print");
const watchers = new Set<() => void>();

function current(): Mode {
  if (printing.matches) return "light"; // paper is white
  const chosen = localStorage.getItem(KEY);
  if (chosen === "light" || chosen === "dark") return chosen;
  return wanted.matches ? "dark" : "light";
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  wanted.addEventListener("change", tell);
  printing.addEventListener("change", tell);
  addEventListener("storage", tell); // chosen in another tab
  return () => {
    watchers.delete(tell);
    wanted.removeEventListener("change", tell);
    printing.removeEventListener("change", tell);
    removeEventListener("storage", tell);
  };
}

/** Light or dark: the system's, unless the person chose. */
export function useMode(): Mode {
  return useSyncExternalStore(watch, current);
}

export function chooseMode(mode: Mode): void {
  localStorage.setItem(KEY, mode);
  watchers.forEach((tell) => {
    tell();
  });
}
