import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";

import { api, body } from "../service/api";
import { everything, type FindingItem, findingsKey, merge, type RecordItem, recordsKey, type Review } from "./content";

const LOOK = 5_000; // milliseconds between two looks, the more the more there is to look at
const DECIDED: Review[] = ["accepted", "corrected", "rejected", "added"];
const AT_ONCE = 200;

type Item = RecordItem | FindingItem;

/**
 * Bring in what other reviewers decide while the document is open.
 *
 * The service has no list of changes: what has been decided is read again, and what is no longer among it (a review
 * taken back) is read by itself. `told` gets what is new.
 */
export function useFollowing(document_id: string, reading: string, told: (news: readonly Item[]) => void): void {
  const queries = useQueryClient();
  const look = useEffectEvent(async (): Promise<number> => {
    const where = (cursor: { cursor?: string }) => ({
      params: { path: { document_id }, query: { reading, limit: AT_ONCE, review: DECIDED, ...cursor } },
    });
    const records = await everything<RecordItem>(async (cursor) =>
      body(await api.GET("/v1/documents/{document_id}/records", where(cursor))),
    );
    const findings = await everything<FindingItem>(async (cursor) =>
      body(await api.GET("/v1/documents/{document_id}/findings", where(cursor))),
    );
    const back = await Promise.all(
      missing(queries.getQueryData<RecordItem[]>(recordsKey(reading)) ?? [], records).map(async (record_id) =>
        body(await api.GET("/v1/records/{record_id}", { params: { path: { record_id } } })),
      ),
    );
    const backFindings = await Promise.all(
      missing(queries.getQueryData<FindingItem[]>(findingsKey(reading)) ?? [], findings).map(async (finding_id) =>
        body(await api.GET("/v1/findings/{finding_id}", { params: { path: { finding_id } } })),
      ),
    );
    const news = [
      ...merge(queries, recordsKey(reading), [...records, ...back]),
      ...merge(queries, findingsKey(reading), [...findings, ...backFindings]),
    ];
    if (news.length > 0) told(news);
    return 1 + Math.floor((records.length + findings.length) / AT_ONCE);
  });
  useEffect(() => {
    let stopped = false;
    let timer = 0;
    const later = (weight: number) => {
      if (!stopped) timer = window.setTimeout(() => void round(), LOOK * weight);
    };
    const round = async () => {
      if (document.hidden) {
        later(1);
        return;
      }
      // What fails is shown by what the person does next; here it is tried again.
      later(await look().catch(() => 2));
    };
    later(1);
    return () => {
      stopped = true;
      window.clearTimeout(timer);
    };
  }, [document_id, reading]);
}

/** Items that were decided when last seen and are not among the decided ones now. */
function missing(known: readonly Item[], decided: readonly Item[]): string[] {
  const there = new Set(decided.map(({ id }) => id));
  return known.filter(({ id, review }) => review !== "unreviewed" && !there.has(id)).map(({ id }) => id);
}
