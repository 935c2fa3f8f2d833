import { Alert, Button, Result, Spin } from "antd";
import { Link, useNavigate, useParams } from "react-router";

import type { Analysis, AnalysisResult } from "../analysis/analyses";
import { AnalysisWaiting } from "../analysis/AnalysisWaiting";
import { useAnalysis } from "../analysis/useAnalysis";
import { Unopened } from "../frame/Unopened";
import { may, useSession } from "../session/session";
import { useAgain } from "./again";
import { useCaveats } from "./caveats";
import { ExemptionResult } from "./ExemptionResult";
import { ResultHead } from "./ResultHead";
import { ReviewResult } from "./ReviewResult";
import { CHECK_KINDS, type CheckKind } from "./wording";

/** One check: what it came to, or how far it is. */
export function CheckResult() {
  const { analysisId = "" } = useParams();
  const { analysis, job, result, problem, again } = useAnalysis(analysisId);
  if (problem) {
    return (
      <Unopened what="这项审查" problem={problem} again={again}>
        <Back />
      </Unopened>
    );
  }
  if (!analysis) return <Spin className="check-wait" />;
  const kind = CHECK_KINDS.find((one) => one === analysis.kind);
  if (!kind) return <Result status="info" title="这项分析不是审查" extra={<Back />} />;
  if (analysis.state === "ready" && !result) return <Spin className="check-wait" />;
  if (!result) return <Waiting {...{ analysis, job, kind }} />;
  return <Told key={analysis.id} {...{ analysis, kind, result }} />;
}

function Back() {
  return <Link to="/checks">回到“审查”</Link>;
}

function Waiting({ analysis, job, kind }: { analysis: Analysis; job: ReturnType<typeof useAnalysis>["job"]; kind: CheckKind }) {
  const { data: session } = useSession();
  const navigate = useNavigate();
  const address = useAgain(analysis, kind);
  return (
    <AnalysisWaiting
      analysis={analysis}
      job={job}
      mayWrite={session ? may(session, "write") : false}
      onAgain={() => void navigate(address)}
    >
      <Button onClick={() => void navigate("/checks")}>回到“审查”</Button>
    </AnalysisWaiting>
  );
}

function Told({ analysis, kind, result }: { analysis: Analysis; kind: CheckKind; result: AnalysisResult }) {
  const { data: session } = useSession();
  const { review, exemptions } = result;
  const document = analysis.documents[0]?.document_id ?? "";
  const lines = review?.lines ?? [];
  return (
    <article className="check">
      <ResultHead {...{ analysis, kind, lines }} mayWrite={session ? may(session, "write") : false} />
      <Caveats caveats={useCaveats(analysis, lines)} />
      {review && <ReviewResult {...{ review, document }} standard={kind === "law" ? "law" : "playbook"} />}
      {exemptions && <ExemptionResult map={exemptions} document={document} />}
    </article>
  );
}

function Caveats({ caveats }: { caveats: readonly string[] }) {
  if (!caveats.length) return null;
  const several = caveats.length > 1 && (
    <ul>
      {caveats.map((told) => (
        <li key={told}>{told}</li>
      ))}
    </ul>
  );
  return (
    <Alert
      className="check-caveats"
      type="warning"
      showIcon
      title={several ? "请注意" : caveats[0]}
      description={several || undefined}
    />
  );
}
