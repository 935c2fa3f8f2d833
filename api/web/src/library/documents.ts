import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";

import { lookAgain } from "../service/again";
import { api, body } from "../service/api";
import type { components } from "../service/schema";
import { type Filters, type Order, queryOf } from "./filters";

export type Document = components["schemas"]["DocumentOut"];
export type Facets = components["schemas"]["FacetsOut"];
export type Belongings = components["schemas"]["BelongingsOut"];
type Page = components["schemas"]["DocumentPage"];

const DOCUMENTS = "documents";
const AT_ONCE = 100;
const PAUSE = 2_500; // milliseconds between two looks, for each page that is shown

/** True while the newest version has not been read. */
export const isBeingRead = ({ state }: Document): boolean => state === "queued" || state === "reading";

/** The documents of the workspace in their order, page by page; looked at again while some are being read. */
export function useDocuments(filters: Filters, order: Order) {
  return useInfiniteQuery({
    queryKey: [DOCUMENTS, filters, order],
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const query = { limit: AT_ONCE, ...(pageParam && { cursor: pageParam }), ...queryOf(filters), ...order };
      return body(await api.GET("/v1/documents", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => intervalOf(state.data),
  });
}

function intervalOf(data: InfiniteData<Page> | undefined): number | false {
  const pages = data?.pages ?? [];
  return pages.some(({ items }) => items.some(isBeingRead)) && PAUSE * pages.length;
}

/** The values that can be asked for, with the number of documents that each would leave. */
export function useFacets(filters: Filters) {
  return useQuery({
    queryKey: [DOCUMENTS, "facets", filters],
    queryFn: async ({ signal }) =>
      body(await api.GET("/v1/documents/facets", { params: { query: queryOf(filters) }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

/** Do something to documents, then look at the list again. */
function useDoing<Given, Done>(doing: (given: Given) => Promise<Done>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: doing,
    onSettled: () => lookAgain(queries, [DOCUMENTS]),
  });
}

export function useRename() {
  return useDoing(async ({ document, name }: { document: Document; name: string }) =>
    body(
      await api.PATCH("/v1/documents/{document_id}", {
        params: { path: { document_id: document.id }, header: { "If-Match": `"r${String(document.revision)}"` } },
        body: { name },
      }),
    ),
  );
}

export function useDelete() {
  return useDoing((id: string) => api.DELETE("/v1/documents/{document_id}", { params: { path: { document_id: id } } }));
}

export function useReadAgain() {
  return useDoing((id: string) =>
    api.POST("/v1/documents/{document_id}/readings", {
      params: { path: { document_id: id }, header: { "Idempotency-Key": crypto.randomUUID() } },
    }),
  );
}

/** Cancel the reading of a document; nothing where it has ended meanwhile. */
export function useCancelReading() {
  return useDoing(async (id: string) => {
    const { job_id: job } = body(
      await api.GET("/v1/documents/{document_id}", { params: { path: { document_id: id } } }),
    );
    if (job) await api.DELETE("/v1/jobs/{job_id}", { params: { path: { job_id: job } } });
  });
}

/** What goes with a document when it is deleted. */
export function useBelongings(id: string | null) {
  return useQuery({
    queryKey: [DOCUMENTS, "belongings", id],
    queryFn: async ({ signal }) => {
      const path = { document_id: id ?? "" };
      return body(await api.GET("/v1/documents/{document_id}/belongings", { params: { path }, signal }));
    },
    enabled: id !== null,
    staleTime: 0,
  });
}
