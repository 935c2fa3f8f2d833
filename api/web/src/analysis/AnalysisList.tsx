import { DeleteOutlined, EditOutlined, EllipsisOutlined } from "@ant-design/icons";
import { Alert, App, Button, Dropdown, Skeleton, Tag } from "antd";
import { type ReactNode, useState } from "react";
import { Link } from "react-router";

import { exactly, when } from "../library/wording";
import { type Analysis, type AnalysisKind, useAnalyses, useDeleteAnalysis } from "./analyses";
import "./analysis.css";
import { RenameAnalysis } from "./RenameAnalysis";
import { ANALYSIS_KINDS, ANALYSIS_STATES } from "./wording";

type Props = {
  kinds: readonly AnalysisKind[];
  label: string;
  /** Where an analysis is shown. */
  addressOf: (analysis: Analysis) => string;
  /** What came of it, in few words. */
  tell: (analysis: Analysis) => string;
  /** Stands in place of the list where there is none. */
  empty: ReactNode;
  mayWrite: boolean;
};

/** The analyses of some kinds that the workspace keeps, newest first: opened, renamed, deleted. */
export function AnalysisList({ kinds, label, addressOf, tell, empty, mayWrite }: Props) {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useAnalyses(kinds);
  const [renamed, rename] = useState<Analysis | null>(null);
  if (isPending) return <Skeleton active title={false} paragraph={{ rows: 6 }} />;
  const analyses = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      {error && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={error.message}
          action={<Button size="small" onClick={() => void refetch()}>重试</Button>}
        />
      )}
      {!error && analyses.length === 0 && empty}
      <ul className="analyses" aria-label={label}>
        {analyses.map((analysis) => (
          <li key={analysis.id} className="analysis-row">
            <span className="analysis-named">
              <Link to={addressOf(analysis)}>{analysis.name}</Link>
              <span className="faint">
                {kinds.length > 1 && `${ANALYSIS_KINDS[analysis.kind]} · `}
                <time dateTime={analysis.created_at} title={exactly(analysis.created_at)}>
                  {when(analysis.created_at)}
                </time>
                {analysis.state === "ready" && ` · ${tell(analysis)}`}
                {analysis.documents.some(({ current }) => !current) && " · 文档后来有了新内容"}
              </span>
            </span>
            {analysis.state !== "ready" && (
              <Tag color={ANALYSIS_STATES[analysis.state].tone}>{ANALYSIS_STATES[analysis.state].name}</Tag>
            )}
            {mayWrite && <Deeds analysis={analysis} onRename={rename} />}
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          继续加载
        </Button>
      )}
      {renamed && (
        <RenameAnalysis
          analysis={renamed}
          onClose={() => {
            rename(null);
          }}
        />
      )}
    </>
  );
}

function Deeds({ analysis, onRename }: { analysis: Analysis; onRename: (analysis: Analysis) => void }) {
  const { modal, message } = App.useApp();
  const remove = useDeleteAnalysis();
  const ask = () => {
    modal.confirm({
      title: `删除“${analysis.name}”`,
      content: "只删除这项结果，所涉文档不受影响。删除后无法恢复，但可以再做一次。",
      okText: "删除",
      okButtonProps: { danger: true },
      onOk: () => {
        remove.mutate(analysis.id, { onError: (problem) => void message.error(problem.message) });
      },
    });
  };
  return (
    <Dropdown
      trigger={["click"]}
      placement="bottomRight"
      menu={{
        items: [
          { key: "rename", icon: <EditOutlined aria-hidden />, label: "修改名称…" },
          { key: "delete", icon: <DeleteOutlined aria-hidden />, label: "删除…", danger: true },
        ],
        onClick: ({ key }) => {
          if (key === "rename") onRename(analysis);
          else ask();
        },
      }}
    >
      <Button
        type="text"
        size="small"
        icon={<EllipsisOutlined aria-hidden />}
        loading={remove.isPending}
        aria-label={`${analysis.name} 的操作`}
      />
    </Dropdown>
  );
}
