import { useCallback, useRef, useState } from "react";

import { useNarrow, usePrinting } from "../reader/narrow";
import type { components } from "../service/schema";
import { ExemptionItem } from "./ExemptionItem";
import { FilterChip, flipped } from "./FilterChip";
import { useItemOfAddress } from "./keys";
import { type Exemption, EXTENT_ORDER, exemptionsBy, firstOf } from "./ordering";
import { Rest } from "./Rest";
import { ResultFilters } from "./ResultFilters";
import { useListed } from "./useShown";
import { EXTENTS } from "./wording";

type Props = { map: components["schemas"]["ExemptionMapOut"]; document: string };

const STEP = 60; // items shown at first, and more at a time

const FILTERS = [...EXTENT_ORDER, "hidden", "outside"] as const;
type Filter = (typeof FILTERS)[number];

/** What a filter lets through; those of one kind add up, those of two narrow down. */
const NAMES: Readonly<Record<Filter, string>> = { ...EXTENTS, hidden: "未作或未能判断提示", outside: "责任免除部分之外" };

function fits(filter: Filter, { extent, prompt, section }: Exemption): boolean {
  if (filter === "hidden") return prompt !== "shown";
  return filter === "outside" ? !section : extent === filter;
}

/** Every provision that frees or lightens the insurer (免责事项): how far, and how it is shown to the policyholder. */
export function ExemptionResult({ map: { exemptions, notes }, document }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const at = useItemOfAddress(list);
  const [wanted, want] = useListed("only", FILTERS);
  const [closed, close] = useState<readonly number[]>([]);
  const toggle = useCallback((number: number) => {
    close((before) => flipped(before, number));
  }, []);
  const groups = exemptionsBy(exemptions, {
    extents: EXTENT_ORDER.filter((extent) => wanted.includes(extent)),
    hidden: wanted.includes("hidden"),
    outside: wanted.includes("outside"),
  });
  const all = groups.flatMap((group) => group.exemptions);
  const [asked, askFor] = useState(() => all.findIndex(({ number }) => String(number) === at) + 1 + STEP);
  const most = usePrinting() ? Infinity : asked;
  return (
    <>
      <ResultFilters
        label="筛选免责事项"
        total={exemptions.length}
        isAll={wanted.length === 0}
        onAll={() => {
          want([]);
        }}
        list={list}
      >
        {FILTERS.map((filter) => (
          <FilterChip
            key={filter}
            name={NAMES[filter]}
            count={exemptions.filter((one) => fits(filter, one)).length}
            on={wanted.includes(filter)}
            onToggle={() => {
              want(flipped(wanted, filter));
            }}
          />
        ))}
      </ResultFilters>
      <div ref={list} className="check-groups">
        <Notes notes={notes} />
        {exemptions.length === 0 && (
          <p className="check-clean">全文没有找到免除或者减轻保险人责任的约定。</p>
        )}
        {exemptions.length > 0 && groups.length === 0 && <p className="check-clean">没有同时符合所选各项的免责事项。</p>}
        {firstOf(groups, most).map(({ extent, exemptions: found }) => (
          <section key={extent} className="check-group" aria-label={EXTENTS[extent]}>
            <h2>
              {EXTENTS[extent]}（{all.filter(({ exemption }) => exemption.extent === extent).length}）
            </h2>
            <ol className="check-items">
              {found.map(({ number, exemption }) => (
                <ExemptionItem
                  key={number}
                  {...{ number, exemption, document }}
                  isOpen={!closed.includes(number)}
                  onToggle={toggle}
                />
              ))}
            </ol>
          </section>
        ))}
        {all.length > most && (
          <Rest
            count={all.length - most}
            onMore={() => {
              askFor(asked + STEP);
            }}
          />
        )}
      </div>
    </>
  );
}

/** What whoever reads the list must know. */
function Notes({ notes }: { notes: readonly string[] }) {
  const narrow = useNarrow();
  if (!notes.length) return null;
  return (
    <details className="check-notes" open={!narrow}>
      <summary>阅读说明（{notes.length}）</summary>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </details>
  );
}
