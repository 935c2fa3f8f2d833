import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";

import { lookAgain } from "../service/again";
import { api, body } from "../service/api";
import { type FindingItem, findingsKey, knownUntil, merge, type RecordItem, recordsKey } from "./content";
import { isBeingSent } from "./deciding";

const LOOK = 3_000; // milliseconds between two looks

type Item = RecordItem | FindingItem;

/**
 * Bring in what other reviewers decide while the document is open, and tell of a new reading.
 *
 * Each look asks for what changed since the last one; mostly that is nothing, and the browser answers it from what it
 * has. `told` gets what is new.
 */
export function useFollowing(document_id: string, reading: string, told: (news: readonly Item[]) => void): void {
  const queries = useQueryClient();
  const look = useEffectEvent(async (): Promise<void> => {
    const known = knownUntil(document_id, reading);
    const since = queries.getQueryData<number>(known.queryKey);
    if (since === undefined) {
      // The lists came by another view: nobody knows how old they are.
      await queries.ensureQueryData(known);
      await Promise.all(listsOf(reading).map((queryKey) => lookAgain(queries, queryKey)));
      return;
    }
    const query = { since };
    const changes = body(await api.GET("/v1/documents/{document_id}/changes", { params: { path: { document_id }, query } }));
    if (changes.reading_id !== reading) {
      await lookAgain(queries, ["document", document_id]);
      return;
    }
    const news = [
      ...merge(queries, recordsKey(reading), changes.records),
      ...merge(queries, findingsKey(reading), changes.findings),
    ];
    queries.setQueryData(known.queryKey, changes.revision);
    const others = news.filter((item) => !isBeingSent(queries, item));
    if (others.length > 0) told(others);
  });
  const isThere = useEffectEvent(() => isLoaded(queries, reading));
  useEffect(() => {
    let stopped = false;
    let timer = 0;
    const round = async () => {
      // What fails is shown by what the person does next; here it is tried again.
      if (!document.hidden && isThere()) await look().catch(() => undefined);
      if (!stopped) timer = window.setTimeout(() => void round(), LOOK);
    };
    void round();
    return () => {
      stopped = true;
      window.clearTimeout(timer);
    };
  }, [document_id, reading]);
}

function listsOf(reading: string) {
  return [recordsKey(reading), findingsKey(reading)];
}

/** Changes can only be put into lists that are there. */
function isLoaded(queries: QueryClient, reading: string): boolean {
  return listsOf(reading).every((key) => queries.getQueryData(key) !== undefined);
}
