import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Result, Spin } from "antd";
import { useState } from "react";
import { Link, Navigate } from "react-router";

import { ANALYSES, type Analysis, startAnalysis } from "../analysis/analyses";
import { lookAgain } from "../service/again";
import { api, body } from "../service/api";
import { answers, type Asked } from "./address";

/** Go to the comparison that is asked for: the one there is of the same content, else a new one. */
export function Starting({ asked, isNew }: { asked: Asked; isNew: boolean }) {
  const queries = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const { data, error, refetch } = useQuery({
    queryKey: ["comparing", key],
    queryFn: async ({ signal }): Promise<Analysis> => {
      const found = isNew ? undefined : await madeBefore(asked, signal);
      if (found) return found;
      const documents = asked.subjects.map(({ id, version }) => ({ document_id: id, version }));
      const made = await startAnalysis({ kind: asked.way, documents, name: "", playbook: "" }, key);
      void lookAgain(queries, [ANALYSES, "list"]);
      return made;
    },
    staleTime: Infinity,
    gcTime: 0,
  });
  if (data) return <Navigate replace to={`/compare/${data.id}`} />;
  if (error) {
    return (
      <Result
        status="warning"
        title={asked.way === "matrix" ? "没有做成要素对照" : "没有做成比对"}
        subTitle={error.message}
        extra={[
          <Button key="again" type="primary" onClick={() => void refetch()}>
            重试
          </Button>,
          <Link key="others" to="/compare">
            另选文档
          </Link>,
        ]}
      />
    );
  }
  const told = asked.way === "matrix" ? `正在对照 ${String(asked.subjects.length)} 份文档的要素…` : "正在逐条比对…";
  return (
    <Spin className="compare-wait" description={told}>
      <div />
    </Spin>
  );
}

const LOOKED_AT = 100; // the newest of a document: an older one is not likely to be of its current content

async function madeBefore(asked: Asked, signal: AbortSignal): Promise<Analysis | undefined> {
  const query = { kind: [asked.way], document_id: asked.subjects[0]?.id ?? null, limit: LOOKED_AT };
  const { items } = body(await api.GET("/v1/analyses", { params: { query }, signal }));
  return items.find((analysis) => answers(asked, analysis));
}
