import { type ReactNode, useRef, useState } from "react";

import type { components } from "../service/schema";
import { FilterChip, flipped } from "./FilterChip";
import { Finding } from "./Finding";
import { useItemOfAddress } from "./keys";
import { countsOf, type Group, type GroupName, groupsOf, VERDICT_ORDER } from "./ordering";
import { ResultFilters } from "./ResultFilters";
import { rememberItem, useListed } from "./useShown";
import { VERDICT_MARKS, VERDICTS } from "./wording";

type Props = {
  review: components["schemas"]["ReviewOut"];
  document: string;
  standard: "law" | "playbook";
};

const NAMES: Readonly<Record<GroupName, string>> = {
  failed: "须处理",
  person: "需人工判断",
  passed: "已检查，没有问题",
  unconcerned: "不涉及",
};
/** Folded at first: they ask for nothing. */
const FOLDED: readonly GroupName[] = ["passed", "unconcerned"];

/** Every check of a playbook or of the law, the gravest first, and what passed. */
export function ReviewResult({ review, document, standard }: Props) {
  const { assessments } = review;
  const list = useRef<HTMLDivElement>(null);
  const at = useItemOfAddress(list);
  const [wanted, want] = useListed("verdict", VERDICT_ORDER);
  const [flippedItems, flipItems] = useState<readonly string[]>([]);
  const [flippedGroups, flipGroups] = useState<readonly GroupName[]>(() => groupsToOpen(review, at));
  const counts = countsOf(assessments);
  const groups = groupsOf(assessments, wanted);
  return (
    <>
      <ResultFilters
        label="按结论筛选"
        total={assessments.length}
        isAll={wanted.length === 0}
        onAll={() => {
          want([]);
        }}
        list={list}
      >
        {VERDICT_ORDER.filter((verdict) => verdict !== "better" || standard === "law" || counts.has(verdict)).map(
          (verdict) => (
            <FilterChip
              key={verdict}
              name={VERDICTS[standard][verdict]}
              mark={VERDICT_MARKS[verdict]}
              tone={`tone-${verdict}`}
              count={counts.get(verdict) ?? 0}
              on={wanted.includes(verdict)}
              onToggle={() => {
                want(flipped(wanted, verdict));
              }}
            />
          ),
        )}
      </ResultFilters>
      <div ref={list} className="check-groups">
        {wanted.length === 0 && groups[0] && FOLDED.includes(groups[0].name) && (
          <p className="check-clean">各项检查没有发现不符合之处，也没有需要人工判断的事项。</p>
        )}
        {groups.map((group) => (
          <GroupOf
            key={group.name}
            group={group}
            isOpen={wanted.length > 0 || FOLDED.includes(group.name) === flippedGroups.includes(group.name)}
            mayFold={wanted.length === 0 && FOLDED.includes(group.name)}
            onFold={() => {
              flipGroups(flipped(flippedGroups, group.name));
            }}
          >
            {group.assessments.map((assessment) => (
              <Finding
                key={assessment.rule}
                {...{ assessment, document, standard }}
                isOpen={FOLDED.includes(group.name) === flippedItems.includes(assessment.rule)}
                onToggle={() => {
                  flipItems(flipped(flippedItems, assessment.rule));
                }}
                onFocus={() => {
                  rememberItem(assessment.rule);
                }}
              />
            ))}
          </GroupOf>
        ))}
      </div>
    </>
  );
}

/** The folded group that holds the item which the address names. */
function groupsToOpen({ assessments }: Props["review"], at: string): readonly GroupName[] {
  const group = groupsOf(assessments, []).find((one) => one.assessments.some(({ rule }) => rule === at));
  return group && FOLDED.includes(group.name) ? [group.name] : [];
}

type GroupProps = {
  group: Group;
  isOpen: boolean;
  mayFold: boolean;
  onFold: () => void;
  children: ReactNode;
};

function GroupOf({ group, isOpen, mayFold, onFold, children }: GroupProps) {
  const told = `${NAMES[group.name]}（${String(group.assessments.length)}）`;
  return (
    <section className={`check-group check-${group.name}`} aria-label={NAMES[group.name]}>
      <h2 data-finding={group.name}>
        {mayFold ? (
          <button
            type="button"
            className="check-fold"
            data-item={`group ${group.name}`}
            aria-expanded={isOpen}
            onClick={onFold}
          >
            {told}
            <span className="faint">{isOpen ? "收起" : "展开"}</span>
          </button>
        ) : (
          told
        )}
      </h2>
      <ol className="check-items" hidden={!isOpen}>
        {children}
      </ol>
    </section>
  );
}
