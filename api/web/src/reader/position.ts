import { useState, useSyncExternalStore } from "react";

/**
 * Where the reader has scrolled to: the page in the middle of the view, 0 without pages, and the height there, in
 * points from its top; the code point that the page, or the paragraph there, begins with; one where the view begins.
 */
export type Position = { at: number; page: number; y: number; top: number };

/** Kept beside React's state, so that scrolling renders only what shows the position. */
export class PositionKeeper {
  #position: Position = { at: 0, page: 0, y: 0, top: 0 };
  readonly #watchers = new Set<() => void>();

  readonly get = (): Position => this.#position;

  readonly set = (position: Position): void => {
    const { at, page } = this.#position;
    if (at === position.at && page === position.page) {
      Object.assign(this.#position, position); // nothing that is shown
      return;
    }
    this.#position = position;
    this.#watchers.forEach((tell) => {
      tell();
    });
  };

  readonly watch = (tell: () => void): (() => void) => {
    this.#watchers.add(tell);
    return () => this.#watchers.delete(tell);
  };
}

export function usePositionKeeper(): PositionKeeper {
  return useState(() => new PositionKeeper())[0];
}

export function usePosition(keeper: PositionKeeper): Position {
  return useSyncExternalStore(keeper.watch, keeper.get);
}
