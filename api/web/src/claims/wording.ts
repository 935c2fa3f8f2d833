import type { BoundKind, LossKind } from "./draft";
import type { Determination } from "./querying";

export const LOSS_KINDS: Readonly<Record<LossKind, string>> = {
  direct: "直接损失",
  indirect: "间接损失",
  cost: "诉讼、鉴定等费用",
  mitigation: "施救费用",
  benefit: "定额给付",
};

export const BOUND_KINDS: Readonly<Record<BoundKind, string>> = {
  sum_insured: "保险金额",
  per_occurrence: "每次事故限额",
  aggregate: "累计限额",
  per_person: "每人限额",
  per_item: "每项限额",
  sub_limit: "分项限额",
  deductible: "免赔额（率）",
  copay: "自负比例",
  contribution: "分摊",
  other: "其他",
};
export const LIMIT_KINDS: readonly BoundKind[] = ["sum_insured", "per_occurrence", "aggregate", "per_person", "per_item", "sub_limit"];
export const DEDUCTIBLE_KINDS: readonly BoundKind[] = ["deductible", "copay", "per_item", "per_person", "aggregate"];
export const DEDUCTIBLE_NAMES: Readonly<Record<string, string>> = {
  deductible: "每次事故免赔",
  copay: "自负比例",
  per_item: "每项免赔",
  per_person: "每人免赔",
  aggregate: "累计（年度）免赔",
};

export type Tone = "good" | "bad" | "open" | "quiet";
type Worded<Key extends string> = Readonly<Record<Key, { name: string; tone: Tone }>>;

export const COVERAGE: Worded<Determination["coverage"][number]["status"]> = {
  met: { name: "符合", tone: "good" },
  possible: { name: "可能符合，须人工核实", tone: "open" },
  not_met: { name: "不符合", tone: "quiet" },
};

export const EXCLUSIONS: Worded<Determination["exclusions"][number]["status"]> = {
  applies: { name: "适用", tone: "bad" },
  possible: { name: "可能适用，须人工核实", tone: "open" },
  ruled_out: { name: "不适用", tone: "quiet" },
};

export const DUTIES: Worded<Determination["duties"][number]["status"]> = {
  broken: { name: "未履行", tone: "bad" },
  unknown: { name: "尚不清楚", tone: "open" },
  kept: { name: "已履行", tone: "good" },
};

export const EFFECTS: Readonly<Record<Determination["duties"][number]["effect"], string>> = {
  whole: "全部不赔",
  enlarged: "扩大的部分不赔",
  unverifiable: "无法核实的部分不赔",
  rescission: "保险人可解除合同",
  reduction: "按比例减付",
  none: "条文没有写明后果",
};

export const PAPERS: Worded<Determination["documents"][number]["status"]> = {
  missing: { name: "未提交", tone: "bad" },
  unknown: { name: "案情没有说明", tone: "open" },
  present: { name: "已提交", tone: "good" },
};

export const PERIODS: Worded<Determination["period"]["status"]> = {
  inside: { name: "在期间内", tone: "good" },
  outside: { name: "不在期间内", tone: "bad" },
  unknown: { name: "尚不清楚", tone: "open" },
};
