import { FileTextOutlined, PrinterOutlined } from "@ant-design/icons";
import { Button, Modal, Select } from "antd";
import { useState } from "react";

import { ChooseDocuments } from "../library/ChooseDocuments";
import { useNamed } from "../library/named";
import type { Selected } from "../library/selecting";
import type { Scope } from "./address";
import type { Portfolio } from "./portfolio";

const MOST = 100;

type Props = { scope: Scope; lines: Portfolio["lines"]; insurers: Portfolio["insurers"]; onChange: (scope: Scope) => void };

/** Which documents the overview is about. */
export function ScopeBar({ scope, lines, insurers, onChange }: Props) {
  const [choosing, setChoosing] = useState(false);
  const isAll = !scope.documents.length && !scope.lines.length && !scope.insurers.length;
  return (
    <div className="scope" role="search" aria-label="总览的范围">
      <Choice label="险种" all="全部险种" chosen={scope.lines} choices={lines} onChange={(next) => { onChange({ ...scope, lines: next }); }} />
      <Choice label="保险人" all="全部保险人" chosen={scope.insurers} choices={insurers} onChange={(next) => { onChange({ ...scope, insurers: next }); }} />
      <Button icon={<FileTextOutlined />} onClick={() => { setChoosing(true); }}>
        {scope.documents.length ? `所选 ${String(scope.documents.length)} 份文档` : "选择文档"}
      </Button>
      {!isAll && (
        <Button type="link" onClick={() => { onChange({ documents: [], lines: [], insurers: [] }); }}>
          看全部
        </Button>
      )}
      <Button className="scope-print" type="text" icon={<PrinterOutlined />} aria-label="打印" title="打印" onClick={() => { print(); }} />
      {choosing && (
        <DocumentsDialog
          chosen={scope.documents}
          onDone={(documents) => {
            setChoosing(false);
            if (documents) onChange({ ...scope, documents });
          }}
        />
      )}
    </div>
  );
}

type ChoiceProps = {
  label: string;
  all: string;
  chosen: readonly string[];
  choices: Portfolio["lines"];
  onChange: (chosen: readonly string[]) => void;
};

function Choice({ label, all, chosen, choices, onChange }: ChoiceProps) {
  return (
    <Select
      mode="multiple"
      aria-label={label}
      className="scope-choice"
      placeholder={all}
      allowClear
      maxTagCount="responsive"
      optionFilterProp="label"
      value={[...chosen]}
      options={choices.map(({ value, title, documents }) => ({ value, label: `${title}（${String(documents)}）` }))}
      onChange={(next: string[]) => {
        onChange(next);
      }}
    />
  );
}

type DialogProps = { chosen: readonly string[]; onDone: (documents: readonly string[] | null) => void };

function DocumentsDialog({ chosen, onDone }: DialogProps) {
  const { documents } = useNamed(chosen);
  const [picked, setPicked] = useState<readonly Selected[]>(() => chosen.map((id) => ({ id, name: "" })));
  const selected = picked.map((one) => (one.name ? one : (documents.find(({ id }) => id === one.id) ?? one)));
  return (
    <Modal
      open
      title="只看这些文档"
      okText={selected.length ? `看这 ${String(selected.length)} 份` : "看全部文档"}
      cancelText="取消"
      onOk={() => {
        onDone(selected.map(({ id }) => id));
      }}
      onCancel={() => {
        onDone(null);
      }}
    >
      <ChooseDocuments chosen={selected} onChange={setPicked} most={MOST} autoFocus />
    </Modal>
  );
}
