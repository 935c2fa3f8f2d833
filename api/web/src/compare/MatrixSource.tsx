import { CloseOutlined, LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { Link } from "react-router";

import type { Analysis } from "../analysis/analyses";
import { type Answer, type Cell, type Element, EXPLAINED } from "./elements";
import { Standing } from "./MatrixAnswer";
import { readerAt } from "./place";
import type { SubjectOut } from "./subjects";

type Props = {
  analysis: Analysis;
  element: Element;
  cell: Cell;
  onCell: (cell: Cell) => void;
  onClose: () => void;
};

/** All that one document says on one element, with the words themselves. */
export function MatrixSource({ analysis, element, cell, onCell, onClose }: Props) {
  const { column } = cell;
  const answer = element.answers[column];
  const subject = analysis.documents[column];
  if (!answer || !subject) return null;
  const last = analysis.documents.length - 1;
  return (
    <aside className="matrix-source" aria-label={`${element.title}的原文`}>
      <header>
        <h2>{element.title}</h2>
        <Tooltip title="前一份文档">
          <Button
            type="text"
            size="small"
            icon={<LeftOutlined aria-hidden />}
            aria-label="前一份文档"
            disabled={column === 0}
            onClick={() => { onCell({ ...cell, column: column - 1 }); }}
          />
        </Tooltip>
        <Tooltip title="后一份文档">
          <Button
            type="text"
            size="small"
            icon={<RightOutlined aria-hidden />}
            aria-label="后一份文档"
            disabled={column === last}
            onClick={() => { onCell({ ...cell, column: column + 1 }); }}
          />
        </Tooltip>
        <Button type="text" size="small" icon={<CloseOutlined aria-hidden />} aria-label="关闭原文" onClick={onClose} />
      </header>
      <p className="matrix-source-of">{subject.name}</p>
      <Sources answer={answer} subject={subject} />
    </aside>
  );
}

/** The statements of an answer, each a way into the reader. */
export function Sources({ answer: { standing, entries }, subject }: { answer: Answer; subject: SubjectOut }) {
  return (
    <>
      {standing !== "stated" && (
        <p>
          <Standing standing={standing} /> <span className="faint">{EXPLAINED[standing]}</span>
        </p>
      )}
      <ol className="sources">
        {entries.map(({ quotation, shown, figure }) => {
          const place = readerAt(subject, quotation);
          return (
            <li key={`${String(quotation.start)} ${shown}`}>
              <p className="source-head">
                <span className="pair-path">{quotation.path}</span>
                {figure && <strong>{shown}</strong>}
                {place && <Link to={place}>在阅读页打开</Link>}
              </p>
              <blockquote>{quotation.quote}</blockquote>
            </li>
          );
        })}
      </ol>
    </>
  );
}
