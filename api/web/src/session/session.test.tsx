// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";

import { api } from "../service/api";
import { Problem } from "../service/problems";
import { type Session, useSession, useSignOut } from "./session";

const SIGNED_IN: Session = {
  kind: "person",
  id: "usr_1",
  name: "ling",
  workspace_id: "ws_1",
  scopes: ["read"],
  workspaces: [{ id: "ws_1", name: "产品部", scopes: ["read"] }],
};

function refused(): Problem {
  return new Problem({ status: 401, code: "session-ended", detail: "登录已失效。请重新登录。", instance: "", errors: [] });
}

/** The service, which forgets the session when it is told to. */
function service(): { forget: () => void } {
  let known = true;
  const get = vi.spyOn(api, "GET") as unknown as { mockImplementation: (answer: () => unknown) => void };
  get.mockImplementation(() => (known ? Promise.resolve({ data: SIGNED_IN }) : Promise.reject(refused())));
  return {
    forget: () => {
      known = false;
    },
  };
}

function within({ children }: { children: ReactNode }) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
}

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe("useSession", () => {
  it("is null where nobody has signed in", async () => {
    service().forget();
    const { result } = renderHook(() => useSession(), { wrapper: within });
    await waitFor(() => {
      expect(result.current.data).toBeNull();
    });
  });

  it("keeps a session that has ended, so that the page stays with all that was typed", async () => {
    const running = service();
    const { result } = renderHook(() => useSession(), { wrapper: within });
    await waitFor(() => {
      expect(result.current.data).toEqual(SIGNED_IN);
    });
    running.forget();
    await act(() => result.current.refetch());
    expect(result.current.data).toEqual(SIGNED_IN);
    expect(api.GET).toHaveBeenLastCalledWith("/v1/jobs", { params: { query: { limit: 1 } } });
  });

  it("is null at once where the person signs out", async () => {
    service();
    vi.spyOn(api, "DELETE").mockResolvedValue({ response: new Response(null, { status: 204 }) } as never);
    const { result } = renderHook(() => ({ session: useSession(), signOut: useSignOut() }), { wrapper: within });
    await waitFor(() => {
      expect(result.current.session.data).toEqual(SIGNED_IN);
    });
    act(() => {
      result.current.signOut.mutate();
    });
    await waitFor(() => {
      expect(result.current.session.data).toBeNull();
    });
  });
});
