import { SwapOutlined } from "@ant-design/icons";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Button, Empty } from "antd";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";

import type { Analysis } from "../analysis/analyses";
import { AnalysisList } from "../analysis/AnalysisList";
import { ChooseDocuments } from "../library/ChooseDocuments";
import { MOST, type Selected, swapped } from "../library/selecting";
import { useNarrow } from "../reader/narrow";
import { api, body } from "../service/api";
import { may, useSession } from "../session/session";
import { addressOf, type Subject, type Way } from "./address";

const MADE = ["comparison", "matrix"] as const;

/** Choose what to compare, or open what was compared before. */
export function Choosing() {
  const { data: session } = useSession();
  const mayWrite = session ? may(session, "write") : false;
  return (
    <div className="choosing">
      <h1 className="unseen">比对</h1>
      {mayWrite && <Choice />}
      <section className="choosing-made" aria-labelledby="made-before">
        <h2 id="made-before">最近的比对与对照</h2>
        <AnalysisList
          kinds={MADE}
          label="最近的比对与对照"
          addressOf={({ id }) => `/compare/${id}`}
          tell={toldOf}
          mayWrite={mayWrite}
          empty={
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description={mayWrite ? "还没有做过比对。请选择两份文档，逐条比对；选三份以上，作要素对照。" : "还没有做过比对。"}
            />
          }
        />
      </section>
    </div>
  );
}

/** What a list tells of a result. */
export function toldOf({ kind, tally }: Analysis): string {
  const of = (key: string) => tally[key] ?? 0;
  if (kind === "matrix") return `${String(of("elements"))} 项要素，${String(of("differing"))} 项不一致`;
  const alone = of("only_a") + of("only_b");
  const changed = of("changed");
  if (changed + alone + of("reworded") === 0) return "没有实质差异";
  const gains = [
    of("gain_insurer") && `${String(of("gain_insurer"))} 处有利于保险人`,
    of("gain_policyholder") && `${String(of("gain_policyholder"))} 处有利于投保方`,
  ].filter(Boolean);
  return [`${String(changed)} 条有实质变更`, alone && `${String(alone)} 条仅一方有`, ...gains].filter(Boolean).join("，");
}

function Choice() {
  const go = useNavigate();
  const narrow = useNarrow(); // where the keyboard of a telephone would cover the list
  const [chosen, choose] = useChosen();
  const newest = useNewest(chosen.length === 1 ? chosen[0] : undefined);
  const [first, second] = chosen;
  const start = (way: Way, subjects: readonly Subject[] = chosen.map(({ id }) => ({ id, version: null }))) =>
    void go(addressOf({ way, subjects }));
  return (
    <section className="choosing-new" aria-labelledby="choose-documents">
      <h2 id="choose-documents">选择要比对的文档</h2>
      <ChooseDocuments chosen={chosen} onChange={choose} most={MOST} label="要比对的文档" autoFocus={!narrow} />
      <div className="choosing-deeds">
        {chosen.length <= 2 ? (
          <Button type="primary" disabled={!second} onClick={() => { start("comparison"); }}>
            逐条比对
          </Button>
        ) : (
          <Button type="primary" onClick={() => { start("matrix"); }}>
            要素对照（{chosen.length} 份）
          </Button>
        )}
        {chosen.length === 2 && (
          <>
            <Button onClick={() => { start("matrix"); }}>要素对照</Button>
            <Button icon={<SwapOutlined aria-hidden />} onClick={() => { choose(swapped(chosen)); }}>
              互换先后
            </Button>
          </>
        )}
        {first && newest > 1 && (
          <Button
            onClick={() => {
              start("comparison", [newest - 1, newest].map((version) => ({ id: first.id, version })));
            }}
          >
            与它的上一版比对
          </Button>
        )}
      </div>
      <p className="faint">{hintOf(chosen.length)}</p>
    </section>
  );
}

function hintOf(chosen: number): string {
  if (chosen === 0) return "选两份，逐条比对；选三至二十份，按要素对照。";
  if (chosen === 1) return "再选一份，即可逐条比对。";
  if (chosen === 2) return "第一份作基准（文本一），第二份与它比（文本二）。";
  return "每份一列，每个要素一行，逐项看各份怎么写。";
}

function documentQuery(document_id: string) {
  return {
    queryKey: ["document", document_id],
    queryFn: async () => body(await api.GET("/v1/documents/{document_id}", { params: { path: { document_id } } })),
    staleTime: 60_000,
  };
}

/** What is chosen stands in the address, which the router changes in its own time; names that are not known are asked for. */
function useChosen(): [readonly Selected[], (chosen: readonly Selected[]) => void] {
  const [search, setSearch] = useSearchParams();
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  const [ids, setIds] = useState(() => chosenIn(search));
  const unknown = ids.filter((id) => !known.has(id));
  const asked = useQueries({ queries: unknown.map(documentQuery) });
  const found = new Map(unknown.map((id, nth) => [id, asked[nth]]));
  const chosen = ids
    .filter((id) => !found.get(id)?.isError) // what is no longer there is not chosen any more
    .map((id) => ({ id, name: known.get(id) ?? found.get(id)?.data?.name ?? "…" }));
  const choose = (next: readonly Selected[]) => {
    const named = next.filter(({ name }) => name !== "…");
    setKnown((all) => new Map([...all, ...named.map(({ id, name }) => [id, name] as const)]));
    setIds(next.map(({ id }) => id));
    setSearch(next.length ? { chosen: next.map(({ id }) => id).join(",") } : {}, { replace: true });
  };
  return [chosen, choose];
}

function chosenIn(search: URLSearchParams): readonly string[] {
  return [...new Set((search.get("documents") ?? search.get("chosen") ?? "").split(",").filter(Boolean))];
}

/** The number of the newest version of a document. */
function useNewest(document: Selected | undefined): number {
  const { data } = useQuery({ ...documentQuery(document?.id ?? ""), enabled: document !== undefined });
  return data?.reading?.version ?? 1;
}
