import { type Kind, KINDS, type State, STATES } from "./wording";

export function isState(value: string | null): value is State {
  return value !== null && Object.hasOwn(STATES, value);
}

export function isKind(value: string | null): value is Kind {
  return value !== null && Object.hasOwn(KINDS, value);
}
