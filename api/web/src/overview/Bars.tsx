import type { Chosen } from "./address";

/** A bar that opens what is behind it. `share` is its length, 0 to 1; `rest` goes on hollow where others could say it and do not. */
export type Bar = { key: string; name: string; share: number; rest?: number; figure: string; note?: string; far?: boolean; chosen: Chosen };

type Props = {
  caption: string;
  /** What the rows are, and what is counted. */
  heads: readonly [string, string];
  bars: readonly Bar[];
  /** The class that gives the colour. */
  tone: string;
  open: Chosen | null;
  onOpen: (chosen: Chosen) => void;
};

/** A bar chart that is a table: what is seen as bars is read aloud as rows; every row opens its records. */
export function Bars({ caption, heads, bars, tone, open, onOpen }: Props) {
  return (
    <table className={`bars ${tone}`}>
      <caption className="unseen">{caption}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{heads[0]}</th>
          <th scope="col">{heads[1]}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.key} className={bar.far ? "bar bar-far" : "bar"} data-open={same(bar.chosen, open) || undefined}>
            <th scope="row">
              <button
                type="button"
                className="bar-name"
                aria-haspopup="dialog"
                onClick={() => {
                  onOpen(bar.chosen);
                }}
              >
                {bar.name}
                {bar.far && <span className="bar-tag">偏离</span>}
              </button>
            </th>
            <td>
              <span className="bar-row">
                <span className="bar-track" aria-hidden="true">
                  <span className="bar-fill" style={{ width: `${String(Math.max(bar.share * 100, 0.8))}%` }} />
                  {bar.rest !== undefined && <span className="bar-rest" style={{ width: `${String(bar.rest * 100)}%` }} />}
                </span>
                <span className="bar-figure">
                  {bar.figure}
                  {bar.note && <span className="faint"> {bar.note}</span>}
                </span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function same(one: Chosen, other: Chosen | null): boolean {
  return (
    other !== null &&
    one.point === other.point &&
    one.series === other.series &&
    one.least === other.least &&
    one.most === other.most
  );
}
