import { DownOutlined, RightOutlined } from "@ant-design/icons";
import { memo } from "react";

import type { Quotation } from "../analysis/analyses";
import type { Numbered } from "./ordering";
import { Quote } from "./Quote";
import { rememberItem } from "./useShown";
import { EXTENTS, PROMPTS } from "./wording";

type Props = Numbered & {
  document: string;
  isOpen: boolean;
  /** The same function for every item: there may be thousands, and only the one that changes is rendered again. */
  onToggle: (number: number) => void;
};

/** One provision that frees or lightens the insurer. */
export const ExemptionItem = memo(function ExemptionItem({ number, exemption, document, isOpen, onToggle }: Props) {
  const { extent, prompt, section, subject, quotation } = exemption;
  const id = `exemption-${String(number)}`;
  return (
    <li
      className={`check-item tone-${prompt}`}
      data-finding={number}
      onFocus={() => {
        rememberItem(String(number));
      }}
    >
      <button
        type="button"
        className="check-head"
        data-item={number}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => {
          onToggle(number);
        }}
      >
        <span className="check-arrow" aria-hidden="true">
          {isOpen ? <DownOutlined /> : <RightOutlined />}
        </span>
        <span className="check-number">{number}</span>
        <span className="check-title">
          <b>{subject || EXTENTS[extent]}</b> <span className="faint">{quotation.path}</span>
        </span>
        {!section && <span className="check-outside">责任免除部分之外</span>}
        <span className="check-prompt">
          <i aria-hidden="true">{PROMPT_MARKS[prompt]}</i> {PROMPTS[prompt]}
        </span>
      </button>
      <div id={id} className="check-more" hidden={!isOpen}>
        <Told exemption={exemption} document={document} />
      </div>
    </li>
  );
});

/** The same marks as in the notice of exemptions. */
const PROMPT_MARKS = { shown: "✓", not_shown: "▲", unknown: "△" } as const;

function Told({ exemption, document }: Pick<Props, "exemption" | "document">) {
  const { quotation, lead, heading, exception, evidence } = exemption;
  return (
    <dl className="check-facts exemption-facts">
      {lead && <Words name="前文" document={document} quotation={lead} />}
      <Words name="原文" document={document} quotation={quotation} />
      {exception && (
        <div>
          <dt>例外</dt>
          <dd>{exception}</dd>
        </div>
      )}
      <div className="faint">
        <dt>提示</dt>
        <dd>
          {evidence}
          {heading && `（所在标题：${heading.replace(/\s+/g, "")}）`}
        </dd>
      </div>
    </dl>
  );
}

type WordsProps = { name: string; document: string; quotation: Quotation };

function Words({ name, document, quotation }: WordsProps) {
  const isLead = name === "前文";
  return (
    <div className={isLead ? "exemption-lead" : undefined}>
      <dt>{name}</dt>
      <dd>
        <Quote document={document} quotation={quotation} isMain={!isLead} />
      </dd>
    </div>
  );
}
