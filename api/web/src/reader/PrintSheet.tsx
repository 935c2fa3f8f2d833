import type { CodePoints } from "./codePoints";
import type { FindingItem, RecordItem } from "./content";
import { details } from "./fields";
import { type Doubt, doubtsBy } from "./doubts";
import type { Lit } from "./marks";
import { ParagraphText } from "./ParagraphText";
import type { Paragraph } from "./paragraphs";
import { marksByRange, type Span, stressedBy } from "./segments";
import { REVIEWS, TYPES } from "./wording";

type Given = {
  name: string;
  text: CodePoints;
  emphasis: readonly Span[];
  doubtful: readonly Doubt[];
  paragraphs: readonly Paragraph[];
  lit: readonly Lit[];
  records: readonly RecordItem[];
  whole: boolean;
  findings: readonly FindingItem[];
};

/** The whole document on paper: its text, then what is wrong in it, then its records. */
export function PrintSheet({ name, text, emphasis, doubtful, paragraphs, lit, records, whole, findings }: Given) {
  const marks = marksByRange(paragraphs, lit);
  const stressed = stressedBy(paragraphs, emphasis);
  const doubts = doubtsBy(paragraphs, doubtful);
  return (
    <div className="print-sheet">
      <p className="quiet">{name}</p>
      {paragraphs.map((paragraph, at) => (
        <ParagraphText key={paragraph.start} {...{ text, paragraph }} marks={marks[at] ?? []} hits={[]} stressed={stressed[at] ?? []} doubts={doubts[at] ?? []} selected="" hit={null} />
      ))}
      <h2>发现（{findings.length}）</h2>
      {findings.map(({ id, name: called, path, message }) => (
        <p key={id}>
          <b>{called}</b> {path}：{message}
        </p>
      ))}
      <h2>记录（{records.length}）</h2>
      {!whole && <p>记录尚未全部载入，以下不全。请等页面载入完成后重新打印。</p>}
      <table>
        <thead>
          <tr>
            <th>类型</th>
            <th>条号</th>
            <th>原文</th>
            <th>内容</th>
            <th>复核</th>
          </tr>
        </thead>
        <tbody>
          {records.map(({ id, type, path, quote, fields, review }) => (
            <tr key={id}>
              <td>{TYPES[type]}</td>
              <td>{path}</td>
              <td>{quote}</td>
              <td>{details(type, fields).map(({ name: key, value }) => `${key}：${value}`).join("；")}</td>
              <td>{REVIEWS[review]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
