import { useDeferredValue, useMemo } from "react";

import { useDocuments } from "./documents";
import { NEWEST, NONE } from "./filters";

/** The documents of the library whose name or title has the words, newest first, more when asked. */
export function useChoosable(words: string) {
  const name = useDeferredValue(words.trim());
  const filters = useMemo(() => ({ ...NONE, name }), [name]);
  const { data, error, isPending, isFetching, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useDocuments(filters, NEWEST);
  const documents = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  return {
    documents,
    error,
    isPending,
    isFetching: isFetching && !isFetchingNextPage && name !== "",
    more: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    again: () => void refetch(),
  };
}
