import type { Difference } from "./differences";
import { type Gain, GAIN_LETTERS, GAINS, type Weight, WEIGHTS } from "./wording";

/** Whom it helps, in one character with a colour; the words for who listens or points at it. */
export function GainLetter({ gain }: { gain: Gain }) {
  return (
    <span className={`gain-letter gain-${gain}`} title={GAINS[gain]} role="img" aria-label={GAINS[gain]}>
      {GAIN_LETTERS[gain]}
    </span>
  );
}

export function GainTag({ gain }: { gain: Gain }) {
  return <span className={`gain-tag gain-${gain}`}>{GAINS[gain]}</span>;
}

export function WeightTag({ weight }: { weight: Weight }) {
  return <span className={`weight-tag weight-${weight}`}>{WEIGHTS[weight]}</span>;
}

const SHORT = 24; // characters of each text

/** `30% 改为 20%`, cut where it is long; what was moved, from where to where. */
export function shortOf({ change, kind, paths }: Difference): string {
  if (!change) return kind === "moved" ? `${paths.a} 改到 ${paths.b}` : "用词不同，意思未见变化";
  const [before, after] = [change.before, change.after].map((one) => one && cut(one.quote));
  if (before && after) return `${before} 改为 ${after}`;
  return before ? `删去：${before}` : `增加：${after ?? ""}`;
}

function cut(text: string): string {
  const letters = [...text.replaceAll(/\s+/g, " ")];
  return letters.length <= SHORT ? letters.join("") : `${letters.slice(0, SHORT).join("")}…`;
}
