import type { components } from "../service/schema";

export type Step = components["schemas"]["StepOut"];
export type Kind = "gain" | "cut" | "even";

/** One bar: from where to where the running amount goes, in yuan; only for drawing. */
export type Bar = { step: Step; from: number; to: number; kind: Kind };

/** The bars of a payout. The changes of the steps add up to the result, so each bar begins where the last one ended. */
export function barsOf(steps: readonly Step[]): Bar[] {
  let running = 0;
  return steps.map((step) => {
    const from = running;
    running += step.change;
    return { step, from, to: running, kind: step.change > 0 ? "gain" : step.change < 0 ? "cut" : "even" };
  });
}

/** The least and the greatest amount that any bar reaches; never an empty stretch. */
export function rangeOf(bars: readonly Bar[]): { low: number; high: number } {
  const reached = bars.flatMap(({ from, to }) => [from, to]);
  const [low, high] = [Math.min(0, ...reached), Math.max(0, ...reached)];
  return low === high ? { low, high: low + 1 } : { low, high };
}
