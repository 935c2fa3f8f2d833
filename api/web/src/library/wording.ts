import dayjs from "dayjs";

import type { components } from "../service/schema";
import type { Stage } from "./sent";

export type State = components["schemas"]["DocumentOut"]["state"];
export type Kind = components["schemas"]["ReadingOut"]["kind"];
export type Line = components["schemas"]["DocumentOut"]["lines"][number];
export type Progress = components["schemas"]["Progress"];
export type Tone = "default" | "processing" | "success" | "warning" | "error";

/** Chinese name and tone of a document's state. */
export const STATES: Readonly<Record<State, { name: string; tone: Tone }>> = {
  queued: { name: "排队中", tone: "default" },
  reading: { name: "读取中", tone: "processing" },
  ready: { name: "已读出", tone: "success" },
  failed: { name: "读取失败", tone: "error" },
  cancelled: { name: "已取消", tone: "warning" },
};

export const KINDS: Readonly<Record<Kind, string>> = { clauses: "条款", contract: "合同" };

/** Lines of insurance, as short as a list wants them. */
export const LINES: Readonly<Record<Line, string>> = {
  liability: "责任险",
  property: "财产险",
  cargo: "货运险",
  motor: "车险",
  credit: "信用保证险",
  agriculture: "农业险",
  life: "寿险",
  health: "健康险",
  accident: "意外险",
  service: "服务合同",
};

/** How far the review of a document is that has been read. */
export const PROGRESS: Readonly<Record<Progress, string>> = { none: "尚未复核", partial: "复核中", done: "已复核完" };

export const SORTS = {
  created: "上传时间",
  updated: "最近变化",
  name: "名称",
  findings: "发现条数",
  pending: "待复核条数",
} as const;

/** What the original is. */
export const SOURCES: Readonly<Record<string, string>> = {
  text: "文本",
  markdown: "Markdown",
  html: "网页",
  docx: "Word",
  doc: "Word（doc）",
  pdf: "PDF",
  image: "图片",
};

/** Chinese name and tone of a file on its way. */
export const STAGES: Readonly<Record<Stage, { name: string; tone: Tone }>> = {
  waiting: { name: "等待发送", tone: "default" },
  sending: { name: "发送中", tone: "processing" },
  queued: { name: "排队中", tone: "default" },
  reading: { name: "读取中", tone: "processing" },
  ready: { name: "已读出", tone: "success" },
  existing: { name: "库中已有", tone: "default" },
  refused: { name: "未接收", tone: "error" },
  unsent: { name: "未送达", tone: "error" },
  failed: { name: "读取失败", tone: "error" },
  cancelled: { name: "已取消", tone: "warning" },
};

/** The day, and the time of the day where it is today. */
export function when(instant: string, now = dayjs()): string {
  const at = dayjs(instant);
  if (at.isSame(now, "day")) return at.format("今天 HH:mm");
  return at.isSame(now, "year") ? at.format("M月D日 HH:mm") : at.format("YYYY年M月D日");
}

export function exactly(instant: string): string {
  return dayjs(instant).format("YYYY年M月D日 HH:mm:ss");
}

export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${String(bytes)} 字节`;
  if (bytes < 1 << 20) return `${String(Math.round(bytes / 1024))} KB`;
  return `${(bytes / (1 << 20)).toFixed(1)} MB`;
}
