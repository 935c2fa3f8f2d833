import type { Said } from "./address";
import type { Point, Standing } from "./portfolio";

export const SAID: Readonly<Record<Said, string>> = {
  stated: "写明",
  silent: "条文没有写明",
  unreadable: "未能读取，不能断定",
};
export const STANDINGS: Readonly<Record<Standing["standing"], string>> = {
  read: "已读出",
  partial: "有部分未能读取",
  unread: "未能读取",
  waiting: "尚在读取",
};
type Chapter = { group: Point["group"]; name: string; tone: string; told: string };
/** The chapters with figures, in order; `tone` gives the colour of their records. */
export const CHAPTERS: readonly Chapter[] = [
  { group: "limits", name: "限额", tone: "type-limit", told: "金额与比例分开；按单位计的（如每亩、每日）不与总额并列。" },
  { group: "deductibles", name: "免赔与自付", tone: "type-payment", told: "免赔额与免赔率分开。" },
  { group: "periods", name: "期间与期限", tone: "type-period", told: "日、工作日、月分开，不互相折算；小时折为日，年折为月。" },
];
