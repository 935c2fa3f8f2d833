import { DeleteOutlined, DownloadOutlined } from "@ant-design/icons";
import { App, Button, Dropdown, Progress } from "antd";

import { exactly, when } from "../library/wording";
import { type Batch, isRunning, type Results, useCancelJob, useDeleteBatch, useResults } from "./batching";
import { Tag } from "./Trace";
import type { Tone } from "./wording";

const STATES: Readonly<Record<Batch["state"], { name: string; tone: Tone }>> = {
  queued: { name: "排队中", tone: "quiet" },
  running: { name: "核定中", tone: "open" },
  ready: { name: "已核定", tone: "good" },
  failed: { name: "失败", tone: "bad" },
  cancelled: { name: "已取消", tone: "quiet" },
};

const FORMATS: readonly { key: Results; label: string }[] = [
  { key: "xlsx", label: "Excel（xlsx），每个案件一行" },
  { key: "csv", label: "CSV，每个案件一行" },
  { key: "jsonl", label: "JSON Lines，全部内容" },
];

/** One batch: how far it is, its results, and how to be rid of it. `job` is known where it was sent from this page. */
export function BatchRow({ batch, job, mayWrite }: { batch: Batch; job: string | undefined; mayWrite: boolean }) {
  const { message, modal } = App.useApp();
  const results = useResults();
  const remove = useDeleteBatch();
  const cancel = useCancelJob();
  const onError = (problem: Error) => void message.error(problem.message);
  const { id, name, state, total, done, failed, created_at, failure } = batch;
  const share = total ? Math.floor((done / total) * 100) : 0;
  return (
    <li className="claim-batch">
      <div className="claim-batch-name">
        <strong>{name}</strong> <Tag {...STATES[state]} />
        <span className="faint">
          {done} / {total} 个案件{failed > 0 && `，其中 ${String(failed)} 个未能核定`}
        </span>
        <time className="faint" dateTime={created_at} title={exactly(created_at)}>
          {when(created_at)}
        </time>
        {failure && <span className="bad">{failure.reason}</span>}
        {isRunning(batch) && <Progress percent={share} size="small" aria-label={`${name} 的进度`} />}
      </div>
      <div className="claim-line">
        {isRunning(batch) && job && mayWrite && (
          <Button size="small" loading={cancel.isPending} onClick={() => { cancel.mutate(job, { onError }); }}>
            取消
          </Button>
        )}
        <Dropdown
          trigger={["click"]}
          disabled={isRunning(batch)}
          menu={{ items: [...FORMATS], onClick: ({ key }) => { results.mutate({ id, format: key as Results }, { onError }); } }}
        >
          <Button size="small" icon={<DownloadOutlined />} loading={results.isPending} aria-label={`下载结果：${name}`}>
            下载结果
          </Button>
        </Dropdown>
        {mayWrite && (
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={`删除：${name}`}
            onClick={() => {
              modal.confirm({
                title: `删除“${name}”？`,
                content: `这批 ${String(total)} 个案件及其结果会一并删除，无法恢复。${isRunning(batch) ? "进行中的核定随之停止。" : ""}`,
                okText: "删除",
                okButtonProps: { danger: true },
                onOk: () => remove.mutateAsync(id).catch(onError),
              });
            }}
          />
        )}
      </div>
    </li>
  );
}
