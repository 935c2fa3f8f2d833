import { Button, Checkbox, Radio, Select } from "antd";

import type { ClaimFormOut } from "./asking";
import { useFilling } from "./filling";
import { Wrong } from "./inputs";
import { SourceLink } from "./Sources";

/** Which of the papers that the document asks for were handed in, and which others. */
export function Papers({ papers }: { papers: ClaimFormOut["documents"] }) {
  const { document, draft, change, problems } = useFilling();
  const given = draft.documents;
  const asked = papers.map(({ quote }) => quote);
  const put = (documents: readonly string[] | null) => { change((now) => ({ ...now, documents })); };
  const mark = (paper: string, isGiven: boolean) => {
    const others = (given ?? []).filter((one) => one !== paper);
    put(isGiven ? [...others, paper] : others);
  };
  return (
    <div className="claim-papers" data-place="/event/documents">
      <Radio.Group
        aria-label="已提交的单证"
        size="small"
        optionType="button"
        value={given !== null}
        options={[
          { value: false, label: "尚未说明" },
          { value: true, label: "已提交的如下" },
        ]}
        onChange={({ target }) => { put(target.value === true ? (given ?? []) : null); }}
      />
      {given !== null && (
        <>
          {asked.length > 1 && (
            <span className="claim-line">
              <Button size="small" onClick={() => { put([...new Set([...given, ...asked])]); }}>全部已提交</Button>
              <Button size="small" onClick={() => { put([]); }}>全部未提交</Button>
            </span>
          )}
          <ul className="claim-paper-list">
            {papers.map((paper) => (
              <li key={paper.path + String(paper.start)}>
                <Checkbox checked={given.includes(paper.quote)} onChange={({ target }) => { mark(paper.quote, target.checked); }}>
                  {paper.quote}
                </Checkbox>{" "}
                {paper.case && <span className="faint">只在“{paper.case}”时</span>} <SourceLink document={document} source={paper} />
              </li>
            ))}
          </ul>
          <label className="claim-part">
            其他已提交的单证（逐项输入，按回车）
            <Select
              mode="tags"
              open={false}
              suffixIcon={null}
              aria-label="其他已提交的单证"
              value={given.filter((one) => !asked.includes(one))}
              onChange={(others: string[]) => { put([...given.filter((one) => asked.includes(one)), ...others]); }}
            />
          </label>
        </>
      )}
      {papers.length === 0 && <p className="faint">条文没有列出索赔单证。</p>}
      <Wrong>{problems.get("/event/documents")}</Wrong>
    </div>
  );
}
