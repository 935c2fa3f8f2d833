import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { lookAgain } from "../service/again";
import { api, body } from "../service/api";
import { ANALYSES, type Analysis, isOpen } from "./analyses";
import { useJob } from "./useJob";

const LOOK = 5_000; // milliseconds between two looks at an analysis under way; its job tells sooner
const NEVER = Infinity; // a result does not change

/**
 * One analysis: what it is, how far its job is, and its result as soon as there is one.
 *
 * `problem` is what keeps it from being shown; `again` asks once more. An analysis that failed has its reason in
 * `analysis.failure`; it is not a problem of this page.
 */
export function useAnalysis(id: string) {
  const queries = useQueryClient();
  const analysis = useQuery({
    queryKey: [ANALYSES, "one", id],
    queryFn: async ({ signal }): Promise<Analysis> =>
      body(await api.GET("/v1/analyses/{analysis_id}", { params: { path: { analysis_id: id } }, signal })),
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? LOOK : false),
  });
  const open = analysis.data && isOpen(analysis.data) ? analysis.data : null;
  const job = useJob(open?.job_id ?? null);
  const over = job.data !== undefined && job.data.state !== "queued" && job.data.state !== "running";
  useEffect(() => {
    if (over) void lookAgain(queries, [ANALYSES]);
  }, [over, queries]);
  const result = useQuery({
    queryKey: [ANALYSES, "result", id],
    queryFn: async ({ signal }) =>
      body(await api.GET("/v1/analyses/{analysis_id}/result", { params: { path: { analysis_id: id } }, signal })),
    enabled: analysis.data?.state === "ready",
    staleTime: NEVER,
  });
  return {
    analysis: analysis.data,
    job: open ? job.data : undefined,
    result: result.data,
    problem: (analysis.data ? null : analysis.error) ?? result.error,
    again: () => {
      void analysis.refetch();
      if (result.isError) void result.refetch();
    },
  };
}

/** Ask a job to stop: at once where it waits, soon where it is under way. */
export function useCancelJob() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (job_id: string) =>
      body(await api.DELETE("/v1/jobs/{job_id}", { params: { path: { job_id } } })),
    onSettled: async (job) => {
      if (job) queries.setQueryData(["job", job.id], job);
      await lookAgain(queries, [ANALYSES]);
    },
  });
}
