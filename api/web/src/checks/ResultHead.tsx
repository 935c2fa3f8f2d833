import { DeleteOutlined, EditOutlined, RedoOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";

import { type Analysis, useDeleteAnalysis } from "../analysis/analyses";
import { RenameAnalysis } from "../analysis/RenameAnalysis";
import { ReportMenu } from "../analysis/ReportMenu";
import { exactly } from "../library/wording";
import { useAgain } from "./again";
import { type CheckKind, KIND_NAMES, type LineOfCover, linesOf } from "./wording";

type Props = { analysis: Analysis; kind: CheckKind; lines: readonly LineOfCover[]; mayWrite: boolean };

/** What was checked against what, and what can be done with it. */
export function ResultHead({ analysis, kind, lines, mayWrite }: Props) {
  const [subject] = analysis.documents;
  return (
    <header className="check-top">
      <div className="check-line">
        <Link className="check-back" to="/checks">
          <span aria-hidden="true">←</span> 审查
        </Link>
        <h1>{analysis.name}</h1>
        <span className="check-actions">
          <ReportMenu analysis={analysis} />
          {mayWrite && <Deeds analysis={analysis} kind={kind} />}
        </span>
      </div>
      <p className="check-about">
        {subject && (
          <span>
            文档：<Link to={`/documents/${subject.document_id}`}>{subject.title || subject.name}</Link>
          </span>
        )}
        <span>
          {KIND_NAMES[kind]}
          {analysis.playbook && `：${analysis.playbook}`}
        </span>
        {lines.length > 0 && <span>险种：{linesOf(lines)}</span>}
        <span>{exactly(analysis.created_at)}</span>
      </p>
    </header>
  );
}

function Deeds({ analysis, kind }: Pick<Props, "analysis" | "kind">) {
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const remove = useDeleteAnalysis();
  const again = useAgain(analysis, kind);
  const [isRenaming, setRenaming] = useState(false);
  const ask = () => {
    modal.confirm({
      title: `删除“${analysis.name}”`,
      content: "只删除这项结果，所涉文档不受影响。删除后无法恢复，但可以再做一次。",
      okText: "删除",
      okButtonProps: { danger: true },
      onOk: () => {
        remove.mutate(analysis.id, {
          onError: (problem) => void message.error(problem.message),
          onSuccess: () => void navigate("/checks", { replace: true }),
        });
      },
    });
  };
  return (
    <>
      <Button icon={<RedoOutlined />} aria-label="重新审查" title="重新审查" onClick={() => void navigate(again)} />
      <Button
        icon={<EditOutlined />}
        aria-label="修改名称"
        title="修改名称"
        onClick={() => {
          setRenaming(true);
        }}
      />
      <Button icon={<DeleteOutlined />} aria-label="删除" title="删除" loading={remove.isPending} onClick={ask} />
      {isRenaming && (
        <RenameAnalysis
          analysis={analysis}
          onClose={() => {
            setRenaming(false);
          }}
        />
      )}
    </>
  );
}
