import type { components } from "../service/schema";
import { factOf, OTHERS } from "./draft";

export type Question = components["schemas"]["QuestionOut"];
export type Source = components["schemas"]["SourceOut"];
export type ClaimFormOut = components["schemas"]["ClaimFormOut"];
export type WantedBound = components["schemas"]["WantedBoundOut"];

/** The parts of the form, in the order in which a claim is told. */
export const SECTIONS = {
  policy: "保险单",
  event: "事故",
  loss: "损失和费用",
  insured: "被保险人的义务",
  papers: "资料",
  time: "时间",
} as const;
export type Section = keyof typeof SECTIONS;

/** How an answer is written. */
export type Form = "truth" | "order" | "choice" | "moment" | "day" | "amount" | "number" | "text" | "prose" | "others" | "papers" | "losses" | "bounds";

/** One thing that the document needs to know: `pointer` is its place in the claim. */
export type Asked = { pointer: string; name: string; asks: readonly string[]; form: Form; section: Section; sources: readonly Source[] };

/** The names of what every claim may tell. */
const NAMES: Readonly<Record<string, readonly [name: string, form: Form, section: Section]>> = {
  "/schedule/period/from": ["保险期间自", "day", "policy"],
  "/schedule/period/to": ["保险期间至（含当日）", "day", "policy"],
  "/schedule/retroactive_from": ["追溯日", "day", "policy"],
  "/schedule/premium": ["保险费", "amount", "policy"],
  "/schedule/limits": ["保险单载明的限额", "bounds", "policy"],
  "/schedule/deductibles": ["保险单载明的免赔", "bounds", "policy"],
  "/schedule/agreed": ["特别约定", "bounds", "policy"],
  "/event/occurred": ["出险时间", "moment", "event"],
  "/event/cause": ["出险原因", "prose", "event"],
  "/event/description": ["经过", "prose", "event"],
  "/event/place": ["出险地点", "text", "event"],
  "/event/losses": ["损失项目", "losses", "loss"],
  "/event/recovered": ["已从第三方追回或获偿", "amount", "loss"],
  "/event/paid_before": ["本保险期间此前已赔付", "amount", "loss"],
  [OTHERS]: ["同一损失的其他保险", "others", "loss"],
  "/event/documents": ["已提交的单证", "papers", "papers"],
  "/event/discovered": ["知道事故的时间", "moment", "time"],
  "/event/notified": ["通知保险人的时间", "moment", "time"],
  "/event/claimed": ["提出索赔的时间", "moment", "time"],
  "/event/complete_documents": ["索赔单证齐全的时间", "moment", "time"],
};
const LOSS_FACTS = /残值|价值|免赔额|赔偿|third_party|recourse|other_insurance/;
const OPTIONS = /(故意、重大过失、一般过失还是没有过错)|（([^（）]{1,12}(?:、[^（）、]{1,12}){2,})）？?$/;
const AMOUNT = /多少元|作价多少|价值是多少|数额|金额是多少|多少免赔额/;

/** The questions, one for each place; several questions about one place stand together. */
export function askedOf(questions: readonly Question[], starts: ReadonlySet<string> = new Set()): Asked[] {
  const places = new Map<string, Asked>();
  for (const { about, ask, sources } of questions) {
    const known = places.get(about);
    const [name, form, section] = NAMES[about] ?? [plain(ask), ...formAndSection(about, ask, starts)];
    places.set(about, {
      pointer: about,
      name,
      form,
      section,
      asks: [...new Set([...(known?.asks ?? []), plain(ask)])],
      sources: unlike([...(known?.sources ?? []), ...sources]),
    });
  }
  return [...places.values()];
}

/** A place that nobody asked about, but that any claim may tell. */
export function unasked(pointer: string): Asked {
  const [name, form, section] = NAMES[pointer] ?? [pointer, "text", "event"];
  return { pointer, name, form, section, asks: [], sources: [] };
}

/** A question without what is said to programs. */
export function plain(ask: string): string {
  return ask.replace(/；填写 kind 为.*$/, "");
}

function formAndSection(about: string, ask: string, starts: ReadonlySet<string>): [Form, Section] {
  const fact = factOf(about);
  if (fact === null) return ["text", about.startsWith("/schedule") ? "policy" : "loss"];
  if (starts.has(fact) || /精确到时刻/.test(ask)) return ["moment", "time"];
  const section = LOSS_FACTS.test(fact) ? "loss" : /^[a-z_]+(@|$)/.test(fact) ? "insured" : "event";
  return [formOf(ask), section];
}

function formOf(ask: string): Form {
  if (optionsOf(ask).length) return "choice";
  if (/之前还是之后/.test(ask)) return "order";
  if (/是否|有没有|有无|能否/.test(ask)) return "truth";
  if (AMOUNT.test(ask)) return "amount";
  if (/多少|几|小数填写/.test(ask)) return "number";
  return /哪些|哪一|何种|什么|如何|说明/.test(ask) ? "text" : "truth";
}

/** The answers that a question itself offers. */
export function optionsOf(ask: string): string[] {
  const [, fault, bracketed] = OPTIONS.exec(ask) ?? [];
  if (fault) return ["故意", "重大过失", "一般过失", "没有过错"];
  return bracketed ? bracketed.split("、") : [];
}

/** The limit or deductible that a question asks the schedule for; null where it names none. */
export function boundOf(question: Question): { field: "limits" | "deductibles"; kind: string; name: string } | null {
  const [, kind, name] = /填写 kind 为 (\w+)(?:、name 为“(.+?)”)?$/.exec(question.ask) ?? [];
  const field = question.about.split("/")[2];
  return kind && (field === "limits" || field === "deductibles") ? { field, kind, name: name ?? "" } : null;
}

function unlike(sources: readonly Source[]): Source[] {
  const seen = new Map(sources.map((source) => [`${source.path} ${String(source.start)}`, source]));
  return [...seen.values()];
}

/** Everything that the document asks about, by part of the form. */
export function sectionsOf(form: ClaimFormOut): Record<Section, Asked[]> {
  const starts = new Set(form.starts.map(({ fact }) => fact));
  const asked = askedOf(form.questions, starts);
  const inOrder: Record<Section, Asked[]> = { policy: [], event: [], loss: [], insured: [], papers: [], time: [] };
  for (const one of asked) inOrder[one.section].push(one);
  const told = new Set(asked.map(({ pointer }) => pointer));
  inOrder.time.push(...form.starts.map(startOf).filter((one) => one !== null).filter(({ pointer }) => !told.has(pointer)));
  return inOrder;
}

const OF_SCHEDULE = new Set(["period_start", "period_end"]);
const OF_EVENT = new Set(["occurred", "discovered", "notified", "claimed", "complete_documents"]);

/** The date that starts deadlines, as a field; null for those that stand elsewhere in the form. */
function startOf({ fact, name, sources }: ClaimFormOut["starts"][number]): Asked | null {
  if (OF_SCHEDULE.has(fact) || fact === "occurred") return null;
  const isOwn = OF_EVENT.has(fact);
  const pointer = isOwn ? `/event/${fact}` : `/event/facts/${fact}`;
  return { pointer, name: isOwn ? unasked(pointer).name : name, asks: ["期限自此起算"], form: "moment", section: "time", sources: unlike(sources) };
}
