import type { components } from "../service/schema";

export type Verdict = components["schemas"]["Verdict"];
export type Weight = components["schemas"]["Weight"];
export type Extent = components["schemas"]["Extent"];
export type Prompt = components["schemas"]["Prompt"];
export type LineOfCover = components["schemas"]["LineOfCover"];
export type Stance = components["schemas"]["PlaybookOut"]["stance"];
export type CheckKind = "law" | "playbook" | "exemptions";

export const CHECK_KINDS: readonly CheckKind[] = ["law", "playbook", "exemptions"];
export const KIND_NAMES: Readonly<Record<CheckKind, string>> = {
  law: "法律核对",
  playbook: "按标准审查",
  exemptions: "免责事项",
};

type Standard = "law" | "playbook";

/** What a verdict is called: against the law, and against a playbook. */
export const VERDICTS: Readonly<Record<Standard, Readonly<Record<Verdict, string>>>> = {
  law: {
    worse: "低于法律",
    absent: "应载未载",
    person: "需人工判断",
    better: "优于法律",
    agrees: "符合",
    not_concerned: "不涉及",
  },
  playbook: {
    worse: "不符合",
    absent: "应有而未载明",
    person: "需人工判断",
    better: "优于要求",
    agrees: "符合",
    not_concerned: "不涉及",
  },
};
/** One character each, so that no mark rests on its colour alone; the same as in the reports. */
export const VERDICT_MARKS: Readonly<Record<Verdict, string>> = {
  worse: "✗",
  absent: "缺",
  person: "？",
  better: "优",
  agrees: "✓",
  not_concerned: "—",
};
export const WEIGHTS: Readonly<Record<Weight, string>> = { high: "重要", medium: "一般", low: "次要" };
export const LINES: Readonly<Record<LineOfCover, string>> = {
  liability: "责任保险",
  property: "财产损失保险",
  cargo: "货物运输保险",
  motor: "机动车保险",
  credit: "信用、保证保险",
  agriculture: "农业保险",
  life: "人寿、年金保险",
  health: "健康保险",
  accident: "意外伤害保险",
  service: "服务类合同",
};
export const STANCES: Readonly<Record<Stance, string>> = {
  insured: "投保人、被保险人",
  insurer: "保险人",
  broker: "经纪人、代理人",
};
export const EXTENTS: Readonly<Record<Extent, string>> = {
  full: "不承担责任",
  part: "减轻责任",
  time: "一段期间内不承担",
  forfeit: "因当事人行为丧失权利",
  share: "与其他保险分摊",
};
export const PROMPTS: Readonly<Record<Prompt, string>> = {
  shown: "已提示",
  not_shown: "未作显著提示",
  unknown: "有无提示未能判断",
};

export function linesOf(lines: readonly LineOfCover[]): string {
  return lines.map((line) => LINES[line]).join("、");
}

const NUMERALS = "零一二三四五六七八九十";

/** 《保险法》第二十三条第一款. */
export function citationOf({ law, article, paragraph }: components["schemas"]["CitationOut"]): string {
  return `《${law}》${article}${paragraph ? `第${NUMERALS[paragraph] ?? String(paragraph)}款` : ""}`;
}
