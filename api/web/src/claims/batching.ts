import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { lookAgain } from "../service/again";
import { api, body } from "../service/api";
import type { components } from "../service/schema";
import { keepFile, nameOf } from "./querying";

export type Batch = components["schemas"]["ClaimBatchOut"];
export type Results = "xlsx" | "csv" | "jsonl";

const BATCHES = ["claims", "batches"];
const PAUSE = 1_500; // milliseconds between two looks while one is worked on

export const isRunning = ({ state }: Batch): boolean => state === "queued" || state === "running";

/** The batches of the workspace, newest first; looked at again while one is worked on. */
export function useBatches() {
  return useQuery({
    queryKey: BATCHES,
    queryFn: async ({ signal }) => body(await api.GET("/v1/claims/batches", { params: { query: { limit: 100 } }, signal })).items,
    refetchInterval: ({ state }) => (state.data?.some(isRunning) ? PAUSE : false),
  });
}

export function useUploadBatch() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ file, document }: { file: File; document: string }) => {
      const form = new FormData();
      form.append("file", file, file.name);
      return body(
        await api.POST("/v1/claims/batches/files", {
          params: { query: { document_id: document }, header: { "Idempotency-Key": crypto.randomUUID() } },
          body: form as unknown as components["schemas"]["Body_uploadClaimBatch"],
          bodySerializer: (sent) => sent as unknown as FormData,
        }),
      );
    },
    onSettled: () => lookAgain(queries, BATCHES),
  });
}

export function useDeleteBatch() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.DELETE("/v1/claims/batches/{batch_id}", { params: { path: { batch_id: id } } }),
    onSettled: () => lookAgain(queries, BATCHES),
  });
}

/** Stop the job of a batch that was sent from here; what is done stays. */
export function useCancelJob() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (job: string) => api.DELETE("/v1/jobs/{job_id}", { params: { path: { job_id: job } } }),
    onSettled: () => lookAgain(queries, BATCHES),
  });
}

export function useResults() {
  return useMutation({
    mutationFn: async ({ id, format }: { id: string; format: Results }) => {
      const params = { path: { batch_id: id }, query: { format } };
      const answer = await api.GET("/v1/claims/batches/{batch_id}/results", { params, parseAs: "blob" });
      keepFile(body(answer) as Blob, nameOf(answer.response));
    },
  });
}
