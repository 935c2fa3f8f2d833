import { Link } from "react-router";

import { all, type Chosen, type Said } from "./address";
import { type Bar, Bars } from "./Bars";
import { binsOf } from "./bins";
import type { Holder, Point, Series } from "./portfolio";
import { Strip } from "./Strip";

type Props = { point: Point; tone: string; open: Chosen | null; onOpen: (chosen: Chosen) => void };

/** A limit, deductible or period: how its figures are spread, unit by unit, and who does not say. */
export function PointCard({ point, tone, open, onOpen }: Props) {
  const ordered = point.series.filter(({ spread }) => spread);
  const apart = point.series.filter(({ spread }) => !spread);
  return (
    <section className={`point ${tone}`} aria-label={point.title}>
      <h3>{point.title}</h3>
      <Said point={point} onOpen={onOpen} />
      {ordered.map((series) => (
        <Spread key={series.series} point={point} series={series} {...{ tone, open, onOpen }} />
      ))}
      {apart.length > 0 && (
        <Bars
          caption={`${point.title}：不与以上并列的`}
          heads={["情形", "文档数"]}
          tone="tone-apart"
          bars={apart.map((series) => apartBar(point, series))}
          {...{ open, onOpen }}
        />
      )}
    </section>
  );
}

function apartBar({ key, stated }: Point, { series, title, documents, records }: Series): Bar {
  const chosen = { ...all(key), series };
  return { key: series, name: title, share: documents / Math.max(stated, 1), figure: countOf(documents, records), chosen };
}

/** How many documents say it; the others are a click away. */
function Said({ point, onOpen }: Pick<Props, "point" | "onOpen">) {
  const { key, stated, silent, unreadable } = point;
  const told: readonly [Said, string, number][] = [
    ["stated", "份有约定", stated],
    ["silent", "份条文没有写明", silent],
    ["unreadable", "份有部分未能读取，不能断定", unreadable],
  ];
  return (
    <p className="point-said">
      {told
        .filter(([, , count]) => count > 0)
        .map(([said, name, count]) => (
          <button
            key={said}
            type="button"
            className={`said said-${said}`}
            onClick={() => {
              onOpen(all(key, said));
            }}
          >
            {count} {name}
          </button>
        ))}
    </p>
  );
}

function Spread({ point, series, tone, open, onOpen }: Props & { series: Series }) {
  const { spread, values, title } = series;
  const bins = binsOf(values);
  const most = Math.max(...bins.map(({ documents }) => documents), 1);
  const bars = bins.map((bin): Bar => ({
    key: bin.key,
    name: bin.shown,
    share: bin.documents / most,
    figure: countOf(bin.documents, bin.records),
    far: bin.far,
    chosen: { ...all(point.key), series: series.series, least: bin.least, most: bin.most },
  }));
  return (
    <div className="series">
      <h4>{title}</h4>
      {spread && (
        <dl className="spread">
          <End name="最小" holder={spread.least} />
          <End name="中位" holder={spread.median} />
          <End name="最大" holder={spread.most} />
        </dl>
      )}
      <Strip series={series} />
      <Bars caption={`${point.title}：${title}`} heads={["数值", "文档数"]} {...{ bars, tone, open, onOpen }} />
      {series.left_out > 0 && <p className="faint">另有 {series.left_out} 个不同的数值没有列出。</p>}
    </div>
  );
}

function End({ name, holder }: { name: string; holder: Holder }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Link to={`/documents/${holder.document_id}?record=${holder.record_id}`} title={holder.document}>
          {holder.shown}
          <span className="unseen">，见《{holder.document}》</span>
        </Link>
      </dd>
    </div>
  );
}

export function countOf(documents: number, records: number): string {
  return records > documents ? `${String(documents)} 份 ${String(records)} 条` : `${String(documents)} 份`;
}
