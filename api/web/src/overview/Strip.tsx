import { scaleOf } from "./bins";
import type { Series } from "./portfolio";

const WIDTH = 560;
const HEIGHT = 30;
const EDGE = 10;
const BASE = 15;

/** Every value on one line, larger where more documents have it; outliers hollow, the median a stroke. The bars below say the same. */
export function Strip({ series }: { series: Series }) {
  const { spread, values } = series;
  if (!spread || values.length < 2) return null;
  const scale = scaleOf(spread.least.value, spread.most.value);
  const x = (value: number) => EDGE + scale(value) * (WIDTH - 2 * EDGE);
  const most = Math.max(...values.map(({ documents }) => documents));
  return (
    <svg className="strip" viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`} aria-hidden="true">
      <line className="strip-axis" x1={EDGE} x2={WIDTH - EDGE} y1={BASE} y2={BASE} />
      <line className="strip-median" x1={x(spread.median.value)} x2={x(spread.median.value)} y1={2} y2={HEIGHT - 2} />
      {values.map(({ value, documents, far }) => (
        <circle
          key={value}
          className={far ? "strip-dot strip-far" : "strip-dot"}
          cx={x(value)}
          cy={BASE}
          r={3 + 5 * Math.sqrt(documents / most)}
        />
      ))}
    </svg>
  );
}
