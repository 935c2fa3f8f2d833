import { grouped } from "./amounts";
import { SourceLink } from "./Sources";
import { type Bar, barsOf, rangeOf, type Step } from "./steps";

const WIDTH = 200; // units of the drawing; it stretches with its column
const LEAST = 1.5; // a bar is never too thin to be seen
const NAMES = { gain: "计入", cut: "扣减", even: "不变" } as const;

/** The steps from the loss to the amount: a table whose rows carry the bars of a waterfall. */
export function Waterfall({ document, steps, total }: { document: string; steps: readonly Step[]; total: string }) {
  const bars = barsOf(steps);
  const { low, high } = rangeOf(bars);
  const last = steps.at(-1);
  return (
    <table className="claim-waterfall">
      <caption className="unseen">计算步骤：每步的算式、增减、余额和依据</caption>
      <thead>
        <tr>
          <th scope="col">步骤</th>
          <th scope="col" aria-hidden="true" className="claim-bar-head" />
          <th scope="col" className="number">增减（元）</th>
          <th scope="col" className="number">结果（元）</th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar, at) => (
          <StepRow key={at} document={document} bar={bar} low={low} high={high} />
        ))}
        {last && (
          <tr className="claim-total">
            <th scope="row">{total}</th>
            <td aria-hidden="true">
              <BarDrawing from={0} to={bars.at(-1)?.to ?? 0} low={low} high={high} kind="total" />
            </td>
            <td />
            <td className="number">{grouped(last.value)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function StepRow({ document, bar, low, high }: { document: string; bar: Bar; low: number; high: number }) {
  const { step, from, to, kind } = bar;
  return (
    <tr>
      <th scope="row">
        {step.label}
        <span className="claim-basis faint">
          {step.path && <SourceLink document={document} source={step} />}
          {step.law && <span>{step.law}</span>}
          {!step.path && !step.law && <span>{givenBy(step)}</span>}
          <code>{step.formula}</code>
        </span>
      </th>
      <td aria-hidden="true">
        <BarDrawing from={from} to={to} low={low} high={high} kind={kind} />
      </td>
      <td className="number">
        <span className="unseen">{NAMES[kind]}</span>
        {step.change > 0 ? "+" : ""}
        {grouped(step.change)}
      </td>
      <td className="number">{grouped(step.value)}</td>
    </tr>
  );
}

/** Who gave a figure that rests on no clause. */
function givenBy({ label }: Step): string {
  if (label.includes("保险单载明")) return "保险单";
  return label.startsWith("索赔金额") ? "案情" : "";
}

type Drawn = { from: number; to: number; low: number; high: number; kind: Bar["kind"] | "total" };

function BarDrawing({ from, to, low, high, kind }: Drawn) {
  const at = (amount: number) => ((amount - low) / (high - low)) * WIDTH;
  const [left, right] = [at(Math.min(from, to)), at(Math.max(from, to))];
  const width = Math.max(right - left, LEAST);
  return (
    <svg className="claim-bar" viewBox={`0 0 ${String(WIDTH)} 18`} preserveAspectRatio="none" focusable="false">
      <line className="claim-axis" x1={at(0)} x2={at(0)} y1={0} y2={18} />
      <rect className={`claim-bar-${kind}`} x={Math.min(left, WIDTH - width)} y={3} width={width} height={12} />
    </svg>
  );
}
