import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";

import { api, body } from "../service/api";
import type { components } from "../service/schema";
import type { Kind, State } from "./wording";

export type Document = components["schemas"]["DocumentOut"];
type Page = components["schemas"]["DocumentPage"];
export type Filters = { name: string; state: State | null; kind: Kind | null };

const DOCUMENTS = "documents";
const AT_ONCE = 100;
const PAUSE = 2_500; // milliseconds between two looks, for each page that is shown

/** True while the newest version has not been read. */
export const isBeingRead = ({ state }: Document): boolean => state === "queued" || state === "reading";

/** The documents of the workspace, newest first, page by page; looked at again while some are being read. */
export function useDocuments(filters: Filters) {
  return useInfiniteQuery({
    queryKey: [DOCUMENTS, filters],
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const { name, state, kind } = filters;
      const query = { limit: AT_ONCE, ...(pageParam && { cursor: pageParam }), name, state, kind };
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

/** How many findings the current reading has, by their code. */
export function useFindingCount(document: Document, isWanted: boolean) {
  return useQuery({
    queryKey: [DOCUMENTS, "findings", document.id, document.reading?.id],
    queryFn: async ({ signal }) => {
      const query = { document_id: document.id };
      const { codes } = body(await api.GET("/v1/findings/counts", { params: { query }, signal }));
      return Object.values(codes).reduce((sum, count) => sum + count, 0);
    },
    enabled: isWanted && document.reading !== undefined && document.reading !== null,
    staleTime: 120_000,
  });
}

/** Do something to documents, then look at the list again. */
function useDoing<Given, Done>(doing: (given: Given) => Promise<Done>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: doing,
    onSettled: () => queries.invalidateQueries({ queryKey: [DOCUMENTS] }),
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
    const query = { document_id: id, limit: 20 };
    const { items } = body(await api.GET("/v1/jobs", { params: { query } }));
    const open = items.filter(({ kind, state }) => kind === "read" && (state === "queued" || state === "running"));
    await Promise.all(open.map((job) => api.DELETE("/v1/jobs/{job_id}", { params: { path: { job_id: job.id } } })));
  });
}

/** What goes with a document when it is deleted. */
export type Belongings = { versions: number; records: number; findings: number; analyses: string };

export function useBelongings(id: string | null) {
  return useQuery({
    queryKey: [DOCUMENTS, "belongings", id],
    queryFn: ({ signal }) => belongingsOf(id ?? "", signal),
    enabled: id !== null,
    staleTime: 0,
  });
}

async function belongingsOf(id: string, signal: AbortSignal): Promise<Belongings> {
  const query = { document_id: id };
  const path = { document_id: id };
  const [versions, records, findings, analyses] = await Promise.all([
    api.GET("/v1/documents/{document_id}/versions", { params: { path }, signal }).then(body),
    api.GET("/v1/records/counts", { params: { query }, signal }).then(body),
    api.GET("/v1/findings/counts", { params: { query }, signal }).then(body),
    api.GET("/v1/analyses", { params: { query: { ...query, limit: 100 } }, signal }).then(body),
  ]);
  const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, one) => all + one, 0);
  return {
    versions: versions.length,
    records: sum(records.types),
    findings: sum(findings.codes),
    analyses: `${String(analyses.items.length)}${analyses.next_cursor ? " 以上" : ""}`,
  };
}
