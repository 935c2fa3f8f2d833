import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Skeleton } from "antd";

import { api, body } from "../../service/api";
import type { Playbook } from "./playbooks";

type Props = { id: string; onMine: (revision: number) => void; onTheirs: (theirs: Playbook) => void };

/** Somebody else kept another text meanwhile: both are there, and the person chooses. */
export function Conflict({ id, onMine, onTheirs }: Props) {
  const { data, error, refetch } = useQuery({
    queryKey: ["playbooks", id, "theirs"],
    queryFn: async ({ signal }) =>
      body(await api.GET("/v1/playbooks/{playbook_id}", { params: { path: { playbook_id: id } }, signal })),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <section className="playbook-conflict" aria-label="两人同时修改">
      <Alert
        type="warning"
        showIcon
        role="alert"
        title="您编辑期间，别人保存了这份标准。您写的内容还在下面，请选择以哪一份为准。"
      />
      {error && (
        <Alert
          type="error"
          showIcon
          title={error.message}
          action={<Button size="small" onClick={() => void refetch()}>重试</Button>}
        />
      )}
      {!data && !error && <Skeleton active title={false} />}
      {data && (
        <>
          <details>
            <summary>别人保存的“{data.title}”（全文）</summary>
            <pre className="playbook-text">{data.text}</pre>
          </details>
          <div className="check-begin">
            <Button
              onClick={() => {
                onTheirs(data);
              }}
            >
              放弃我的，采用别人的
            </Button>
            <Button
              type="primary"
              onClick={() => {
                onMine(data.revision);
              }}
            >
              以我的为准，覆盖保存
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
