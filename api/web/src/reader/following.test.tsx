// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";

import { api } from "../service/api";
import { newest, type RecordItem, recordsKey, useContent } from "./content";
import { isBeingSent, useDeciding } from "./deciding";

const record = (id: string, start: number, revision = 1) =>
  ({ id, start, end: start + 1, revision, reading_id: "rdg_1", type: "limit" }) as RecordItem;

type Mocked = { mockImplementation: (answer: (path: string, given: Given) => unknown) => void };
type Given = { params: { query?: { cursor?: string } } };

function within(queries: QueryClient) {
  return ({ children }: { children: ReactNode }) => <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
}

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe("the records of a long document", () => {
  it("show the first while the others come, and keep what is decided meanwhile", async () => {
    let answer: (items: RecordItem[]) => void = () => undefined;
    const rest = new Promise<RecordItem[]>((resolve) => (answer = resolve));
    (vi.spyOn(api, "GET") as unknown as Mocked).mockImplementation(async (path, { params }) => {
      if (!path.endsWith("/records")) return { data: { revision: 1, items: [], text: "", emphasis: [], nodes: [], pages: [] } };
      if (!params.query?.cursor) return { data: { items: [record("rec_1", 0)], next_cursor: "more" } };
      return { data: { items: await rest } };
    });
    const queries = new QueryClient();
    const { result } = renderHook(() => useContent("doc_1", "rdg_1"), { wrapper: within(queries) });
    await waitFor(() => {
      expect(result.current.records?.map(({ id }) => id)).toEqual(["rec_1"]);
    });
    expect(result.current.whole).toBe(false);
    act(() => {
      queries.setQueryData(recordsKey("rdg_1"), [record("rec_1", 0, 2)]);
      answer([record("rec_2", 5)]);
    });
    await waitFor(() => {
      expect(result.current.whole).toBe(true);
    });
    expect(result.current.records?.map(({ id, revision }) => [id, revision])).toEqual([["rec_1", 2], ["rec_2", 1]]);
  });

  it("stand in reading order with one that was added meanwhile", () => {
    const all = newest([record("a", 0), record("c", 9)], [record("a", 0), record("b", 4)]);
    expect(all.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });
});

describe("one's own decision", () => {
  it("is known as one's own while its answer is awaited", async () => {
    let answer: (item: { data: RecordItem }) => void = () => undefined;
    (vi.spyOn(api, "PATCH") as unknown as Mocked).mockImplementation(
      () => new Promise<{ data: RecordItem }>((resolve) => (answer = resolve)),
    );
    const queries = new QueryClient();
    const { result } = renderHook(() => useDeciding(), { wrapper: within(queries) });
    act(() => {
      result.current.mutate({ item: record("mine", 0), edit: { action: "accept" } });
    });
    await waitFor(() => {
      expect([record("mine", 0, 2), record("theirs", 0, 2)].map((one) => isBeingSent(queries, one))).toEqual([true, false]);
    });
    act(() => {
      answer({ data: record("mine", 0, 2) });
    });
    await waitFor(() => {
      expect(isBeingSent(queries, record("mine", 0, 2))).toBe(false);
    });
  });
});
