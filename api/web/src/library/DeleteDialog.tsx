import { Alert, Modal } from "antd";
import { useState } from "react";

import { type Belongings, useBelongings, useDelete } from "./documents";
import type { Selected } from "./selecting";

type Props = { documents: readonly Selected[]; onClose: () => void; onDeleted: (ids: readonly string[]) => void };

/** Says what goes before it goes. */
export function DeleteDialog({ documents, onClose, onDeleted }: Props) {
  const [first, ...others] = documents;
  const { data: belongings } = useBelongings(others.length ? null : (first?.id ?? null));
  const { problems, isDeleting, start } = useDeletingAll(documents, onDeleted, onClose);
  const title = others.length ? `删除 ${String(documents.length)} 份文档` : `删除“${first?.name ?? ""}”`;
  return (
    <Modal
      open
      title={title}
      okText={problems.length ? "再试一次" : "删除"}
      okButtonProps={{ danger: true, loading: isDeleting }}
      cancelButtonProps={{ autoFocus: true }}
      closable={!isDeleting}
      onOk={() => void start()}
      onCancel={onClose}
    >
      {others.length > 0 && (
        <ul className="names">
          {documents.map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
        </ul>
      )}
      <p>{whatGoes(belongings)}</p>
      <p>删除后无法恢复；审计记录只留“何人何时删除”。</p>
      {problems.map((problem) => (
        <Alert key={problem} type="error" showIcon role="alert" title={problem} />
      ))}
    </Modal>
  );
}

function whatGoes(told: Belongings | undefined): string {
  if (!told) {
    return "将一并删除：原件的各个版本、全文、记录、发现及复核结论；用到它的分析（比对、对照、审查）；按它核定的理赔案件。";
  }
  const some = (count: number, unit: string) => `${String(count)} ${unit}`;
  const own = [
    `原件（${some(told.versions, "个版本")}）、全文、记录 ${some(told.records, "条")}、发现 ${some(told.findings, "条")}`,
    told.decisions > 0 ? `复核结论 ${some(told.decisions, "条")}` : "",
    told.analyses > 0 ? `用到它的分析（比对、对照、审查）${some(told.analyses, "项")}` : "",
    told.claims > 0 ? `按它核定的理赔案件 ${some(told.claims, "件")}` : "",
  ];
  return `将一并删除：${own.filter(Boolean).join("；")}。`;
}

/** One after the other; what fails stays, with its reason. */
function useDeletingAll(documents: readonly Selected[], onDeleted: Props["onDeleted"], onDone: () => void) {
  const { mutateAsync } = useDelete();
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [isDeleting, setDeleting] = useState(false);
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const start = async () => {
    setDeleting(true);
    const refused: string[] = [];
    const deleted = new Set(gone);
    for (const { id, name } of documents.filter((one) => !gone.has(one.id))) {
      try {
        await mutateAsync(id);
        deleted.add(id);
      } catch (problem) {
        refused.push(`“${name}”未删除：${problem instanceof Error ? problem.message : String(problem)}`);
      }
    }
    setGone(deleted);
    setProblems(refused);
    setDeleting(false);
    onDeleted([...deleted]);
    if (!refused.length) onDone();
  };
  return { problems, isDeleting, start };
}
