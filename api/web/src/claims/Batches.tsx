import { DownloadOutlined, InboxOutlined } from "@ant-design/icons";
import { Alert, App, Button, Spin } from "antd";
import { type DragEvent, useRef, useState } from "react";

import { ChooseDocuments } from "../library/ChooseDocuments";
import type { Selected } from "../library/selecting";
import { useSession } from "../session/session";
import { BatchRow } from "./BatchRow";
import { useBatches, useUploadBatch } from "./batching";

const ACCEPTED = ".xlsx,.csv,.jsonl,.json";

/** Many claims at once: the empty table, its upload, and what came of each batch. */
export function Batches() {
  const { data: session } = useSession();
  const batches = useBatches();
  const mayWrite = session?.scopes.some((one) => one === "write" || one === "admin") ?? false;
  const [jobs, setJobs] = useState<ReadonlyMap<string, string>>(new Map());
  return (
    <div className="claim-page">
      <section aria-label="上传案件表">
        <h2>批量核定</h2>
        <p className="faint">
          下载模板，每行填一个案件，再上传。没有填的不会猜测，会列为待答的问题；有误的行单独报告，不影响其他行。一次最多 10,000 个案件。
        </p>
        <p className="claim-line">
          <Button icon={<DownloadOutlined />} href="/v1/claims/template?format=xlsx" download>
            下载模板（xlsx，附说明）
          </Button>
          <Button icon={<DownloadOutlined />} href="/v1/claims/template?format=csv" download>
            下载模板（csv）
          </Button>
        </p>
        {mayWrite ? (
          <UploadArea onSent={(id, job) => { setJobs((now) => new Map(now).set(id, job)); }} />
        ) : (
          <p className="faint">您没有写入权限，不能上传案件表；可以查看和下载已有的结果。</p>
        )}
      </section>
      <section aria-label="各批案件">
        <h3>各批案件</h3>
        {batches.isPending && <Spin />}
        {batches.error && (
          <Alert type="error" showIcon role="alert" title={batches.error.message} action={<Button size="small" onClick={() => void batches.refetch()}>重试</Button>} />
        )}
        {batches.data?.length === 0 && <p className="faint">还没有批量核定。</p>}
        <ul className="claim-batches">
          {batches.data?.map((batch) => (
            <BatchRow key={batch.id} batch={batch} job={jobs.get(batch.id)} mayWrite={mayWrite} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function UploadArea({ onSent }: { onSent: (id: string, job: string) => void }) {
  const { message } = App.useApp();
  const chooser = useRef<HTMLInputElement>(null);
  const [chosen, choose] = useState<readonly Selected[]>([]);
  const upload = useUploadBatch();
  const send = (file: File | undefined) => {
    if (!file) return;
    upload.mutate(
      { file, document: chosen[0]?.id ?? "" },
      {
        onSuccess: (batch) => {
          if (batch.job_id) onSent(batch.id, batch.job_id);
          void message.success(`已接收 ${String(batch.total)} 个案件`);
        },
      },
    );
  };
  return (
    <div className="claim-upload">
      <details className="claim-folded">
        <summary>{chosen[0] ? `没有填“条款”的案件按：${chosen[0].name}` : "案件表没有填“条款”一列时，按哪份文档（可不选）"}</summary>
        <ChooseDocuments chosen={chosen} onChange={choose} most={1} label="选择条款" />
      </details>
      <div
        className="claim-drop"
        onDragOver={(event: DragEvent) => { event.preventDefault(); }}
        onDrop={(event: DragEvent) => {
          event.preventDefault();
          send(event.dataTransfer.files[0]);
        }}
      >
        <InboxOutlined />
        <span>把案件表拖到此处，或</span>
        <Button type="primary" loading={upload.isPending} onClick={() => { chooser.current?.click(); }}>
          选择案件表
        </Button>
        <span className="faint">xlsx、csv、jsonl、json</span>
        <input
          ref={chooser}
          type="file"
          className="unseen"
          tabIndex={-1}
          aria-label="选择案件表文件"
          accept={ACCEPTED}
          onChange={({ target }) => {
            send(target.files?.[0]);
            target.value = "";
          }}
        />
      </div>
      {upload.error && <Alert type="error" showIcon role="alert" title={upload.error.message} />}
    </div>
  );
}
