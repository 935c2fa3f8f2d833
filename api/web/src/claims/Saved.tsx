import { DeleteOutlined } from "@ant-design/icons";
import { Alert, App, Button, Spin } from "antd";
import { Link, useNavigate, useParams } from "react-router";

import { exactly, when } from "../library/wording";
import { useSession } from "../session/session";
import { draftOf } from "./claiming";
import { keepFor } from "./keeping";
import { QuestionList } from "./OpenQuestions";
import { useDeleteSaved, useSaved, useSavedClaim, useTerms } from "./querying";
import { PrintButton, ReportMenu } from "./ReportMenu";
import { Result } from "./Result";
import { datesOf } from "./deadlines";

/** The checks that were saved in the workspace. */
export function Saved() {
  const { modal, message } = App.useApp();
  const { data: session } = useSession();
  const saved = useSaved();
  const remove = useDeleteSaved();
  const mayWrite = session?.scopes.some((one) => one === "write" || one === "admin") ?? false;
  return (
    <div className="claim-page">
      <h2>已保存的核定</h2>
      {saved.isPending && <Spin />}
      {saved.error && <Alert type="error" showIcon role="alert" title={saved.error.message} action={<Button size="small" onClick={() => void saved.refetch()}>重试</Button>} />}
      {saved.data?.items.length === 0 && (
        <p className="faint">
          还没有保存的核定。请先<Link to="/claims">核定一个案件</Link>，再在结果中保存。
        </p>
      )}
      <ul className="claim-batches">
        {saved.data?.items.map(({ id, name, created_at }) => (
          <li key={id} className="claim-batch">
            <div className="claim-batch-name">
              <Link to={`/claims/saved/${id}`}>{name}</Link>
              <time className="faint" dateTime={created_at} title={exactly(created_at)}>
                {when(created_at)}
              </time>
            </div>
            {mayWrite && (
              <Button
                size="small"
                type="text"
                icon={<DeleteOutlined />}
                aria-label={`删除：${name}`}
                onClick={() => {
                  modal.confirm({
                    title: `删除“${name}”？`,
                    content: "核定的案情和结果会一并删除，无法恢复。",
                    okText: "删除",
                    okButtonProps: { danger: true },
                    onOk: () => remove.mutateAsync(id).catch((problem: unknown) => void message.error(problem instanceof Error ? problem.message : "没有删除，请重试。")),
                  });
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** One saved check as it was, with its reports. */
export function SavedClaim() {
  const { id = "" } = useParams();
  const { told, result } = useSavedClaim(id);
  const document = told.data?.documents[0]?.document_id ?? "";
  const terms = useTerms(document);
  const go = useNavigate();
  const problem = told.error ?? result.error;
  if (problem) {
    return (
      <div className="claim-page">
        <Alert type="error" showIcon role="alert" title={problem.message} action={<Link to="/claims/saved">返回列表</Link>} />
      </div>
    );
  }
  if (told.data?.state === "failed") {
    return (
      <div className="claim-page">
        <Alert type="error" showIcon role="alert" title={told.data.failure?.reason ?? "没有核定成功。请重新核定。"} action={<Link to="/claims/saved">返回列表</Link>} />
      </div>
    );
  }
  if (!told.data || !result.data?.claim) return <Spin className="claim-wait" description="正在打开…" />;
  const { claim, case: told_case } = result.data;
  return (
    <div className="claim-page claim-page-result">
      <p className="claim-line claim-no-print">
        <Link to="/claims/saved">已保存的核定</Link>
      </p>
      <Result
        document={document}
        name={told.data.name}
        found={claim}
        dates={datesOf(told_case ?? {}, new Set(terms.data?.form.starts.map(({ fact }) => fact)))}
        questions={<QuestionList document={document} questions={claim.questions} />}
        actions={
          <>
            <ReportMenu id={id} />
            <PrintButton />
            <Button
              onClick={() => {
                keepFor(document, draftOf(told_case).draft);
                void go(`/claims?document=${document}`);
              }}
            >
              以此案情继续
            </Button>
          </>
        }
      />
    </div>
  );
}
