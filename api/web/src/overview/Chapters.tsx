import { all, type Chosen } from "./address";
import { type Bar, Bars } from "./Bars";
import { countOf, PointCard } from "./PointCard";
import type { Count, Point, Portfolio } from "./portfolio";
import { CHAPTERS } from "./wording";

type Props = { portfolio: Portfolio; open: Chosen | null; onOpen: (chosen: Chosen) => void };

/** Every figure of the overview, chapter by chapter. */
export function Chapters({ portfolio, open, onOpen }: Props) {
  const exclusions = portfolio.points.filter(({ group }) => group === "exclusions");
  const most = Math.max(...exclusions.map(askedOf), 1);
  return (
    <>
      {CHAPTERS.map(({ group, name, tone, told }) => (
        <Chapter key={group} id={group} name={name} told={told}>
          <Points points={portfolio.points.filter((point) => point.group === group)} {...{ name, tone, open, onOpen }} />
        </Chapter>
      ))}
      <Chapter id="exclusions" name="责任免除" told="同一事由见于多少份文档，多的在前：实心为除外的文档，空心为有关险种中没有写明的。">
        {exclusions.length ? (
          <div className="point type-exclusion point-wide">
            <Bars
              caption="责任免除：各事由的文档数"
              heads={["事由", "文档数"]}
              tone="type-exclusion"
              bars={exclusions.map((point) => exclusionBar(point, most))}
              {...{ open, onOpen }}
            />
          </div>
        ) : (
          <Nothing name="责任免除" />
        )}
      </Chapter>
      <Chapter id="counts" name="记录与发现" told="复核时驳回的不计。">
        <div className="points">
          <Counts name="各类记录" tone="type-definition" counts={portfolio.types} {...{ open, onOpen }} />
          <Counts name="各种发现" tone="tone-finding" counts={portfolio.findings} {...{ open, onOpen }} />
        </div>
      </Chapter>
    </>
  );
}

/** How many documents the point concerns. */
function askedOf({ stated, silent, unreadable }: Point): number {
  return stated + silent + unreadable;
}

/** Filled as far as documents exclude it, hollow as far as they could and do not. */
function exclusionBar(point: Point, most: number): Bar {
  const { key, title, stated, silent, unreadable } = point;
  const notes = [silent ? `没有写明 ${String(silent)}` : "", unreadable ? `未能读取 ${String(unreadable)}` : ""];
  return {
    key,
    name: title,
    share: stated / most,
    rest: (silent + unreadable) / most,
    figure: `${String(stated)} / ${String(askedOf(point))} 份`,
    note: notes.filter(Boolean).join("，"),
    chosen: all(key),
  };
}

type ChapterProps = { id: string; name: string; told: string; children: React.ReactNode };

function Chapter({ id, name, told, children }: ChapterProps) {
  return (
    <section className="chapter" id={`overview-${id}`} aria-labelledby={`overview-${id}-head`}>
      <h2 id={`overview-${id}-head`}>{name}</h2>
      <p className="faint">{told}</p>
      {children}
    </section>
  );
}

type PointsProps = Omit<Props, "portfolio"> & { points: readonly Point[]; name: string; tone: string };

function Points({ points, name, tone, open, onOpen }: PointsProps) {
  if (points.length === 0) return <Nothing name={name} />;
  return (
    <div className="points">
      {points.map((point) => (
        <PointCard key={point.key} {...{ point, tone, open, onOpen }} />
      ))}
    </div>
  );
}

type CountsProps = Omit<Props, "portfolio"> & { name: string; tone: string; counts: readonly Count[] };

function Counts({ name, tone, counts, open, onOpen }: CountsProps) {
  const most = Math.max(...counts.map(({ records }) => records), 1);
  const bars = counts.map(({ key, title, records, documents }): Bar => ({
    key,
    name: title,
    share: records / most,
    figure: `${String(records)} 条`,
    note: countOf(documents, 0),
    chosen: all(key),
  }));
  return (
    <section className={`point ${tone}`} aria-label={name}>
      <h3>{name}</h3>
      {bars.length ? <Bars caption={name} heads={["名称", "条数"]} {...{ bars, tone, open, onOpen }} /> : <Nothing name={name} />}
    </section>
  );
}

function Nothing({ name }: { name: string }) {
  return <p className="faint">所选文档的条文没有写明{name}。</p>;
}
