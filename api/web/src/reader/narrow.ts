import { useSyncExternalStore } from "react";

const query = matchMedia("(max-width: 860px)");

function watch(tell: () => void): () => void {
  query.addEventListener("change", tell);
  return () => {
    query.removeEventListener("change", tell);
  };
}

/** Whether there is room for one pane only. */
export function useNarrow(): boolean {
  return useSyncExternalStore(watch, () => query.matches);
}

const printing = matchMedia("print");

function watchPrinting(tell: () => void): () => void {
  printing.addEventListener("change", tell);
  window.addEventListener("beforeprint", tell);
  window.addEventListener("afterprint", tell);
  return () => {
    printing.removeEventListener("change", tell);
    window.removeEventListener("beforeprint", tell);
    window.removeEventListener("afterprint", tell);
  };
}

/** Whether the page is being printed: then all of the document is in it. */
export function usePrinting(): boolean {
  return useSyncExternalStore(watchPrinting, () => printing.matches);
}
