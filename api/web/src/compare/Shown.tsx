import { Alert, Button, Result, Spin } from "antd";
import { Link, useNavigate, useParams } from "react-router";

import type { Analysis } from "../analysis/analyses";
import { AnalysisWaiting } from "../analysis/AnalysisWaiting";
import { useAnalysis } from "../analysis/useAnalysis";
import { Unopened } from "../frame/Unopened";
import { may, useSession } from "../session/session";
import { addressOf, subjectsOf, type Way } from "./address";
import { MatrixView } from "./MatrixView";
import { PairView } from "./PairView";

/** One comparison that the workspace keeps: what came of it, or how far it is. */
export function Shown() {
  const { id = "" } = useParams();
  const go = useNavigate();
  const { data: session } = useSession();
  const mayWrite = session ? may(session, "write") : false;
  const { analysis, job, result, problem, again } = useAnalysis(id);
  if (problem) {
    return (
      <Unopened what="这项比对" problem={problem} again={again}>
        <Link to="/compare">回比对列表</Link>
      </Unopened>
    );
  }
  if (!analysis || (analysis.state === "ready" && !result)) return <Opening />;
  if (analysis.kind !== "comparison" && analysis.kind !== "matrix") return <Elsewhere />;
  const way: Way = analysis.kind;
  if (!result) {
    const anew = addressOf({ way, subjects: subjectsOf(analysis, true) });
    return (
      <AnalysisWaiting analysis={analysis} job={job} mayWrite={mayWrite} onAgain={() => void go(`${anew}&again`)}>
        <Button onClick={() => void go("/compare")}>回比对列表</Button>
      </AnalysisWaiting>
    );
  }
  return (
    <>
      <Renewed analysis={analysis} mayWrite={mayWrite} />
      {result.comparison && <PairView key={id} analysis={analysis} comparison={result.comparison} />}
      {result.matrix && <MatrixView key={id} analysis={analysis} matrix={result.matrix} />}
    </>
  );
}

function Opening() {
  return (
    <Spin className="compare-wait" description="正在打开…">
      <div />
    </Spin>
  );
}

/** What is compared is not what the documents hold now. */
function Renewed({ analysis, mayWrite }: { analysis: Analysis; mayWrite: boolean }) {
  const renewed = subjectsOf(analysis, true);
  if (analysis.documents.every(({ current }, nth) => current || renewed[nth]?.version !== null)) return null;
  const names = analysis.documents.filter(({ current }) => !current).map(({ name }) => `“${name}”`);
  const way = analysis.kind === "matrix" ? "matrix" : "comparison";
  return (
    <Alert
      banner
      type="warning"
      className="compare-notice"
      title={`${[...new Set(names)].join("、")}后来有了新内容。下面仍是原来内容的结果。`}
      action={mayWrite && <Link to={addressOf({ way, subjects: renewed })}>比对现在的内容</Link>}
    />
  );
}

function Elsewhere() {
  return <Result status="warning" title="这不是一项比对" subTitle="它是审查或理赔的结果。" extra={<Link to="/compare">回比对列表</Link>} />;
}
