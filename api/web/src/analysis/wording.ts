import type { Tone } from "../library/wording";
import type { Analysis, AnalysisKind } from "./analyses";

export const ANALYSIS_KINDS: Readonly<Record<AnalysisKind, string>> = {
  comparison: "两份比对",
  matrix: "要素对照",
  playbook: "按标准审查",
  law: "法律核对",
  exemptions: "免责事项",
  neighbours: "与文档库比较",
  claim: "理赔核定",
};

/** Chinese name and tone of an analysis's state. */
export const ANALYSIS_STATES: Readonly<Record<Analysis["state"], { name: string; tone: Tone }>> = {
  queued: { name: "排队中", tone: "default" },
  running: { name: "进行中", tone: "processing" },
  ready: { name: "已完成", tone: "success" },
  failed: { name: "未完成", tone: "error" },
  cancelled: { name: "已取消", tone: "warning" },
};
