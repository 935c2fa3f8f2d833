import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";

import { lookAgain } from "../service/again";
import { api, body } from "../service/api";
import type { components } from "../service/schema";

export type Analysis = components["schemas"]["AnalysisOut"];
export type AnalysisKind = Analysis["kind"];
export type AnalysisResult = components["schemas"]["ResultOut"];
export type Quotation = components["schemas"]["QuotationOut"];
export type Order = components["schemas"]["AnalysisIn"];
type Page = components["schemas"]["AnalysisPage"];

export const ANALYSES = "analyses";
const AT_ONCE = 50;
const PAUSE = 2_500; // milliseconds between two looks while some are being made

/** True while a worker has it, or it waits for one. */
export const isOpen = ({ state }: Pick<Analysis, "state">): boolean => state === "queued" || state === "running";

/** The analyses of these kinds that the workspace keeps, newest first, page by page. */
export function useAnalyses(kinds: readonly AnalysisKind[]) {
  return useInfiniteQuery({
    queryKey: [ANALYSES, "list", kinds],
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const query = { kind: [...kinds], limit: AT_ONCE, ...(pageParam && { cursor: pageParam }) };
      return body(await api.GET("/v1/analyses", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    refetchInterval: ({ state }) =>
      (state.data?.pages ?? []).some(({ items }) => items.some(isOpen)) && PAUSE * (state.data?.pages.length ?? 1),
  });
}

/** Start an analysis. `key` names the request: asked again with the same one, it is not made twice. */
export async function startAnalysis(order: Order, key: string): Promise<Analysis> {
  const header = { "Idempotency-Key": key };
  return body(await api.POST("/v1/analyses", { params: { header }, body: order }));
}

function useDoing<Given, Done>(doing: (given: Given) => Promise<Done>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: doing,
    // Not waited for: once what was deleted is asked for again, its page is gone, and with it what was to come next.
    onSettled: () => void lookAgain(queries, [ANALYSES]),
  });
}

/** Start an analysis on a person's word. */
export function useStart() {
  return useDoing((order: Order) => startAnalysis(order, crypto.randomUUID()));
}

export function useRenameAnalysis() {
  return useDoing(async ({ analysis, name }: { analysis: Analysis; name: string }) =>
    body(
      await api.PATCH("/v1/analyses/{analysis_id}", {
        params: {
          path: { analysis_id: analysis.id },
          header: { "If-Match": `"r${String(analysis.revision)}"` },
        },
        body: { name },
      }),
    ),
  );
}

export function useDeleteAnalysis() {
  return useDoing((id: string) =>
    api.DELETE("/v1/analyses/{analysis_id}", { params: { path: { analysis_id: id } } }),
  );
}
