import { Alert, Checkbox, Modal, Radio } from "antd";
import { useState } from "react";

import { type Format, FORMATS, useExport } from "./exporting";
import type { Selected } from "./selecting";

type Props = { documents: readonly Selected[]; onClose: () => void };

/** In which form, and whether personal data is masked. */
export function ExportDialog({ documents, onClose }: Props) {
  const several = documents.length > 1;
  const [format, setFormat] = useState<Format>("xlsx");
  const [masked, setMasked] = useState(false);
  const doing = useExport();
  const name = documents[0]?.name ?? "";
  return (
    <Modal
      open
      title={several ? `导出 ${String(documents.length)} 份文档` : `导出“${name}”`}
      okText="导出"
      confirmLoading={doing.isPending}
      onOk={() => {
        doing.mutate({ ids: documents.map(({ id }) => id), format, masked: masked && format !== "gold" }, { onSuccess: onClose });
      }}
      onCancel={onClose}
    >
      <Radio.Group
        className="formats"
        aria-label="格式"
        value={format}
        onChange={({ target }) => {
          setFormat(target.value as Format);
        }}
      >
        {FORMATS.filter((one) => one.several || !several).map((one) => (
          <Radio key={one.format} value={one.format}>
            {one.name} <span className="faint">{one.told}</span>
          </Radio>
        ))}
      </Radio.Group>
      <Checkbox
        checked={masked && format !== "gold"}
        disabled={format === "gold"}
        onChange={({ target }) => {
          setMasked(target.checked);
        }}
      >
        遮盖姓名、电话、证件号和银行账号
      </Checkbox>
      <p className="faint">导出以复核结果为准：已驳回的不再列出。{several && format !== "gold" && "各份合为一个文件。"}</p>
      {doing.error && <Alert type="error" showIcon role="alert" title={doing.error.message} />}
    </Modal>
  );
}
