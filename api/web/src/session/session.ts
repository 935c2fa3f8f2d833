import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, body } from "../service/api";
import { Problem } from "../service/problems";
import type { components } from "../service/schema";

export type Session = components["schemas"]["SessionOut"];
export type Scope = Session["scopes"][number];

export const SESSION = ["session"] as const;

/** Let the frame know that the session has ended: any answer of the typed client does, but the session's own. */
export async function tellEnded(): Promise<void> {
  await api.GET("/v1/jobs", { params: { query: { limit: 1 } } }).catch(() => undefined);
}

/** Who is signed in: null where nobody is. A session that ends stays here until the person signs in again or leaves. */
export function useSession() {
  const queries = useQueryClient();
  return useQuery({
    queryKey: SESSION,
    queryFn: async (): Promise<Session | null> => {
      try {
        return body(await api.GET("/v1/session"));
      } catch (problem) {
        if (!(problem instanceof Problem) || problem.status !== 401) throw problem;
        const ended = queries.getQueryData<Session | null>(SESSION) ?? null;
        if (ended) await tellEnded();
        return ended;
      }
    },
    staleTime: 60_000,
  });
}

/** Keep nothing that the service told, but who is signed in. */
export function forget(queries: QueryClient): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
}

/** Go on as this session, or signed out; nothing that was seen before is kept. */
function begin(queries: QueryClient, session: Session | null): void {
  queries.setQueryData(SESSION, session);
  forget(queries);
}

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (given: { name: string; password: string; workspace_id?: string }) =>
      body(await api.POST("/v1/session", { body: given })),
    onSuccess: async (session) => {
      queries.setQueryData(SESSION, session);
      await queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== SESSION[0] });
    },
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.DELETE("/v1/session"),
    onSuccess: () => {
      begin(queries, null);
    },
  });
}

/** The service ends every session of the person with it. */
export function useChangePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: { current: string; password: string }) => api.PUT("/v1/session/password", { body: given }),
    onSuccess: () => {
      begin(queries, null);
    },
  });
}

export function useSwitchWorkspace() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (workspace: string) =>
      body(await api.PATCH("/v1/session", { body: { workspace_id: workspace } })),
    onSuccess: (session) => {
      begin(queries, session);
    },
  });
}

/** Whether the person may do what the scope stands for. */
export function may(session: Session, scope: Scope): boolean {
  return session.scopes.includes(scope);
}
