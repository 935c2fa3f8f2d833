import type { Analysis } from "../analysis/analyses";
import type { components } from "../service/schema";
import { type Extent, type Verdict, VERDICTS, type Weight } from "./wording";

export type Assessment = components["schemas"]["AssessmentOut"];
export type Exemption = components["schemas"]["ExemptionOut"];

/** Gravest first; it is the order of the filters too. */
export const VERDICT_ORDER: readonly Verdict[] = ["worse", "absent", "person", "better", "agrees", "not_concerned"];
export const EXTENT_ORDER: readonly Extent[] = ["full", "part", "time", "forfeit", "share"];
const WEIGHT_ORDER: Readonly<Record<Weight, number>> = { high: 0, medium: 1, low: 2 };

export type GroupName = "failed" | "person" | "passed" | "unconcerned";
export type Group = { name: GroupName; assessments: readonly Assessment[] };

const GROUPS: readonly (readonly [GroupName, readonly Verdict[]])[] = [
  ["failed", ["worse", "absent"]],
  ["person", ["person"]],
  ["passed", ["agrees", "better"]],
  ["unconcerned", ["not_concerned"]],
];

/** How many checks came to each verdict. */
export function countsOf(assessments: readonly Assessment[]): ReadonlyMap<Verdict, number> {
  const counts = new Map<Verdict, number>();
  for (const { verdict } of assessments) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return counts;
}

/**
 * The checks in groups: what failed, what a person must judge, what passed, what is not touched. In each the weightiest
 * first, and of one weight what is worse before what is absent. Only the verdicts that are wanted; of none, all.
 */
export function groupsOf(assessments: readonly Assessment[], wanted: readonly Verdict[]): readonly Group[] {
  return GROUPS.map(([name, verdicts]) => ({
    name,
    assessments: assessments
      .filter(({ verdict }) => verdicts.includes(verdict) && (!wanted.length || wanted.includes(verdict)))
      .sort(byGravity),
  })).filter((group) => group.assessments.length > 0);
}

function byGravity(one: Assessment, other: Assessment): number {
  return (
    WEIGHT_ORDER[one.weight] - WEIGHT_ORDER[other.weight] ||
    VERDICT_ORDER.indexOf(one.verdict) - VERDICT_ORDER.indexOf(other.verdict)
  );
}

/** Whether the verdict rests on pages that could not be read, and not on what the text says. */
export function isUnread({ reason, sources }: Assessment): boolean {
  return sources.length === 0 && reason.includes("未能读取");
}

export type ExemptionFilter = { extents: readonly Extent[]; hidden: boolean; outside: boolean };

export type Numbered = { number: number; exemption: Exemption };
export type ExemptionGroup = { extent: Extent; exemptions: readonly Numbered[] };

/** The exemptions by how far they free the insurer, numbered through in the order of the document. */
export function exemptionsBy(all: readonly Exemption[], filter: ExemptionFilter): readonly ExemptionGroup[] {
  const numbered = all
    .map((exemption, index) => ({ number: index + 1, exemption }))
    .filter(({ exemption }) => fits(exemption, filter));
  return EXTENT_ORDER.map((extent) => ({
    extent,
    exemptions: numbered.filter(({ exemption }) => exemption.extent === extent),
  })).filter((group) => group.exemptions.length > 0);
}

/** The first so many exemptions of the groups, in their order; a group of which none is left goes. */
export function firstOf(groups: readonly ExemptionGroup[], most: number): readonly ExemptionGroup[] {
  let left = most;
  const kept: ExemptionGroup[] = [];
  for (const { extent, exemptions } of groups) {
    if (left <= 0) break;
    kept.push({ extent, exemptions: exemptions.slice(0, left) });
    left -= exemptions.length;
  }
  return kept;
}

function fits({ extent, prompt, section }: Exemption, { extents, hidden, outside }: ExemptionFilter): boolean {
  return (
    (!extents.length || extents.includes(extent)) && (!hidden || prompt !== "shown") && (!outside || !section)
  );
}

/** What a list says of a check: ``低于法律 2 · 需人工判断 5 · 符合 9``. */
export function whatCameOf({ kind, tally }: Pick<Analysis, "kind" | "tally">): string {
  if (kind === "exemptions") {
    return `共 ${String(tally.exemptions ?? 0)} 项，责任免除部分之外 ${String(tally.outside ?? 0)} 项`;
  }
  const names = VERDICTS[kind === "law" ? "law" : "playbook"];
  return VERDICT_ORDER.flatMap((verdict) => (tally[verdict] ? `${names[verdict]} ${String(tally[verdict])}` : [])).join(" · ");
}
