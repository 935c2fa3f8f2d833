import { DownloadOutlined, PrinterOutlined, SaveOutlined } from "@ant-design/icons";
import { App, Button, Checkbox, Dropdown } from "antd";
import { useState } from "react";

import type { Case } from "./draft";
import { type Report, useReport, useSave } from "./querying";

const REPORTS: readonly { key: Report; label: string }[] = [
  { key: "html", label: "网页报告（html）" },
  { key: "docx", label: "Word 报告（docx）" },
  { key: "xlsx", label: "表格（xlsx）" },
  { key: "json", label: "数据（json）" },
];

/** Reports of a saved check, in every form that the service has. */
export function ReportMenu({ id }: { id: string }) {
  const { message } = App.useApp();
  const [masked, setMasked] = useState(false);
  const report = useReport();
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [...REPORTS],
          onClick: ({ key }) => {
            report.mutate({ id, format: key as Report, masked }, { onError: (problem) => void message.error(problem.message) });
          },
        }}
      >
        <Button icon={<DownloadOutlined />} loading={report.isPending}>
          下载报告
        </Button>
      </Dropdown>
      <Checkbox checked={masked} onChange={({ target }) => { setMasked(target.checked); }}>
        遮盖个人信息
      </Checkbox>
    </>
  );
}

type SaveGiven = { document: string; claim: string; name: string; mayWrite: boolean; onSaved: (id: string) => void };

/** Save a check, to keep it and to have its reports. */
export function SaveButton({ document, claim, name, mayWrite, onSaved }: SaveGiven) {
  const { message } = App.useApp();
  const save = useSave();
  if (!mayWrite) return <span className="faint">您没有写入权限，不能保存和下载报告；可以打印本页。</span>;
  return (
    <Button
      icon={<SaveOutlined />}
      loading={save.isPending}
      onClick={() => {
        save.mutate(
          { document, claim: JSON.parse(claim) as Case, name },
          {
            onSuccess: ({ id }) => { onSaved(id); },
            onError: (problem) => void message.error(problem.message),
          },
        );
      }}
    >
      保存并下载报告…
    </Button>
  );
}

export function PrintButton() {
  return (
    <Button icon={<PrinterOutlined />} onClick={() => { print(); }}>
      打印
    </Button>
  );
}
