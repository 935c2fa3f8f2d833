import { Alert, Button, Progress } from "antd";
import type { ReactNode } from "react";

import { type Analysis, isOpen } from "./analyses";
import "./analysis.css";
import { useCancelJob } from "./useAnalysis";
import type { Job } from "./useJob";
import { ANALYSIS_KINDS } from "./wording";

type Props = {
  analysis: Analysis;
  job: Job | undefined;
  /** Whether the person may stop it and start it again. */
  mayWrite: boolean;
  /** Ask for the same once more. */
  onAgain: () => void;
  /** Other ways on. */
  children?: ReactNode;
};

/** An analysis that has no result: where it stands in the queue, that it is being made, or why it came to nothing. */
export function AnalysisWaiting({ analysis, job, mayWrite, onAgain, children }: Props) {
  const cancel = useCancelJob();
  const open = isOpen(analysis);
  return (
    <section className="analysis-wait" aria-label={ANALYSIS_KINDS[analysis.kind]}>
      <h1>{analysis.name}</h1>
      <div role="status">{open ? <UnderWay job={job} /> : <Ended analysis={analysis} />}</div>
      {open && <p className="faint">可以离开这一页去做别的，完成后在列表中打开。</p>}
      {cancel.error && <Alert type="error" showIcon role="alert" title={cancel.error.message} />}
      <div className="analysis-deeds">
        {open && mayWrite && job && (
          <Button
            loading={cancel.isPending || job.cancel_asked}
            onClick={() => {
              cancel.mutate(job.id);
            }}
          >
            {job.cancel_asked ? "正在停止…" : "取消"}
          </Button>
        )}
        {!open && mayWrite && (
          <Button type="primary" onClick={onAgain}>
            再做一次
          </Button>
        )}
        {children}
      </div>
    </section>
  );
}

/** The service tells the steps of a job, not its share: nothing is shown that it does not know. */
const STEPS: Readonly<Partial<Record<string, { told: string; at: number }>>> = {
  reading: { told: "正在取出读取结果…", at: 1 },
  analysing: { told: "正在逐条分析…", at: 1 },
  checking: { told: "正在逐项核对…", at: 1 },
  saving: { told: "正在保存结果…", at: 2 },
};

function UnderWay({ job }: { job: Job | undefined }) {
  const ahead = (job?.position ?? 1) - 1;
  const step = job?.state === "running" ? STEPS[job.stage] : undefined;
  const told = step?.told ?? (ahead > 0 ? `排队中，前面还有 ${String(ahead)} 项。` : "排队中，即将开始。");
  return (
    <>
      <p>{told}</p>
      <Progress percent={((step?.at ?? 0) / 3) * 100} steps={3} size="small" showInfo={false} aria-label="进度" status="active" />
    </>
  );
}

function Ended({ analysis: { state, failure } }: { analysis: Analysis }) {
  if (state === "cancelled") return <Alert type="warning" showIcon title="已取消，没有结果。" />;
  return <Alert type="error" showIcon title="未能完成" description={failure?.reason ?? "原因不明。请重试。"} />;
}
