import { DownOutlined, RightOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";

import { CopyButton } from "./CopyButton";
import { type Assessment, isUnread } from "./ordering";
import { Quote } from "./Quote";
import { citationOf, VERDICT_MARKS, VERDICTS, WEIGHTS } from "./wording";

type Props = {
  assessment: Assessment;
  document: string;
  standard: "law" | "playbook";
  isOpen: boolean;
  onToggle: () => void;
  onFocus: () => void;
};

/** One check and what it came to: a line, and beneath it on what it rests. */
export function Finding({ assessment, document, standard, isOpen, onToggle, onFocus }: Props) {
  const { rule, title, verdict, weight, citations, reason } = assessment;
  const id = `finding-${rule}`;
  const quiet = verdict === "agrees" || verdict === "better" || verdict === "not_concerned";
  return (
    <li className={`check-item tone-${verdict}`} data-finding={rule} onFocus={onFocus}>
      <button
        type="button"
        className="check-head"
        data-item={rule}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={onToggle}
      >
        <span className="check-arrow" aria-hidden="true">
          {isOpen ? <DownOutlined /> : <RightOutlined />}
        </span>
        <span className="check-tag">
          <i aria-hidden="true">{VERDICT_MARKS[verdict]}</i> {VERDICTS[standard][verdict]}
        </span>
        <span className="check-title">
          <b>{title}</b>
          {quiet && !isOpen && <span className="faint"> {reason}</span>}
        </span>
        {isUnread(assessment) && <span className="check-unread">有内容未能读取</span>}
        <span className={`check-weight weight-${weight}`}>{WEIGHTS[weight]}</span>
        {citations[0] && <span className="check-cited faint">{citationOf(citations[0])}</span>}
      </button>
      <div id={id} className="check-more" hidden={!isOpen}>
        <Explained {...{ assessment, document, standard }} />
      </div>
    </li>
  );
}

function Explained({ assessment, document, standard }: Pick<Props, "assessment" | "document" | "standard">) {
  const { verdict, requirement, reason, advice, prevails, citations, sources } = assessment;
  return (
    <dl className="check-facts">
      <Fact name="要求">
        {requirement}
        {standard === "law" && <span className="faint">（概括，不是法条原文）</span>}
      </Fact>
      {verdict === "person" ? (
        <Fact name="请您判断" className="check-question">
          {reason}
        </Fact>
      ) : (
        <Fact name="结论">{reason}</Fact>
      )}
      {prevails && <Fact name="实际适用">{prevails}</Fact>}
      {advice && (
        <Fact name="建议">
          <b className="check-advice">{advice}</b> <CopyButton words={advice} label="复制建议" />
        </Fact>
      )}
      {citations.length > 0 && (
        <Fact name="依据">
          {citations.map((citation) => (
            <span key={citationOf(citation)} className="check-citation">
              {citationOf(citation)}
              <span className="faint">（{citation.version} 起施行的文本）</span>
            </span>
          ))}
        </Fact>
      )}
      <Fact name="原文">
        {sources.length ? (
          sources.map((source) => <Quote key={source.start} document={document} quotation={source} />)
        ) : (
          <Silence assessment={assessment} />
        )}
      </Fact>
    </dl>
  );
}

/** Nothing is quoted: the text does not say it, or that cannot be told. */
function Silence({ assessment }: { assessment: Assessment }) {
  if (isUnread(assessment)) return <span>有页面或内容未能读取，读出的部分没有相应约定；请对照原件。</span>;
  return <span>全文没有找到相应约定，无原文可引。</span>;
}

function Fact({ name, className = "", children }: { name: string; className?: string; children: ReactNode }) {
  return (
    <div className={className}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
