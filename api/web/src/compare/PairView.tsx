import { Drawer, Segmented } from "antd";
import { useMemo, useState } from "react";
import { useNavigate } from "react-router";

import type { Analysis } from "../analysis/analyses";
import { useNarrow } from "../reader/narrow";
import type { components } from "../service/schema";
import { type Difference, differencesOf, filtered, stepFrom } from "./differences";
import { DifferencePanel } from "./DifferencePanel";
import { KeyHelp } from "../frame/KeyHelp";
import { KEYS, useCompareKeys } from "./keys";
import { Overview } from "./Overview";
import { PairHead } from "./PairHead";
import { PairRows } from "./PairRows";
import { readerAt } from "./place";
import { rowsOf } from "./rows";
import { StepBar } from "./StepBar";
import { useHeadings, usePairsOfTypes } from "./subjects";
import { UNFILTERED, useView, type View } from "./view";
import type { Pair } from "./wording";

type Comparison = components["schemas"]["ComparisonOut"];

/** Two documents side by side, and their differences one after the other. */
export function PairView({ analysis, comparison: { pairs } }: { analysis: Analysis; comparison: Comparison }) {
  const narrow = useNarrow();
  const go = useNavigate();
  const [view, change] = useView();
  const [isListed, setListed] = useState(false);
  const [isHelped, setHelped] = useState(false);
  const seen = useSeen(analysis, pairs, view);
  const { all, shown, current } = seen;
  const [target, setTarget] = useState({ turn: 0 });
  const visit = (found: Difference | undefined, filter: Partial<View> = {}) => {
    if (!found) return;
    change({ ...filter, at: found.at });
    setTarget(({ turn }) => ({ turn: turn + 1 }));
  };
  const step = (by: 1 | -1) => {
    visit(stepFrom(shown, view.at, by));
  };
  const open = () => {
    const place = current && placeOf(analysis, pairs, current);
    if (place) void go(place);
  };
  useCompareKeys({
    next: () => { step(1); },
    previous: () => { step(-1); },
    open,
    words: () => {
      change({ panel: "list" });
      if (narrow) setListed(true);
      requestAnimationFrame(() => document.querySelector<HTMLElement>(".difference-words input")?.focus());
    },
    list: () => {
      change({ panel: view.panel === "list" ? "overview" : "list" });
      if (narrow) setListed(true);
    },
    unfilter: () => { change(UNFILTERED); },
    help: () => { setHelped(true); },
  });
  const side = (
    <>
      <Segmented<View["panel"]>
        block
        aria-label="概览，或逐处列出"
        value={view.panel}
        options={[
          { value: "overview", label: "概览" },
          { value: "list", label: `差异 ${String(all.length)} 处` },
        ]}
        onChange={(panel) => { change({ panel }); }}
      />
      {view.panel === "overview" ? (
        <Overview
          {...{ analysis, pairs }}
          differences={all}
          onVisit={(found, filter) => {
            visit(found, { ...UNFILTERED, ...filter, panel: "list" });
            setListed(false);
          }}
        />
      ) : (
        <DifferencePanel
          {...{ view, change, shown }}
          total={all.length}
          types={seen.types}
          onVisit={(found) => {
            visit(found);
            setListed(false);
          }}
        />
      )}
    </>
  );
  return (
    <>
      <PairHead analysis={analysis} onHelp={narrow ? null : () => { setHelped(true); }} />
      <div className="compare-body">
        {narrow ? (
          <Drawer
            open={isListed}
            onClose={() => { setListed(false); }}
            placement="left"
            size="min(360px, 92vw)"
            title="差异"
            rootClassName="compare-drawer"
            getContainer={() => document.querySelector<HTMLElement>(".compare") ?? document.body}
          >
            <div className="compare-side">{side}</div>
          </Drawer>
        ) : (
          <aside className="compare-side" aria-label="差异">
            {side}
          </aside>
        )}
        <div className="compare-main">
          <StepBar
            {...{ shown, current, view }}
            onStep={step}
            onUnfilter={() => { change(UNFILTERED); }}
            onList={narrow ? () => { setListed(true); } : null}
            onFold={seen.opened.size ? () => { seen.setOpened(new Set()); } : null}
          />
          <PairRows
            {...{ analysis, pairs, target }}
            rows={seen.rows}
            headings={seen.headings}
            differences={seen.byPair}
            current={current}
            onOpen={(opened) => { seen.setOpened(new Set([...seen.opened, ...opened])); }}
            onVisit={visit}
          />
        </div>
      </div>
      <KeyHelp open={isHelped} keys={KEYS} onClose={() => { setHelped(false); }} />
    </>
  );
}

/** All differences, those that the filter lets through, and the rows that show them. */
function useSeen(analysis: Analysis, pairs: readonly Pair[], view: View) {
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const headings = useHeadings(analysis.documents);
  const types = usePairsOfTypes(analysis.documents, pairs, view.types);
  const all = useMemo(() => differencesOf(pairs), [pairs]);
  const { kinds, gains, weights, words, at } = view;
  const shown = useMemo(
    () => filtered(all, pairs, { kinds, gains, weights, words, pairs: types.pairs }),
    [all, pairs, kinds, gains, weights, words, types.pairs],
  );
  const current = at === null ? undefined : all[at];
  const fitting = useMemo(() => new Set(shown.map(({ pair }) => pair)), [shown]);
  // Only what the filter leaves out changes the rows when it is gone to: the others are shown anyway.
  const besides = current && !fitting.has(current.pair) ? current.pair : null;
  const rows = useMemo(() => {
    const wanted = besides === null ? fitting : new Set([...fitting, besides]);
    const sectionOf = ({ a, b }: Pair) => (b[0] ? headings("b", b[0].path) : headings("a", a[0]?.path ?? "")).section;
    return rowsOf({ pairs, wanted, opened, sectionOf });
  }, [pairs, fitting, besides, opened, headings]);
  const byPair = useMemo(() => {
    const found = new Map<number, Difference[]>();
    for (const one of all) found.set(one.pair, [...(found.get(one.pair) ?? []), one]);
    return found;
  }, [all]);
  return { all, shown, current, rows, byPair, headings, opened, setOpened, types };
}

/** The words of the difference in the second text, or in the first where the second has none. */
function placeOf({ documents }: Analysis, pairs: readonly Pair[], { change, pair }: Difference): string | null {
  const [a, b] = [change?.before ?? pairs[pair]?.a[0], change?.after ?? pairs[pair]?.b[0]];
  if (b && documents[1]) return readerAt(documents[1], b);
  return a && documents[0] ? readerAt(documents[0], a) : null;
}
