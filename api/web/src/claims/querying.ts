import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { fileNameOf } from "../library/exporting";
import { lookAgain } from "../service/again";
import { api, body } from "../service/api";
import type { components } from "../service/schema";
import type { Case } from "./draft";

export type Determination = components["schemas"]["DeterminationOut"];
export type Analysis = components["schemas"]["AnalysisOut"];
export type Report = "html" | "xlsx" | "docx" | "json";

const CLAIMS = "claims";

/** The document, and what a claim under it must tell. */
export function useTerms(document: string) {
  const path = { document_id: document };
  return useQuery({
    queryKey: [CLAIMS, "terms", document],
    queryFn: async ({ signal }) => {
      const [told, form] = await Promise.all([
        api.GET("/v1/documents/{document_id}", { params: { path }, signal }).then(body),
        api.GET("/v1/documents/{document_id}/claim-form", { params: { path }, signal }).then(body),
      ]);
      return { document: told, form };
    },
    enabled: document !== "",
    staleTime: 120_000,
  });
}

/** What the terms say of the claim, given as JSON; nothing is asked while it is empty. */
export function useDetermination(document: string, claim: string) {
  return useQuery({
    queryKey: [CLAIMS, "check", document, claim],
    queryFn: async ({ signal }): Promise<Determination> =>
      body(await api.POST("/v1/claims/check", { body: { document, ...(JSON.parse(claim) as Case) }, signal })),
    enabled: claim !== "",
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  });
}

/** Claims that were checked and saved, the newest first. */
export function useSaved() {
  return useQuery({
    queryKey: [CLAIMS, "saved"],
    queryFn: async ({ signal }) => body(await api.GET("/v1/analyses", { params: { query: { kind: ["claim"], limit: 100 } }, signal })),
  });
}

const PAUSE = 1_000; // milliseconds between two looks at what a worker has in hand

export function useSavedClaim(id: string) {
  const told = useQuery({
    queryKey: [CLAIMS, "saved", id],
    queryFn: async ({ signal }): Promise<Analysis> =>
      body(await api.GET("/v1/analyses/{analysis_id}", { params: { path: { analysis_id: id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.state === "queued" || state.data?.state === "running" ? PAUSE : false),
  });
  const result = useQuery({
    queryKey: [CLAIMS, "saved", id, "result"],
    queryFn: async ({ signal }) =>
      body(await api.GET("/v1/analyses/{analysis_id}/result", { params: { path: { analysis_id: id } }, signal })),
    enabled: told.data?.state === "ready",
    staleTime: Infinity,
  });
  return { told, result };
}

export function useSave() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ document, claim, name }: { document: string; claim: Case; name: string }) =>
      body(
        await api.POST("/v1/analyses", {
          params: { header: { "Idempotency-Key": crypto.randomUUID() } },
          body: { kind: "claim", documents: [{ document_id: document }], claim, name, playbook: "" },
        }),
      ),
    onSuccess: () => lookAgain(queries, [CLAIMS, "saved"]),
  });
}

export function useDeleteSaved() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.DELETE("/v1/analyses/{analysis_id}", { params: { path: { analysis_id: id } } }),
    onSettled: () => lookAgain(queries, [CLAIMS, "saved"]),
  });
}

export function useReport() {
  return useMutation({
    mutationFn: async ({ id, format, masked }: { id: string; format: Report; masked: boolean }) => {
      const params = { path: { analysis_id: id }, query: { format, masked } };
      const answer = await api.GET("/v1/analyses/{analysis_id}/export", { params, parseAs: "blob" });
      keepFile(body(answer) as Blob, nameOf(answer.response));
    },
  });
}

/** The deadlines as a file: a calendar of those that have a date, or a table of all. */
export function useDeadlineFile() {
  return useMutation({
    mutationFn: async ({ document, facts, format }: { document: string; facts: Record<string, string>; format: "ics" | "xlsx" }) => {
      const params = { path: { document_id: document }, query: { format } };
      const answer = await api.POST("/v1/documents/{document_id}/deadlines/export", { params, body: { facts }, parseAs: "blob" });
      keepFile(body(answer) as Blob, nameOf(answer.response));
    },
  });
}

export function nameOf(answer: Response): string {
  return fileNameOf(answer.headers.get("Content-Disposition") ?? "");
}

/** Let the browser keep a file under its name. */
export function keepFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 60_000);
}
