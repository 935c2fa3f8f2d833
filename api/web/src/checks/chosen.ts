import { useQueries } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

import type { Document } from "../library/documents";
import { MOST, type Selected } from "../library/selecting";
import { api, body } from "../service/api";

/** Documents and checks that the address names: `documents=…&check=law,liability`. */
export function useOrder() {
  const [address, setAddress] = useSearchParams();
  const given = address.get("documents") ?? "";
  const checks = useMemo(() => listOf(address.get("check")), [address]);
  const ids = useMemo(() => listOf(given).slice(0, MOST), [given]);
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: ["documents", "one", id],
      queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Document> =>
        body(await api.GET("/v1/documents/{document_id}", { params: { path: { document_id: id } }, signal })),
    })),
  });
  const documents = ids.map((id, nth): Selected => ({ id, name: found[nth]?.data?.name ?? told(found[nth]?.error) }));
  const gone = ids.filter((_, nth) => found[nth]?.isError);
  const put = useCallback(
    (name: "documents" | "check", items: readonly string[]) => {
      setAddress(
        (now) => {
          const next = new URLSearchParams(now);
          if (items.length) next.set(name, items.join(","));
          else next.delete(name);
          return next;
        },
        { replace: true },
      );
    },
    [setAddress],
  );
  return { documents, gone, checks, put };
}

function told(error: Error | null | undefined): string {
  return error ? `（打不开：${error.message}）` : "…";
}

function listOf(given: string | null): readonly string[] {
  return [...new Set((given ?? "").split(",").filter(Boolean))];
}
