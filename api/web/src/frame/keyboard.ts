import { useEffect, useEffectEvent } from "react";

/** Keys as the help shows them, and what they do. */
export type KeyTold = { shown: string; told: string };

/** Whether keys go into a field, or a dialogue is open and has them. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const field = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]";
  return target.closest(`${field}, [role=dialog], [role=listbox], [role=menu]`) !== null;
}

/** Hear keys while the view is open, but for those of an input method; `take` says whether it has used the key. */
export function useKeydown(take: (event: KeyboardEvent) => boolean): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (take(event)) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      pressed(event);
    };
    window.addEventListener("keydown", listen);
    return () => {
      window.removeEventListener("keydown", listen);
    };
  }, []);
}

/** Whether a key is pressed alone, for the page and not for a field. */
export function isPlain(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
}
