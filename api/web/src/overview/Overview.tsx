import { Alert, Button, Spin } from "antd";
import { useCallback, useMemo } from "react";
import { Link, useSearchParams } from "react-router";

import "../reader/palette.css";
import { useMode } from "../style/mode";
import { all, type Chosen, chosenIn, type Scope, scopeIn, withChosen, withScope } from "./address";
import { Chapters } from "./Chapters";
import "./overview.css";
import { type Portfolio, usePortfolio } from "./portfolio";
import { ScopeBar } from "./ScopeBar";
import { DocumentLinks, SourcesPanel } from "./SourcesPanel";
import { CHAPTERS, STANDINGS } from "./wording";

/** Charts of a portfolio; every figure opens the records behind it. What is looked at is in the address. */
export default function Overview() {
  const mode = useMode();
  const [search, setSearch] = useSearchParams();
  const scope = useMemo(() => scopeIn(search), [search]);
  const chosen = useMemo(() => chosenIn(search), [search]);
  const { data, error, isPending, isFetching, refetch } = usePortfolio(scope);
  const open = useCallback(
    (next: Chosen | null) => {
      setSearch((now) => withChosen(now, next), { replace: next === null });
    },
    [setSearch],
  );
  const narrow = (next: Scope) => {
    setSearch((now) => withScope(now, next));
  };
  return (
    <div className="overview palette" data-mode={mode} aria-busy={isFetching}>
      <header className="overview-head">
        <h1>总览</h1>
        <ScopeBar scope={scope} lines={data?.lines ?? []} insurers={data?.insurers ?? []} onChange={narrow} />
      </header>
      {error && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={error.message}
          action={<Button size="small" onClick={() => void refetch()}>重试</Button>}
        />
      )}
      {isPending && <Spin className="sources-wait" />}
      {data && <Shown portfolio={data} isAll={search.size === 0} chosen={chosen} onOpen={open} />}
      {data && chosen && (
        <SourcesPanel
          key={chosen.point}
          scope={scope}
          chosen={chosen}
          {...toldOf(data, chosen)}
          onSay={(said) => {
            open(all(chosen.point, said));
          }}
          onClose={() => {
            open(null);
          }}
        />
      )}
    </div>
  );
}

type ShownProps = { portfolio: Portfolio; isAll: boolean; chosen: Chosen | null; onOpen: (chosen: Chosen) => void };

function Shown({ portfolio, isAll, chosen, onOpen }: ShownProps) {
  const { read = 0, partial = 0, unread = 0, waiting = 0 } = portfolio.documents;
  if (read + partial + unread + waiting === 0) return <Empty isAll={isAll} />;
  return (
    <>
      <Documents portfolio={portfolio} />
      {read + partial > 0 && (
        <>
          <nav className="overview-parts" aria-label="本页各节">
            {[...CHAPTERS, { group: "exclusions", name: "责任免除" }, { group: "counts", name: "记录与发现" }].map(({ group, name }) => (
              <a key={group} href={`#overview-${group}`}>
                {name}
              </a>
            ))}
          </nav>
          <Chapters portfolio={portfolio} open={chosen} onOpen={onOpen} />
        </>
      )}
    </>
  );
}

/** How many documents the figures are of, and which could not be read. */
function Documents({ portfolio }: { portfolio: Portfolio }) {
  const { documents, unread, left_out: older } = portfolio;
  const told = (Object.keys(STANDINGS) as (keyof typeof STANDINGS)[]).filter((one) => documents[one]);
  return (
    <div className="overview-documents">
      <p role="status">
        {told.map((one) => (
          <span key={one} className={`standing standing-${one}`}>
            {STANDINGS[one]} <strong>{documents[one]}</strong> 份
          </span>
        ))}
        {older > 0 && <span className="faint">另有 {older} 份较早的文档不在总览内；请用险种或保险人缩小范围。</span>}
      </p>
      {unread.length > 0 && (
        <details>
          <summary>没有全部读出的 {unread.length} 份</summary>
          <DocumentLinks documents={unread} />
        </details>
      )}
    </div>
  );
}

function Empty({ isAll }: { isAll: boolean }) {
  return (
    <div className="overview-empty">
      <h2>{isAll ? "还没有可以汇总的文档" : "所选范围内没有文档"}</h2>
      <p>
        {isAll ? (
          <>
            请先到<Link to="/library">文档库</Link>上传条款；读出后，这里汇总限额、免赔、期间和责任免除。
          </>
        ) : (
          "请放宽险种、保险人或文档的选择，或点“看全部”。"
        )}
      </p>
    </div>
  );
}

/** The panel's title, and how many documents say so, for what was chosen. */
function toldOf(portfolio: Portfolio, chosen: Chosen) {
  const point = portfolio.points.find(({ key }) => key === chosen.point);
  const count = [...portfolio.types, ...portfolio.findings].find(({ key }) => key === chosen.point);
  if (!point) return { title: count?.title ?? "原文", said: null };
  const { stated, silent, unreadable } = point;
  const series = point.series.find(({ series: one }) => one === chosen.series);
  const values = series?.values.filter(({ value }) => value === chosen.least || value === chosen.most) ?? [];
  const shown = [...new Set(values.map((one) => one.shown))].join(" – ") || (series?.spread ? "" : (series?.title ?? ""));
  return {
    title: shown ? `${point.title}：${shown}` : point.title,
    // Of a part of the records, the documents that do not say are not asked.
    said: chosen.series ? null : { stated, silent, unreadable },
  };
}
