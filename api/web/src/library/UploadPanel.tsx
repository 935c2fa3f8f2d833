import { CloseOutlined, DownOutlined, UpOutlined } from "@ant-design/icons";
import { Button, Progress, Tag, Tooltip } from "antd";
import { useState } from "react";
import { Link } from "react-router";

import { LongList } from "./LongList";
import { inOrderOfCare, isTroubled, isUnderWay, progress, type Sent, type Stage, tally } from "./sent";
import { cancel, forgetFinished, sendAgain, useSent } from "./uploading";
import { sizeOf, STAGES } from "./wording";

const ROW = 44; // pixels

/** What becomes of the files that were sent in this visit. */
export function UploadPanel() {
  const sent = useSent();
  const [isOpen, setOpen] = useState(true);
  if (!sent.length) return null;
  const underWay = sent.filter(isUnderWay);
  return (
    <section className="uploads" aria-label="上传进度">
      <div className="uploads-head">
        <strong role="status">{summary(sent)}</strong>
        <Progress
          percent={Math.round(progress(sent) * 100)}
          status={underWay.length || sent.some(isTroubled) ? "normal" : "success"}
          size="small"
          aria-label="上传与读取的进度"
        />
        {sent.some(({ stage }) => stage === "unsent") && (
          <Button size="small" onClick={sendAgain}>
            重新发送未送达的
          </Button>
        )}
        {underWay.length > 1 && (
          <Button size="small" onClick={() => void cancel(underWay)}>
            全部取消
          </Button>
        )}
        {underWay.length < sent.length && (
          <Button size="small" onClick={forgetFinished}>
            清除已结束的
          </Button>
        )}
        <Button
          size="small"
          type="text"
          aria-expanded={isOpen}
          aria-label={isOpen ? "收起上传列表" : "展开上传列表"}
          icon={isOpen ? <UpOutlined /> : <DownOutlined />}
          onClick={() => {
            setOpen(!isOpen);
          }}
        />
      </div>
      {isOpen && (
        <LongList
          items={inOrderOfCare(sent)}
          keyOf={({ key }) => key}
          height={ROW}
          item={(file) => <UploadRow file={file} />}
          role="table"
          aria-label="上传的文件"
          style={{ height: Math.min(sent.length * ROW, 176) }}
        />
      )}
    </section>
  );
}

const TOLD: readonly Stage[] = [
  "waiting",
  "sending",
  "queued",
  "reading",
  "ready",
  "existing",
  "refused",
  "unsent",
  "failed",
  "cancelled",
];

function summary(sent: readonly Sent[]): string {
  const counts = tally(sent);
  const told = TOLD.filter((stage) => counts.has(stage));
  return told.map((stage) => `${STAGES[stage].name} ${String(counts.get(stage))}`).join(" · ");
}

function UploadRow({ file }: { file: Sent }) {
  const { name, tone } = STAGES[file.stage];
  const told = file.stage === "sending" ? `${name} ${String(Math.round(file.share * 100))}%` : name;
  return (
    <div className="upload-row" role="row">
      <span role="cell" className="upload-name">
        {file.document && file.stage !== "cancelled" ? <Link to={`/documents/${file.document}`}>{file.name}</Link> : file.name}
        {file.versionOf && <span className="faint">（新版本）</span>}
        {file.reason && <span className={isTroubled(file) ? "upload-reason bad" : "upload-reason"}>{file.reason}</span>}
      </span>
      <span role="cell" className="upload-size faint">
        {file.size > 0 && sizeOf(file.size)}
      </span>
      <span role="cell">
        <Tag color={tone}>{file.stopping ? "正在取消" : told}</Tag>
      </span>
      <span role="cell" className="upload-act">
        {isUnderWay(file) && (
          <Tooltip title="取消">
            <Button
              size="small"
              type="text"
              disabled={file.stopping}
              icon={<CloseOutlined />}
              aria-label={`取消 ${file.name}`}
              onClick={() => void cancel([file])}
            />
          </Tooltip>
        )}
      </span>
    </div>
  );
}
