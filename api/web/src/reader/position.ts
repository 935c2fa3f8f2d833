import { useState, useSyncExternalStore } from "react";

/** Where the reader has scrolled to: the code point and page in the middle of the view; page 0 without pages. */
export type Position = { at: number; page: number };

/** Kept beside React's state, so that scrolling renders only what shows the position. */
export class PositionKeeper {
  #position: Position = { at: 0, page: 0 };
  readonly #watchers = new Set<() => void>();

  readonly get = (): Position => this.#position;

  readonly set = (at: number, page: number): void => {
    if (at === this.#position.at && page === this.#position.page) return;
    this.#position = { at, page };
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
