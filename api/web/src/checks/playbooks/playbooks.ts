import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { lookAgain } from "../../service/again";
import { api, body } from "../../service/api";
import type { components } from "../../service/schema";

export type Playbook = components["schemas"]["PlaybookOut"];
export type Section = components["schemas"]["SectionOut"];

const PLAYBOOKS = "playbooks";

/** The playbooks that come with the program, and after them the workspace's own. */
export function usePlaybooks() {
  return useQuery({
    queryKey: [PLAYBOOKS],
    queryFn: async ({ signal }) => body(await api.GET("/v1/playbooks", { signal })),
  });
}

/** One playbook, with its checks and its text. */
export function usePlaybook(id: string | null) {
  return useQuery({
    queryKey: [PLAYBOOKS, id],
    queryFn: async ({ signal }) =>
      body(await api.GET("/v1/playbooks/{playbook_id}", { params: { path: { playbook_id: id ?? "" } }, signal })),
    enabled: id !== null,
  });
}

function useDoing<Given, Done>(doing: (given: Given) => Promise<Done>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: doing,
    onSuccess: () => lookAgain(queries, [PLAYBOOKS]),
  });
}

/** What is to be kept: a new playbook, or another text of one whose revision was seen. */
export type Saving = { text: string; playbook: { id: string; revision: number } | null };

export function useSavePlaybook() {
  return useDoing(async ({ text, playbook }: Saving): Promise<Playbook> => {
    if (!playbook) {
      const header = { "Idempotency-Key": crypto.randomUUID() };
      return body(await api.POST("/v1/playbooks", { params: { header }, body: { text } }));
    }
    const path = { playbook_id: playbook.id };
    const header = { "If-Match": `"r${String(playbook.revision)}"` };
    return body(await api.PUT("/v1/playbooks/{playbook_id}", { params: { path, header }, body: { text } }));
  });
}

export function useDeletePlaybook() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.DELETE("/v1/playbooks/{playbook_id}", { params: { path: { playbook_id: id } } }),
    // Not waited for: once it is asked for again, its page is gone, and with it what was to come next.
    onSuccess: () => void lookAgain(queries, [PLAYBOOKS]),
  });
}
