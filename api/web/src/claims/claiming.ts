import { decimalOf, exactNumber, moved, rateOf, written } from "./amounts";
import { unasked } from "./asking";
import { type Answer, type Bound, type Case, type Draft, EMPTY, isBlank, type Loss, type Other, type Rows } from "./draft";

/** Amounts as text, which is exact; as numbers in a file that people keep, where that is exact too. */
export type Writing = "text" | "numbers";

/** The claim that was typed, in the form of the service. What cannot be read goes as it is: the service says what is wrong. */
export function caseOf(draft: Draft, writing: Writing = "text"): Case {
  const text = (pointer: string) => draft.fields[pointer]?.trim() ?? "";
  const amount = (typed: string) => figure(decimalOf(typed), typed, writing);
  const bounds = (list: "limits" | "deductibles") =>
    kept(draft, list).map((at) => boundOf(draft[list][at] as Bound, amount, writing));
  const period = { from: text("/schedule/period/from") || null, to: text("/schedule/period/to") || null };
  return {
    schedule: {
      period: period.from || period.to ? period : null,
      retroactive_from: text("/schedule/retroactive_from") || null,
      limits: bounds("limits"),
      deductibles: bounds("deductibles"),
      premium: amount(text("/schedule/premium")),
      agreed: kept(draft, "agreed").map((at) => draft.agreed[at]?.trim() ?? ""),
    },
    event: {
      occurred: text("/event/occurred") || null,
      discovered: text("/event/discovered") || null,
      notified: text("/event/notified") || null,
      claimed: text("/event/claimed") || null,
      complete_documents: text("/event/complete_documents") || null,
      place: text("/event/place"),
      cause: text("/event/cause"),
      description: text("/event/description"),
      losses: kept(draft, "losses").map((at) => lossOf(draft.losses[at] as Loss, amount)),
      recovered: amount(text("/event/recovered")),
      paid_before: amount(text("/event/paid_before")),
      other_insurance: draft.others && kept(draft, "others").map((at) => otherOf(draft.others?.[at] as Other, amount)),
      documents: draft.documents ? [...draft.documents] : null,
      facts: Object.fromEntries(Object.entries(draft.facts).map(([name, answer]) => [name, factValue(answer)])),
    },
  };
}

/** The places of a list that are in the claim. */
export function kept(draft: Draft, list: Rows): number[] {
  return [...(draft[list] ?? []).keys()].filter((at) => !isBlank(draft, list, at));
}

type AmountOf = (typed: string) => number | string | null;

function figure(decimal: string | null, typed: string, writing: Writing): number | string | null {
  if (!typed.trim()) return null;
  if (decimal === null) return typed.trim();
  return writing === "text" ? decimal : (exactNumber(decimal) ?? decimal);
}

function boundOf({ kind, name, amount, percent }: Bound, amountOf: AmountOf, writing: Writing) {
  return { kind, amount: amountOf(amount), rate: figure(rateOf(percent), percent, writing), name: name.trim() || null };
}

function lossOf({ name, amount, kind, item, person, occurrence }: Loss, amountOf: AmountOf) {
  const maybe = { item: item.trim() || null, person: person.trim() || null, occurrence: occurrence.trim() || null };
  return { name: name.trim(), amount: amountOf(amount) ?? "", kind, ...maybe };
}

function otherOf({ name, limit, paid }: Other, amountOf: AmountOf) {
  return { name: name.trim() || null, limit: amountOf(limit), paid: amountOf(paid) };
}

function factValue(answer: Answer): boolean | number | string {
  if (answer.form === "truth") return answer.value;
  const decimal = answer.form === "number" ? decimalOf(answer.text) : null;
  return (decimal === null ? null : exactNumber(decimal)) ?? answer.text.trim();
}

/** The claim as a file keeps it: what was said, and nothing else. */
export function fileOf(draft: Draft, document: string): string {
  return `${JSON.stringify(bare({ document, ...caseOf(draft, "numbers") }), null, 2)}\n`;
}

const SAID_EMPTY = new Set(["other_insurance", "documents"]); // an empty list of these says: none

function bare(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.length || SAID_EMPTY.has(name) ? value.map((one) => bare(one)) : undefined;
  if (value === null || value === "") return undefined;
  if (typeof value !== "object") return value;
  const parts = Object.entries(value).map(([key, part]) => [key, bare(part, key)] as const);
  const said = parts.filter(([, part]) => part !== undefined);
  return said.length || name === "event" || name === "" ? Object.fromEntries(said) : undefined;
}

/** The typed form of a claim that was read from a file or was kept. What has no place in it is told in `passed`. */
export function draftOf(told: unknown): { draft: Draft; document: string; passed: string[] } {
  const claim = objectOf(told);
  const [schedule, event] = [objectOf(claim["schedule"]), objectOf(claim["event"])];
  const period = objectOf(schedule["period"]);
  const fields: Record<string, string> = {};
  for (const [place, value] of [
    ...["from", "to"].map((key) => [`/schedule/period/${key}`, period[key]] as const),
    ...["retroactive_from", "premium"].map((key) => [`/schedule/${key}`, schedule[key]] as const),
    ...EVENT_FIELDS.map((key) => [`/event/${key}`, event[key]] as const),
  ]) {
    if (typeof value === "string" || typeof value === "number") fields[place] = written(value);
  }
  const others = event["other_insurance"];
  const documents = event["documents"];
  const draft: Draft = {
    ...EMPTY,
    fields,
    facts: factsOf(objectOf(event["facts"])),
    limits: listOf(schedule["limits"]).map(boundFrom),
    deductibles: listOf(schedule["deductibles"]).map(boundFrom),
    losses: listOf(event["losses"]).map(lossFrom),
    agreed: listOf(schedule["agreed"]).map(textOf),
    others: Array.isArray(others) ? others.map(otherFrom) : null,
    documents: Array.isArray(documents) ? documents.map(textOf) : null,
  };
  return { draft, document: textOf(claim["document"]), passed: passedIn(claim, schedule, period, event) };
}

const EVENT_FIELDS = ["occurred", "discovered", "notified", "claimed", "complete_documents", "place", "cause", "description", "recovered", "paid_before"];
const TOP = ["id", "document", "schedule", "event"];
const SCHEDULE = ["period", "retroactive_from", "limits", "deductibles", "premium", "agreed"];
const EVENT = [...EVENT_FIELDS, "losses", "other_insurance", "documents", "facts"];

const BOUND = ["kind", "amount", "rate", "name"];
const LOSS = ["name", "amount", "kind", "item", "person", "occurrence"];
const OTHER = ["limit", "paid", "name"];

type Told = Record<string, unknown>;

/** What a file tells that has no place in the form: a misspelt fact that were passed over would be one that nobody weighs. */
function passedIn(claim: Told, schedule: Told, period: Told, event: Told): string[] {
  const rows = (list: unknown, known: readonly string[]) => listOf(list).flatMap((row) => unknownKeys(objectOf(row), known));
  return [
    ...unknownKeys(claim, TOP),
    ...unknownKeys(schedule, SCHEDULE),
    ...unknownKeys(period, ["from", "to"]),
    ...unknownKeys(event, EVENT),
    ...rows(schedule["limits"], BOUND),
    ...rows(schedule["deductibles"], BOUND),
    ...rows(event["losses"], LOSS),
    ...rows(event["other_insurance"], OTHER),
    ...Object.entries(objectOf(event["facts"])).flatMap(([name, value]) => (typeof value === "object" ? [name] : [])),
  ];
}

function unknownKeys(told: Record<string, unknown>, known: readonly string[]): string[] {
  return Object.keys(told).filter((key) => !known.includes(key));
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? written(value) : "";
}

function boundFrom(value: unknown): Bound {
  const told = objectOf(value);
  const rate = textOf(told["rate"]);
  const kind = textOf(told["kind"]) as Bound["kind"];
  return { kind, name: textOf(told["name"]), amount: textOf(told["amount"]), percent: moved(rate, 2) ?? rate };
}

function lossFrom(value: unknown): Loss {
  const told = objectOf(value);
  const [name, amount, item, person, occurrence] = ["name", "amount", "item", "person", "occurrence"].map((key) => textOf(told[key]));
  const kind = (textOf(told["kind"]) || "direct") as Loss["kind"];
  return { name: name ?? "", amount: amount ?? "", kind, item: item ?? "", person: person ?? "", occurrence: occurrence ?? "" };
}

function otherFrom(value: unknown): Other {
  const told = objectOf(value);
  return { name: textOf(told["name"]), limit: textOf(told["limit"]), paid: textOf(told["paid"]) };
}

function factsOf(told: Record<string, unknown>): Record<string, Answer> {
  const facts: Record<string, Answer> = {};
  for (const [name, value] of Object.entries(told)) {
    if (typeof value === "boolean") facts[name] = { form: "truth", value };
    else if (typeof value === "number") facts[name] = { form: "number", text: written(value) };
    else if (typeof value === "string") facts[name] = { form: "text", text: value };
  }
  return facts;
}

/** Where in the typed form a problem belongs: the service counts only the rows that it was sent. */
export function placesOf(errors: readonly { pointer: string; message: string }[], draft: Draft): Map<string, string> {
  const places = new Map<string, string>();
  for (const error of errors) {
    const place = typedPlace(error.pointer.replace(/^\/claim(?=\/)/, ""), draft);
    const message = spoken(place, error.message, draft);
    const told = places.get(place);
    places.set(place, told ? `${told}；${message}` : message);
  }
  return places;
}

/** The service takes fractions and says how to write them; a person types percentages here, so one that is no share is told as such. */
function spoken(place: string, message: string, draft: Draft): string {
  const [, list, at] = /^\/schedule\/(limits|deductibles)\/(\d+)\/rate$/.exec(place) ?? [];
  const bound = list && draft[list as "limits" | "deductibles"][Number(at)];
  const share = bound ? rateOf(bound.percent) : null;
  return share !== null && !(Number(share) >= 0 && Number(share) <= 1) ? "应在 0% 至 100% 之间，请核对。" : message;
}

const ROWS: Readonly<Record<string, string>> = { limits: "限额", deductibles: "免赔", agreed: "特别约定", losses: "损失", other_insurance: "其他保险" };
/** What the parts of a row are called. */
export const PARTS: Readonly<Record<string, string>> = {
  name: "名称", amount: "金额", rate: "比例", kind: "种类", item: "标的或账户", person: "受损失的人", occurrence: "所属事故",
};

/** What the field is called, for a list of all that is wrong; empty where nothing names it. */
export function nameOfPlace(place: string): string {
  const [, rows = "", at = "", part = ""] = /^\/\w+\/(\w+)\/(\d+)(?:\/(\w+))?$/.exec(place) ?? [];
  const row = ROWS[rows];
  if (row) return `${row}${String(Number(at) + 1)}${PARTS[part] ?? ""}`;
  const { name } = unasked(place);
  return name === place ? "" : name;
}

/** A problem with the name of its part before it, unless it names it already. */
export function named(name: string, problem: string): string {
  return !name || problem.includes(name) ? problem : `${name}：${problem}`;
}

const LISTS: Readonly<Record<string, Rows>> = {
  "/schedule/limits": "limits",
  "/schedule/deductibles": "deductibles",
  "/schedule/agreed": "agreed",
  "/event/losses": "losses",
  "/event/other_insurance": "others",
};

function typedPlace(pointer: string, draft: Draft): string {
  const parts = /^(\/\w+\/\w+)\/(\d+)(\/.*)?$/.exec(pointer);
  const [, list = "", at = "", rest = ""] = parts ?? [];
  const rows = LISTS[list];
  if (!rows) return pointer;
  return `${list}/${String(kept(draft, rows)[Number(at)] ?? at)}${rest}`;
}
