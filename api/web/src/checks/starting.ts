import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { ANALYSES, type Analysis, type Order, startAnalysis } from "../analysis/analyses";
import type { Selected } from "../library/selecting";
import { lookAgain } from "../service/again";

export type Refusal = { document: string; reason: string };

/** What the service is asked for: each document by each of the checks; a check is `law`, `exemptions` or a playbook. */
export function ordersOf(documents: readonly Selected[], checks: readonly string[]): readonly [Order, Selected][] {
  return documents.flatMap((document) =>
    checks.map((check): [Order, Selected] => {
      const asked = { documents: [{ document_id: document.id }], name: "" };
      if (check === "law" || check === "exemptions") return [{ ...asked, kind: check, playbook: "" }, document];
      return [{ ...asked, kind: "playbook", playbook: check }, document];
    }),
  );
}

/** Start checks one after the other; what is refused stays to be told, the others go on. */
export function useStarting() {
  const queries = useQueryClient();
  const [progress, setProgress] = useState<{ done: number; all: number } | null>(null);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const start = async (documents: readonly Selected[], checks: readonly string[]): Promise<readonly Analysis[]> => {
    const orders = ordersOf(documents, checks);
    const started: Analysis[] = [];
    const refused: Refusal[] = [];
    setRefusals([]);
    for (const [nth, [order, document]] of orders.entries()) {
      setProgress({ done: nth, all: orders.length });
      try {
        started.push(await startAnalysis(order, crypto.randomUUID()));
      } catch (problem) {
        refused.push({ document: document.name, reason: problem instanceof Error ? problem.message : String(problem) });
      }
    }
    setProgress(null);
    setRefusals(refused);
    await lookAgain(queries, [ANALYSES]);
    return started;
  };
  return { start, progress, refusals };
}
