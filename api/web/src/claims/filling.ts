import { createContext, useContext } from "react";

import { type Draft, withFact, withField, withUnknown } from "./draft";

/** The claim that is being filled in: what was typed, how to change it, and what the service says is wrong, by place. */
export type Filling = {
  document: string;
  draft: Draft;
  change: (next: (draft: Draft) => Draft) => void;
  problems: ReadonlyMap<string, string>;
};

const Context = createContext<Filling | null>(null);
export const FillingProvider = Context.Provider;

export function useFilling(): Filling {
  const filling = useContext(Context);
  if (!filling) throw new Error("there is no claim to fill in here");
  return filling;
}

/** One place of the claim that is text: what it holds, and how to say something else, or “不清楚”. */
export function useText(pointer: string) {
  const { draft, change, problems } = useFilling();
  return {
    value: draft.fields[pointer] ?? "",
    problem: problems.get(pointer),
    isUnknown: draft.unknown.includes(pointer),
    say: (text: string) => {
      change((now) => withField(now, pointer, text));
    },
    sayUnknown: (isUnknown: boolean) => {
      change((now) => withUnknown(now, pointer, isUnknown));
    },
  };
}

/** The answer to one question. */
export function useFact(name: string, pointer: string) {
  const { draft, change, problems } = useFilling();
  const answer = draft.facts[name];
  return {
    answer,
    text: answer && answer.form !== "truth" ? answer.text : "",
    problem: problems.get(pointer),
    isUnknown: draft.unknown.includes(pointer),
    sayTruth: (value: boolean | null) => {
      change((now) => withFact(now, name, value === null ? null : { form: "truth", value }));
    },
    sayText: (text: string, form: "number" | "text") => {
      change((now) => withFact(now, name, { form, text }));
    },
    sayUnknown: (isUnknown: boolean) => {
      change((now) => withUnknown(now, pointer, isUnknown));
    },
  };
}
