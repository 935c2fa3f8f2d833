import type { Value } from "./portfolio";

/** One bar: the values from `least` to `most`, as they are written. */
export type Bin = { key: string; least: number; most: number; shown: string; documents: number; records: number; far: boolean };

const MOST = 9; // bars of one chart, outliers left aside

/**
 * The values as bars, in order. Few values have a bar each. Of many, neighbours share one, about as many values in
 * each; what is far from the rest always stands alone.
 */
export function binsOf(values: readonly Value[]): Bin[] {
  const near = values.filter(({ far }) => !far);
  const each = Math.max(1, Math.ceil(near.length / MOST));
  const bins: Bin[] = [];
  let together: Value[] = [];
  const close = () => {
    if (together.length) bins.push(binOf(together));
    together = [];
  };
  for (const value of values) {
    if (value.far) {
      close();
      bins.push(binOf([value]));
    } else {
      together.push(value);
      if (together.length === each) close();
    }
  }
  close();
  return bins;
}

function binOf(values: readonly Value[]): Bin {
  const [first, last] = [values[0], values.at(-1)];
  if (!first || !last) throw new RangeError("no values");
  const sum = (name: "documents" | "records") => values.reduce((total, one) => total + one[name], 0);
  return {
    key: `${String(first.value)}-${String(last.value)}`,
    least: first.value,
    most: last.value,
    shown: first === last ? first.shown : `${written(first)} – ${written(last)}`,
    documents: sum("documents"),
    records: sum("records"),
    far: first.far,
  };
}

/** The first of several ways in which it is written. */
function written({ shown }: Value): string {
  return shown.split("、")[0] ?? shown;
}

/** Where a value stands between the ends, 0 to 1: by magnitude where they are far apart. */
export function scaleOf(least: number, most: number): (value: number) => number {
  if (least === most) return () => 0.5;
  const wide = least > 0 && most / least > 50;
  const at = wide ? Math.log : (value: number) => value;
  return (value) => (at(value) - at(least)) / (at(most) - at(least));
}
