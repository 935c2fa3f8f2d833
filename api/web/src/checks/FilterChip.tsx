import type { ReactNode } from "react";

type Props = {
  name: string;
  count: number;
  mark?: ReactNode;
  /** Gives the colour: `tone-worse` … */
  tone?: string;
  on: boolean;
  onToggle: () => void;
};

/** A number that filters. What does not occur is shown with its nought, and cannot be chosen. */
export function FilterChip({ name, count, mark, tone = "", on, onToggle }: Props) {
  return (
    <button
      type="button"
      className={`check-chip ${tone}`}
      aria-pressed={on}
      disabled={count === 0 && !on}
      onClick={onToggle}
    >
      {mark !== undefined && (
        <span className="check-mark" aria-hidden="true">
          {mark}
        </span>
      )}
      <span>{name}</span>
      <b>{count}</b>
    </button>
  );
}

/** In the list, or no longer. */
export function flipped<Item>(all: readonly Item[], one: Item): readonly Item[] {
  return all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
}
