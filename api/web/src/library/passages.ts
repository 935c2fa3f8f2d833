import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";

import { api, body } from "../service/api";
import type { components } from "../service/schema";
import type { Kind } from "./wording";
import { codePoints, type Piece, pieces, spansOf } from "./marking";

export type Passage = components["schemas"]["PassageOut"];

/** In which documents is looked; in all where none is named. */
export type Within = { documents: readonly string[]; kind: Kind | null };

/** Passages that hold every word, best first, page by page. */
export function usePassages(query: string, { documents, kind }: Within) {
  return useInfiniteQuery({
    queryKey: ["documents", "passages", query, documents, kind],
    queryFn: async ({ pageParam, signal }) => {
      const asked = {
        q: query,
        limit: 50,
        ...(documents.length && { document_id: [...documents] }),
        ...(kind && { kind }),
        ...(pageParam && { cursor: pageParam }),
      };
      return body(await api.GET("/v1/search", { params: { query: asked }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled: query !== "",
  });
}

/** A passage as it is shown: the words marked, and the address that opens the reader at the first of them. */
export function shown(passage: Passage, query: string): { pieces: readonly Piece[]; address: string } {
  const { text } = passage;
  const spans = spansOf(text, query);
  const [first] = spans;
  const start = passage.start + (first ? codePoints(text, first.start) : 0);
  const end = first ? passage.start + codePoints(text, first.end) : passage.end;
  const address = `/documents/${passage.document_id}?start=${String(start)}&end=${String(end)}`;
  return { pieces: pieces(text, spans), address };
}
