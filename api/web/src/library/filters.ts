import dayjs from "dayjs";

import type { operations } from "../service/schema";
import { type Kind, KINDS, type Line, LINES, PROGRESS, type Progress, SORTS, type State, STATES } from "./wording";

type Query = NonNullable<operations["countDocuments"]["parameters"]["query"]>;
export type Sort = NonNullable<NonNullable<operations["listDocuments"]["parameters"]["query"]>["sort"]>;

/** Which documents the list shows. Days are written 2026-03-02, both inclusive, as the person's clock has them. */
export type Filters = {
  name: string;
  kind: Kind | null;
  lines: readonly Line[];
  insurers: readonly string[];
  findings: readonly string[];
  review: Progress | null;
  state: State | null;
  from: string;
  to: string;
};

export type Order = { sort: Sort; order: "asc" | "desc" };

export const NONE: Filters = {
  name: "",
  kind: null,
  lines: [],
  insurers: [],
  findings: [],
  review: null,
  state: null,
  from: "",
  to: "",
};
export const NEWEST: Order = { sort: "created", order: "desc" };

/** How many filters are set beside the name. */
export function countOf({ kind, lines, insurers, findings, review, state, from, to }: Filters): number {
  const set = [kind, lines.length, insurers.length, findings.length, review, state, from || to];
  return set.filter(Boolean).length;
}

export const isFiltered = (filters: Filters): boolean => filters.name !== "" || countOf(filters) > 0;

/** The order after a click on a column: the other way round where it is the order already. */
export function turned(now: Order, sort: Sort): Order {
  if (now.sort === sort) return { sort, order: now.order === "asc" ? "desc" : "asc" };
  return { sort, order: sort === "name" ? "asc" : "desc" };
}

/** The filters as the service is asked. */
export function queryOf(filters: Filters): Query {
  const { name, kind, lines, insurers, findings, review, state, from, to } = filters;
  return {
    ...(name && { name }),
    ...(kind && { kind }),
    ...(lines.length && { line: [...lines] }),
    ...(insurers.length && { insurer: [...insurers] }),
    ...(findings.length && { finding: [...findings] }),
    ...(review && { review }),
    ...(state && { state }),
    ...(from && { created_from: dayjs(from).startOf("day").toISOString() }),
    ...(to && { created_to: dayjs(to).add(1, "day").startOf("day").toISOString() }),
  };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const CODE = /^[a-z][a-z0-9-]{0,39}$/;

/** The filters that an address names; what makes no sense in it is left out. */
export function filtersIn(address: URLSearchParams): Filters {
  const day = (name: string) => {
    const given = address.get(name) ?? "";
    return DAY.test(given) && dayjs(given).format("YYYY-MM-DD") === given ? given : "";
  };
  return {
    name: (address.get("name") ?? "").slice(0, 200),
    kind: known(address.get("kind"), KINDS),
    lines: address.getAll("line").flatMap((line) => known(line, LINES) ?? []),
    insurers: address.getAll("insurer").filter((name) => name.length > 0 && name.length <= 200),
    findings: address.getAll("finding").filter((code) => CODE.test(code)),
    review: known(address.get("review"), PROGRESS),
    state: known(address.get("state"), STATES),
    from: day("from"),
    to: day("to"),
  };
}

export function orderIn(address: URLSearchParams): Order {
  const sort = known(address.get("sort"), SORTS);
  if (!sort) return NEWEST;
  return { sort, order: address.get("order") === "asc" ? "asc" : "desc" };
}

function known<Word extends string>(given: string | null, words: Readonly<Record<Word, unknown>>): Word | null {
  return given !== null && Object.hasOwn(words, given) ? (given as Word) : null;
}

/** The address of the list with these filters in this order. */
export function addressOf(filters: Filters, { sort, order }: Order): URLSearchParams {
  const { name, kind, lines, insurers, findings, review, state, from, to } = filters;
  const address = new URLSearchParams();
  const single: Readonly<Record<string, string | null>> = { name, kind, review, state, from, to };
  Object.entries(single).forEach(([key, value]) => {
    if (value) address.set(key, value);
  });
  const several: Readonly<Record<string, readonly string[]>> = { line: lines, insurer: insurers, finding: findings };
  Object.entries(several).forEach(([key, values]) => {
    values.forEach((value) => {
      address.append(key, value);
    });
  });
  if (sort !== NEWEST.sort || order !== NEWEST.order) {
    address.set("sort", sort);
    address.set("order", order);
  }
  return address;
}
