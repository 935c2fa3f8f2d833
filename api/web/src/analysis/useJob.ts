import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { api, body } from "../service/api";
import type { components } from "../service/schema";

export type Job = components["schemas"]["JobOut"];

const LOOK = 5_000; // milliseconds; events come sooner, but a stream may be cut by what stands before the service
const isOver = ({ state }: Job): boolean => state !== "queued" && state !== "running";

/** A job as it goes on: its events as they come, and a look now and then. */
export function useJob(id: string | null) {
  const queries = useQueryClient();
  const job = useQuery({
    queryKey: ["job", id],
    queryFn: async ({ signal }): Promise<Job> =>
      body(await api.GET("/v1/jobs/{job_id}", { params: { path: { job_id: id ?? "" } }, signal })),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : LOOK),
  });
  useEffect(() => {
    if (id === null) return undefined;
    const events = new EventSource(`/v1/jobs/${encodeURIComponent(id)}/events`);
    events.addEventListener("job", ({ data }: MessageEvent<string>) => {
      const seen = JSON.parse(data) as Job;
      // An event does not tell the place in the queue; the look does.
      queries.setQueryData<Job>(["job", id], (known) => ({ ...known, ...seen }));
      if (isOver(seen)) events.close();
    });
    return () => {
      events.close();
    };
  }, [id, queries]);
  return job;
}
