import type { components } from "../service/schema";

export type Case = components["schemas"]["CaseIn"];
export type BoundKind = components["schemas"]["BoundIn"]["kind"];
export type LossKind = components["schemas"]["LossKind"];

/** A limit or a deductible of the schedule as it is typed; `percent` is a percentage. */
export type Bound = { kind: BoundKind; name: string; amount: string; percent: string };
export type Loss = { name: string; amount: string; kind: LossKind; item: string; person: string; occurrence: string };
export type Other = { name: string; limit: string; paid: string };

/** The answer to a question: yes or no, a number, or words (a date among them). */
export type Answer = { form: "truth"; value: boolean } | { form: "number" | "text"; text: string };

/**
 * A claim as it is typed: everything as text, so that nothing is lost and nothing is rounded.
 *
 * `fields` holds what has one value, by the JSON pointer of its place. What is in `unknown` was answered with “不清楚”: it
 * is told apart from what nobody has looked at, and from no. None of it is sent.
 */
export type Draft = {
  fields: Readonly<Record<string, string>>;
  facts: Readonly<Record<string, Answer>>;
  unknown: readonly string[];
  limits: readonly Bound[];
  deductibles: readonly Bound[];
  losses: readonly Loss[];
  agreed: readonly string[];
  /** Null where nothing was said of other insurance; empty where there is none. */
  others: readonly Other[] | null;
  /** Null where nothing was said of papers. */
  documents: readonly string[] | null;
};

export type Rows = "limits" | "deductibles" | "losses" | "agreed" | "others";

export const EMPTY: Draft = {
  fields: {},
  facts: {},
  unknown: [],
  limits: [],
  deductibles: [],
  losses: [],
  agreed: [],
  others: null,
  documents: null,
};

export const NO_LOSS: Loss = { name: "", amount: "", kind: "direct", item: "", person: "", occurrence: "" };
export const NO_OTHER: Other = { name: "", limit: "", paid: "" };

export function isEmpty(draft: Draft): boolean {
  const { fields, facts, unknown, limits, deductibles, losses, agreed, others, documents } = draft;
  const texts = Object.values(fields).every((text) => text.trim() === "");
  const rows = [...limits, ...deductibles].every(isBlankBound) && losses.every(isBlankLoss) && agreed.every((one) => !one.trim());
  return texts && rows && !Object.keys(facts).length && !unknown.length && others === null && documents === null;
}

export const isBlankBound = ({ amount, percent }: Bound): boolean => !amount.trim() && !percent.trim();
export const isBlankLoss = ({ name, amount }: Loss): boolean => !name.trim() && !amount.trim();
const isBlankOther = ({ name, limit, paid }: Other): boolean => !name.trim() && !limit.trim() && !paid.trim();

/** Whether a row of a list is left out of the claim because nothing was typed into it. */
export function isBlank(draft: Draft, list: Rows, at: number): boolean {
  switch (list) {
    case "limits":
    case "deductibles": {
      const bound = draft[list][at];
      return !bound || isBlankBound(bound);
    }
    case "losses": {
      const loss = draft.losses[at];
      return !loss || isBlankLoss(loss);
    }
    case "others": {
      const other = draft.others?.[at];
      return !other || isBlankOther(other);
    }
    case "agreed":
      return !draft.agreed[at]?.trim();
  }
}

/** A field with another text; what is typed is no longer “不清楚”. */
export function withField(draft: Draft, pointer: string, text: string): Draft {
  return { ...draft, fields: { ...draft.fields, [pointer]: text }, unknown: draft.unknown.filter((one) => one !== pointer) };
}

/** Another answer to a question, or none. */
export function withFact(draft: Draft, name: string, answer: Answer | null): Draft {
  const others = Object.fromEntries(Object.entries(draft.facts).filter(([key]) => key !== name));
  const facts = answer && (answer.form === "truth" || answer.text !== "") ? { ...others, [name]: answer } : others;
  return { ...draft, facts, unknown: draft.unknown.filter((one) => one !== factPointer(name)) };
}

/** Answered with “不清楚”, or no longer. What was typed there goes. */
export function withUnknown(draft: Draft, pointer: string, isUnknown: boolean): Draft {
  const cleared = withFact(withField(draft, pointer, ""), factOf(pointer) ?? "", null);
  const unknown = cleared.unknown.filter((one) => one !== pointer);
  return { ...cleared, others: pointer === OTHERS ? null : draft.others, unknown: isUnknown ? [...unknown, pointer] : unknown };
}

export const OTHERS = "/event/other_insurance";
const FACTS = "/event/facts/";

/** The name of the fact that a JSON pointer leads to; null for another place. */
export function factOf(pointer: string): string | null {
  if (!pointer.startsWith(FACTS)) return null;
  return pointer.slice(FACTS.length).replaceAll("~1", "/").replaceAll("~0", "~");
}

export function factPointer(name: string): string {
  return FACTS + name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Whether something was said in this place, be it “不清楚”. */
export function isAnswered(draft: Draft, pointer: string): boolean {
  if (draft.unknown.includes(pointer)) return true;
  const fact = factOf(pointer);
  if (fact !== null) return fact in draft.facts;
  const [, part, list] = pointer.split("/");
  if (part === "event" && list === "other_insurance") return draft.others !== null;
  if (part === "event" && list === "documents") return draft.documents !== null;
  if (part === "event" && list === "losses") return draft.losses.some((loss) => !isBlankLoss(loss));
  if (list === "limits" || list === "deductibles") return draft[list].some((bound) => !isBlankBound(bound));
  if (list === "agreed") return draft.agreed.some((one) => one.trim() !== "");
  return Boolean(draft.fields[pointer]?.trim());
}
