import type { RecordType } from "./wording";
import { DEADLINE_KINDS, FIELDS, KINDS, MODALITIES, PLACEMENTS, TOPICS, UNITS } from "./wording";

export type Deadline = { value: number; unit: string; kind: string };
export type Tier = { lower: number | null; upper: number | null; lower_closed: boolean; upper_closed: boolean };
export type Fields = Readonly<Record<string, unknown>>;

/** How a field is written in the form. */
export type Form =
  | "text"
  | "party"
  | "word"
  | "amount"
  | "rate"
  | "flag"
  | "whole"
  | "date"
  | "deadline"
  | "deadlines"
  | "tier"
  | "texts";

export type FieldSpec = { key: string; form: Form; words?: Readonly<Record<string, string>> };

const PRICED: readonly FieldSpec[] = [
  { key: "amount", form: "amount" },
  { key: "rate", form: "rate" },
  { key: "per", form: "text" },
];
const SCHEDULE: FieldSpec = { key: "in_schedule", form: "flag" };
const text = (key: string): FieldSpec => ({ key, form: "text" });
const word = (key: string, words: Readonly<Record<string, string>>): FieldSpec => ({ key, form: "word", words });
const kind = (type: RecordType): FieldSpec => word("kind", KINDS[type] ?? {});

/** The fields of each type, as api/store/fields.py checks them. */
export const FIELDS_OF: Readonly<Record<RecordType, readonly FieldSpec[]>> = {
  coverage: [
    { key: "payer", form: "party" },
    { key: "amount", form: "amount" },
    { key: "rate", form: "rate" },
    ...["covered", "conditions", "benefit", "period", "waiting", "ends"].map(text),
  ],
  exclusion: [word("placement", PLACEMENTS), text("exception")],
  limit: [kind("limit"), ...PRICED, SCHEDULE],
  obligation: [
    { key: "bearer", form: "party" },
    word("modality", MODALITIES),
    word("topic", TOPICS),
    { key: "deadline", form: "deadline" },
    { key: "other_deadlines", form: "deadlines" },
    { key: "tier", form: "tier" },
    text("consequence"),
  ],
  period: [
    kind("period"),
    { key: "value", form: "whole" },
    word("unit", UNITS),
    { key: "from", form: "date" },
    { key: "to", form: "date" },
  ],
  payment: [kind("payment"), ...PRICED, SCHEDULE],
  penalty: [{ key: "bearer", form: "party" }, ...PRICED, { key: "targets", form: "texts" }],
  claim_document: [],
  definition: [text("term")],
  dispute: [kind("dispute"), text("forum")],
  party: [text("role"), text("name")],
};

/** What stays of the fields when a record becomes one of another type. */
export function kept(type: RecordType, fields: Fields): Fields {
  const specs = FIELDS_OF[type];
  return Object.fromEntries(
    Object.entries(fields).filter(([key, value]) => {
      const spec = specs.find((one) => one.key === key);
      return spec !== undefined && (!spec.words || (typeof value === "string" && value in spec.words));
    }),
  );
}

/** The fields without those that say nothing: what is not in the text is not sent. */
export function said(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && !value.length),
    ),
  );
}

/** The same fields, whatever their order and whatever says nothing. */
export function sameFields(a: Fields, b: Fields): boolean {
  return ordered(said(a)) === ordered(said(b));
}

function ordered(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}

/** A decimal moved by so many places without the errors of binary fractions: 0.07 by two is 7. */
export function shifted(value: number, places: number): number {
  const [digits, exponent = "0"] = String(value).split("e");
  return Number(`${digits ?? "0"}e${String(Number(exponent) + places)}`);
}

/** Yuan as people read them: 100万元, 1,234.5元. */
export function money(amount: number): string {
  const inWan = amount !== 0 && amount % 10_000 === 0;
  const shown = (inWan ? amount / 10_000 : amount).toLocaleString("zh-CN", { maximumFractionDigits: 10 });
  return inWan ? `${shown}万元` : `${shown}元`;
}

export function percent(rate: number): string {
  return `${String(shifted(rate, 2))}%`;
}

function isDeadline(value: unknown): value is Deadline {
  return typeof value === "object" && value !== null && "value" in value && "unit" in value && "kind" in value;
}

function isTier(value: unknown): value is Tier {
  return typeof value === "object" && value !== null && "lower" in value && "upper" in value;
}

export function deadline({ value, unit, kind: how }: Deadline): string {
  const length = `${String(value)}${UNITS[unit] ?? unit}`;
  return (DEADLINE_KINDS[how] ?? "……").replace("……", length);
}

function tier({ lower, upper, lower_closed, upper_closed }: Tier): string {
  const low = lower === null ? [] : [`${money(lower)}以上（${lower_closed ? "含" : "不含"}）`];
  const high = upper === null ? [] : [`${money(upper)}以下（${upper_closed ? "含" : "不含"}）`];
  return [...low, ...high].join("、");
}

/** A field's value in Chinese; words of a later version are shown as they are. */
export function shown(type: RecordType, key: string, value: unknown): string {
  if (isDeadline(value)) return deadline(value);
  if (isTier(value)) return tier(value);
  if (Array.isArray(value)) return value.map((part: unknown) => shown(type, "", part)).join("、");
  if (typeof value === "boolean") return value ? "是" : "否";
  if (typeof value === "number") return key === "amount" ? money(value) : key === "rate" ? percent(value) : String(value);
  const written = typeof value === "string" ? value : JSON.stringify(value);
  return FIELDS_OF[type].find((spec) => spec.key === key)?.words?.[written] ?? written;
}

/** The fields of a record as name and value in Chinese, in the order of FIELDS; value and unit are one length. */
export function details(type: RecordType, fields: Fields): { key: string; name: string; value: string }[] {
  const order = Object.keys(FIELDS);
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  const keys = Object.keys(fields).filter((key) => !(key === "unit" && "value" in fields));
  return keys
    .sort((a, b) => rank(a) - rank(b))
    .map((key) => {
      const told = shown(type, key, fields[key]);
      const unit = key === "value" && typeof fields["unit"] === "string" ? (UNITS[fields["unit"]] ?? "") : "";
      return { key, name: FIELDS[key] ?? key, value: told + unit };
    });
}
