import { DownloadOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";

import type { Analysis } from "./analyses";
import "./analysis.css";
import { REPORTS, type ReportForm, useReport } from "./reports";

/** Every report that the analysis can be told in; what could not be shown in one is said when it has come. */
export function ReportMenu({ analysis, isSmall = false }: { analysis: Analysis; isSmall?: boolean }) {
  const { message, modal } = App.useApp();
  const report = useReport(analysis.id);
  const download = (form: ReportForm) => {
    report.mutate(form, {
      onError: (problem) => void message.error(problem.message, 8),
      onSuccess: (remarks) => {
        if (remarks.length) modal.info({ title: "报告已下载，其中有些地方未能标注", content: <Remarks remarks={remarks} />, okText: "知道了" });
      },
    });
  };
  return (
    <Dropdown
      trigger={["click"]}
      placement="bottomRight"
      disabled={analysis.state !== "ready"}
      menu={{
        items: REPORTS[analysis.kind].map(({ form, name, told }) => ({
          key: form,
          label: (
            <span className="report-choice">
              {name} <span className="faint">{told}</span>
            </span>
          ),
        })),
        onClick: ({ key }) => {
          download(key as ReportForm);
        },
      }}
    >
      <Button icon={<DownloadOutlined aria-hidden />} loading={report.isPending} aria-label="下载报告">
        {isSmall ? null : report.isPending ? "正在生成…" : "下载报告"}
      </Button>
    </Dropdown>
  );
}

function Remarks({ remarks }: { remarks: readonly string[] }) {
  return (
    <ul className="report-remarks">
      {remarks.map((remark) => (
        <li key={remark}>{remark}</li>
      ))}
    </ul>
  );
}
