import { useQueries } from "@tanstack/react-query";

import { api, body } from "../service/api";
import type { Document } from "./documents";
import type { Selected } from "./selecting";

/** Documents that an address names, with their names as they come; `gone` are those that could not be had. */
export function useNamed(ids: readonly string[]): { documents: readonly Selected[]; gone: readonly string[] } {
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: ["documents", "one", id],
      queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Document> =>
        body(await api.GET("/v1/documents/{document_id}", { params: { path: { document_id: id } }, signal })),
    })),
  });
  return {
    documents: ids.map((id, nth) => ({ id, name: found[nth]?.data?.name ?? told(found[nth]?.error) })),
    gone: ids.filter((_, nth) => found[nth]?.isError),
  };
}

function told(error: Error | null | undefined): string {
  return error ? `（打不开：${error.message}）` : "…";
}
