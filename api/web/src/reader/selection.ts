import { useEffect, useState } from "react";

import { pointsIn } from "./codePoints";
import type { Span } from "./segments";

/**
 * The code point that a place in `inside` stands for, by the attribute data-start of the element around it.
 *
 * What is no part of the text, such as a footer, stands for where the text goes on after it.
 */
function pointAt(node: Node, offset: number, inside: HTMLElement): number | undefined {
  const around = node instanceof Element ? node : node.parentElement;
  const holder = around?.closest<HTMLElement>("[data-start]");
  if (holder) {
    const start = Number(holder.dataset["start"]);
    return node.nodeType === Node.TEXT_NODE ? start + pointsIn(node.textContent ?? "", offset) : start;
  }
  const next = node.childNodes[offset];
  const within = next instanceof Element ? (next.matches("[data-start]") ? next : next.querySelector("[data-start]")) : null;
  return within instanceof HTMLElement ? Number(within.dataset["start"]) : pointAfter(node, inside);
}

function pointAfter(node: Node, inside: HTMLElement): number | undefined {
  const pieces = [...inside.querySelectorAll<HTMLElement>("[data-start]")];
  const after = pieces.find((piece) => node.compareDocumentPosition(piece) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (after) return Number(after.dataset["start"]);
  const last = pieces.at(-1);
  return last && Number(last.dataset["start"]) + pointsIn(last.textContent);
}

/** The stretch of the document that the person has selected inside `holder`, or null. */
export function selectedSpan(holder: HTMLElement): Span | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!holder.contains(range.commonAncestorContainer)) return null;
  const start = pointAt(range.startContainer, range.startOffset, holder);
  const end = pointAt(range.endContainer, range.endOffset, holder);
  return start !== undefined && end !== undefined && start < end ? { start, end } : null;
}

/** The same, followed while the person selects. */
export function useSelectedSpan(holder: HTMLElement | null): Span | null {
  const [span, setSpan] = useState<Span | null>(null);
  useEffect(() => {
    if (!holder) return undefined;
    const follow = () => {
      const found = selectedSpan(holder);
      setSpan((before) => (before?.start === found?.start && before?.end === found?.end ? before : found));
    };
    document.addEventListener("selectionchange", follow);
    return () => {
      document.removeEventListener("selectionchange", follow);
    };
  }, [holder]);
  return span;
}

/** Whether a click ended a selection and is not meant for what lies under it. */
export function isSelecting(): boolean {
  return document.getSelection()?.isCollapsed === false;
}
