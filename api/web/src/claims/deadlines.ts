import type { Determination } from "./querying";

export type Entry = Determination["timeline"][number];
type Duty = Determination["duties"][number];

/** How a deadline stands: kept or missed as far as the claim tells; else past or to come, by the day it is looked at. */
export type Standing = "kept" | "missed" | "past" | "today" | "ahead" | "from" | "open";

export const STANDINGS: Readonly<Record<Standing, { name: string; tone: "good" | "bad" | "open" | "quiet" }>> = {
  missed: { name: "逾期未履行", tone: "bad" },
  past: { name: "期限已过，请核对是否已办", tone: "open" },
  today: { name: "今天到期", tone: "open" },
  ahead: { name: "未到期", tone: "quiet" },
  from: { name: "此日起方可", tone: "quiet" },
  kept: { name: "已履行", tone: "good" },
  open: { name: "不能确定日期", tone: "quiet" },
};

export function dayOf(entry: Pick<Entry, "due">): string | null {
  return entry.due?.slice(0, 10) ?? null;
}

export function standingOf(entry: Entry, duties: readonly Duty[], today: string): Standing {
  const day = dayOf(entry);
  const duty = duties.find((one) => one.start === entry.start && one.end === entry.end && one.bearer === entry.bearer);
  if (duty?.status === "broken" && duty.due) return "missed";
  if (duty?.status === "kept") return "kept";
  if (day === null) return "open";
  if (entry.earliest) return "from";
  if (day === today) return "today";
  return day < today ? "past" : "ahead";
}

/** The months that hold a deadline, as 2025-08, in order. */
export function monthsOf(entries: readonly Entry[]): string[] {
  const months = entries.map((entry) => dayOf(entry)?.slice(0, 7)).filter((month) => month !== undefined);
  return [...new Set(months)].sort();
}

/** The days of a month in weeks that begin on Monday; null before its first and after its last. */
export function weeksOf(month: string): (string | null)[][] {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const before = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7;
  const days: (string | null)[] = Array.from({ length: before }, () => null);
  for (let day = 1; day <= length; day += 1) days.push(`${month}-${String(day).padStart(2, "0")}`);
  while (days.length % 7) days.push(null);
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

export function monthAfter(month: string, step: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const moved = new Date(Date.UTC(year, number - 1 + step, 1));
  return moved.toISOString().slice(0, 7);
}

export function inWords(due: string): string {
  const [day = "", clock] = due.split("T");
  const [year, month, date] = day.split("-").map(Number);
  return `${String(year)}年${String(month)}月${String(date)}日${clock ? ` ${clock.slice(0, 5)}` : ""}`;
}

const OF_EVENT = ["occurred", "discovered", "notified", "claimed", "complete_documents"] as const;

/** The dates of a claim that start deadlines, by the name that the service has for each. */
export function datesOf(claim: unknown, starts: ReadonlySet<string>): Record<string, string> {
  const told = claim as { schedule?: { period?: { from?: string | null; to?: string | null } | null } | null; event?: Record<string, unknown> & { facts?: Record<string, unknown> } };
  const dates: Record<string, string> = {};
  for (const [name, value] of Object.entries(told.event?.facts ?? {})) {
    if (starts.has(name) && typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value)) dates[name] = value;
  }
  for (const name of OF_EVENT) {
    const value = told.event?.[name];
    if (typeof value === "string" && value) dates[name] = value;
  }
  const { from, to } = told.schedule?.period ?? {};
  if (from) dates["period_start"] = from;
  if (to) dates["period_end"] = to;
  return dates;
}
