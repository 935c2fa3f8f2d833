import dayjs from "dayjs";
import { expect, it } from "vitest";

import { addressOf, countOf, type Filters, filtersIn, NEWEST, NONE, orderIn, queryOf, turned } from "./filters";

const SOME: Filters = {
  name: "责任",
  kind: "clauses",
  lines: ["health", "accident"],
  insurers: ["山雀财产保险股份有限公司"],
  findings: ["dangling-reference"],
  review: "partial",
  state: "ready",
  from: "2026-03-01",
  to: "2026-03-02",
};

it("writes filters and order into the address and reads them back", () => {
  const order = { sort: "pending", order: "asc" } as const;
  const address = addressOf(SOME, order);
  expect(filtersIn(address)).toEqual(SOME);
  expect(orderIn(address)).toEqual(order);
  expect(addressOf(NONE, NEWEST).toString()).toBe("");
});

it("leaves out what makes no sense in an address", () => {
  const address = new URLSearchParams("kind=x&line=y&line=motor&finding=<b>&from=gestern&to=2026-13-45&sort=no&state=");
  expect(filtersIn(address)).toEqual({ ...NONE, lines: ["motor"] });
  expect(orderIn(address)).toEqual(NEWEST);
});

it("asks for whole days of the person's clock", () => {
  const { created_from: from, created_to: to } = queryOf(SOME);
  expect(dayjs(from).format("YYYY-MM-DD HH:mm")).toBe("2026-03-01 00:00");
  expect(dayjs(to).format("YYYY-MM-DD HH:mm")).toBe("2026-03-03 00:00");
  expect(queryOf(NONE)).toEqual({});
});

it("counts a range of days as one filter, and the name not at all", () => {
  expect(countOf(SOME)).toBe(7);
  expect(countOf({ ...NONE, name: "责任" })).toBe(0);
});

it("turns the order round at the second click; names begin at the front", () => {
  expect(turned(NEWEST, "created")).toEqual({ sort: "created", order: "asc" });
  expect(turned(NEWEST, "name")).toEqual({ sort: "name", order: "asc" });
  expect(turned(NEWEST, "findings")).toEqual({ sort: "findings", order: "desc" });
});
