import { useMemo } from "react";

import type { Analysis } from "../analysis/analyses";
import { type Counted, countsOf, type Difference, keyOf } from "./differences";
import { GainLetter } from "./Difference";
import type { View } from "./view";
import {
  type DifferenceKind,
  DOUBTFUL,
  GAIN_LIST,
  GAINS,
  KIND_LIST,
  KINDS,
  LIKENESSES,
  type Pair,
  type Weight,
  WEIGHT_LIST,
  WEIGHTS,
} from "./wording";

type Filter = Partial<Pick<View, "kinds" | "gains" | "weights">>;
type Props = {
  analysis: Analysis;
  pairs: readonly Pair[];
  differences: readonly Difference[];
  /** Go to a difference, with others of its sort. */
  onVisit: (found: Difference, filter: Filter) => void;
};

/** How much changed, in what, and for whom: every number leads to the first difference it counts. */
export function Overview({ analysis, pairs, differences, onVisit }: Props) {
  const counts = useMemo(() => countsOf(differences), [differences]);
  if (!differences.length) return <Same pairs={pairs} />;
  const line = (of: DifferenceKind | Weight, name: string, filter: Filter) => (
    <tr key={of}>
      <th scope="row">{name}</th>
      {GAIN_LIST.map((gain) => (
        <td key={gain}>
          <Count
            counted={counts.get(keyOf(of, gain))}
            label={`${name}，${GAINS[gain]}`}
            onGo={(first) => { onVisit(first, { ...filter, gains: [gain] }); }}
          />
        </td>
      ))}
      <td>
        <Count counted={counts.get(keyOf(of))} label={name} onGo={(first) => { onVisit(first, filter); }} />
      </td>
    </tr>
  );
  return (
    <div className="overview-side">
      <table>
        <caption>差异的种类，和对谁有利</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">种类</span>
            </th>
            {GAIN_LIST.map((gain) => (
              <th key={gain} scope="col">
                <GainLetter gain={gain} />
              </th>
            ))}
            <th scope="col">共</th>
          </tr>
        </thead>
        <tbody>
          {KIND_LIST.filter((kind) => counts.has(kind)).map((kind) => line(kind, KINDS[kind], { kinds: [kind] }))}
        </tbody>
        <tfoot>{WEIGHT_LIST.map((weight) => line(weight, WEIGHTS[weight], { weights: [weight] }))}</tfoot>
      </table>
      <Legend />
      <Clauses pairs={pairs} analysis={analysis} />
    </div>
  );
}

type CountProps = { counted: Counted | undefined; label: string; onGo: (first: Difference) => void };

function Count({ counted, label, onGo }: CountProps) {
  if (!counted) return <span className="faint">—</span>;
  const { first, count } = counted;
  return (
    <button type="button" className="count" aria-label={`${label} ${String(count)} 处`} onClick={() => { onGo(first); }}>
      {count}
    </button>
  );
}

function Legend() {
  return (
    <ul className="overview-legend">
      {GAIN_LIST.map((gain) => (
        <li key={gain}>
          <GainLetter gain={gain} /> <span aria-hidden="true">{GAINS[gain]}</span>
        </li>
      ))}
      <li>
        重要：关系到赔不赔、赔多少；一般：时间、义务和条件；次要：手续。
      </li>
    </ul>
  );
}

/** The clauses by how they stand to each other, and what nobody can be sure of. */
function Clauses({ pairs, analysis }: { pairs: readonly Pair[]; analysis: Analysis }) {
  const doubtful = pairs.filter(isDoubtful).length;
  const moved = pairs.filter(({ place }) => place === "moved").length;
  const of = (key: string) => analysis.tally[key] ?? 0;
  return (
    <>
      <dl className="overview-clauses" aria-label="条文">
        {(["changed", "reworded", "only_a", "only_b", "same"] as const).map((likeness) => (
          <div key={likeness}>
            <dt>{LIKENESSES[likeness]}</dt>
            <dd>{of(likeness)} 段</dd>
          </div>
        ))}
        <div>
          <dt>移到别处</dt>
          <dd>{moved} 段</dd>
        </div>
      </dl>
      {doubtful > 0 && (
        <p className="faint">有 {doubtful} 段是否对应把握不大，已在条文旁注明，请核对。</p>
      )}
      {of("only_a") + of("only_b") > 0 && (
        <p className="faint">仅一方有的条文，是在另一份中没有找到对应的内容。</p>
      )}
    </>
  );
}

/** Two clauses that were set side by side though they say little in the same words. */
export function isDoubtful({ a, b, likeness, similarity }: Pair): boolean {
  return a.length > 0 && b.length > 0 && likeness !== "same" && similarity < DOUBTFUL;
}

function Same({ pairs }: { pairs: readonly Pair[] }) {
  return (
    <div className="overview-side">
      <p>两份没有差异：{pairs.length} 段条文全部相同（排版、标点和编号的不同不算）。</p>
    </div>
  );
}
