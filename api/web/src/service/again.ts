import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Ask again for everything under a key, for something there has changed.
 *
 * `invalidateQueries` alone keeps a first request that is still on its way, whose answer may be older than the
 * change: the list would then stay without it until something else asks.
 */
export async function lookAgain(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  await queries.cancelQueries({ queryKey });
  await queries.invalidateQueries({ queryKey });
}
