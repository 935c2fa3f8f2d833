// @vitest-environment jsdom
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { flushSync } from "react-dom";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, describe, expect, it } from "vitest";

import { type Place, useVisit } from "./place";

afterEach(cleanup);

const RECORD: Place = { kind: "record", id: "rec_1" };
const ARTICLE: Place = { kind: "span", start: 900, end: 920 };

function visiting() {
  let children: ReactNode;
  const router = createMemoryRouter([{ path: "/documents/:id", Component: () => children }, { path: "*", Component: () => null }], {
    initialEntries: ["/library", "/documents/doc_1"],
  });
  const { result } = renderHook(() => useVisit(), {
    wrapper: ({ children: hook }) => {
      children = hook;
      return <RouterProvider router={router} />;
    },
  });
  return { result, router };
}

describe("a leap", () => {
  it("leads back to what was in view, not to what was chosen before", async () => {
    const { result } = visiting();
    act(() => { result.current.go(RECORD); });
    act(() => { result.current.leap(ARTICLE, 500); });
    await waitFor(() => { expect(result.current.canGoBack).toBe(true); });
    expect([result.current.place, result.current.stay]).toEqual([ARTICLE, null]);
    act(() => { result.current.back(); });
    await waitFor(() => { expect(result.current.place).toEqual(RECORD); });
    expect(result.current.stay).toEqual({ start: 500, end: 501 });
    act(() => { result.current.go(RECORD); });
    expect(result.current.stay).toBeNull();
  });

  it("leads back though the router has not come there yet", async () => {
    const { result, router } = visiting();
    act(() => { result.current.go(RECORD); });
    await waitFor(() => { expect(router.state.location.search).toContain("rec_1"); });
    // Both in one go: nothing is drawn in between but what React draws at once.
    await act(async () => {
      const { leap } = result.current;
      flushSync(() => { leap(ARTICLE, 500); });
      result.current.back();
      await Promise.resolve();
    });
    await waitFor(() => { expect(result.current.stay).toEqual({ start: 500, end: 501 }); });
    expect(result.current.place).toEqual(RECORD);
    await waitFor(() => { expect(router.state.location.search).toContain("rec_1"); });
    expect(router.state.location.pathname).toBe("/documents/doc_1");
  });

  it("that the browser took back already does not lead out of the document", async () => {
    const { result, router } = visiting();
    act(() => { result.current.leap(ARTICLE, 500); });
    await waitFor(() => { expect(result.current.canGoBack).toBe(true); });
    await act(async () => { await router.navigate(-1); });
    await waitFor(() => { expect(result.current.canGoBack).toBe(false); });
    expect(result.current.stay).toEqual({ start: 500, end: 501 });
    act(() => { result.current.back(); });
    expect(router.state.location.pathname).toBe("/documents/doc_1");
  });
});
