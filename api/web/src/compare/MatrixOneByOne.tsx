import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";

import type { Analysis } from "../analysis/analyses";
import type { Cell, Element } from "./elements";
import { Sources } from "./MatrixSource";

type Props = {
  analysis: Analysis;
  elements: readonly Element[];
  cell: Cell | null;
  onCell: (cell: Cell) => void;
};

/** Where there is no room for a table: one element at a time, the documents one below the other. */
export function MatrixOneByOne({ analysis, elements, cell, onCell }: Props) {
  const at = Math.max(0, elements.findIndex(({ key }) => key === cell?.key));
  const element = elements[at];
  if (!element) return null;
  const go = (nth: number) => {
    const next = elements[nth];
    if (next) onCell({ key: next.key, column: -1 });
  };
  const groups = [...new Set(elements.map(({ group }) => group))];
  return (
    <div className="one-by-one">
      <div className="one-by-one-bar">
        <Button icon={<LeftOutlined aria-hidden />} aria-label="前一个要素" disabled={at === 0} onClick={() => { go(at - 1); }} />
        <Select
          aria-label="要素"
          value={element.key}
          showSearch={{ optionFilterProp: "label" }}
          options={groups.map((group) => ({
            label: group,
            title: group,
            options: elements.filter((one) => one.group === group).map(({ key, title }) => ({ value: key, label: title })),
          }))}
          onChange={(key) => { onCell({ key, column: -1 }); }}
        />
        <Button
          icon={<RightOutlined aria-hidden />}
          aria-label="后一个要素"
          disabled={at === elements.length - 1}
          onClick={() => { go(at + 1); }}
        />
      </div>
      <h2>
        {element.title} {!element.differs && <span className="matrix-agrees">各份一致</span>}
      </h2>
      <ol className="one-by-one-documents" aria-label={element.title}>
        {analysis.documents.map((subject, nth) => {
          const answer = element.answers[nth];
          return (
            answer && (
              <li key={nth}>
                <h3>{subject.name}</h3>
                <Sources answer={answer} subject={subject} />
              </li>
            )
          );
        })}
      </ol>
    </div>
  );
}
