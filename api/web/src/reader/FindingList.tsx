import { Empty } from "antd";
import { type ReactNode, useEffect, useRef } from "react";

import type { FindingItem } from "./content";
import { Quote } from "./Quote";
import { ReviewTag } from "./TypeTag";
import { GRAVITIES } from "./wording";

type Given = {
  findings: readonly FindingItem[];
  selected: string;
  drafted: ReadonlySet<string>;
  onSelect: (finding: FindingItem) => void;
  actions: (finding: FindingItem) => ReactNode;
};

/** What is wrong or risky in the document, in its order. */
export function FindingList({ findings, selected, drafted, onSelect, actions }: Given) {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    holder.current?.querySelector(".card-chosen")?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  if (findings.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="没有发现问题" />;
  return (
    <div className="list" ref={holder} tabIndex={0} role="region" aria-label="发现列表">
      {findings.map((finding) => (
        <div className="list-plain" key={finding.id}>
          <FindingCard finding={finding} selected={finding.id === selected} drafted={drafted.has(finding.id)} onSelect={onSelect}>
            {finding.id === selected && actions(finding)}
          </FindingCard>
        </div>
      ))}
    </div>
  );
}

type Card = {
  finding: FindingItem;
  selected: boolean;
  drafted: boolean;
  onSelect: (finding: FindingItem) => void;
  children?: ReactNode;
};

export function FindingCard({ finding, selected, drafted, onSelect, children }: Card) {
  return (
    <article className={`card card-finding card-${finding.review} ${selected ? "card-chosen" : ""}`} data-finding={finding.id}>
      <button
        type="button"
        className="card-head"
        aria-pressed={selected}
        onClick={() => {
          onSelect(finding);
        }}
      >
        <span className="card-line">
          <span className="finding-tag">{finding.name}</span>
          <span className="card-path">{finding.path}</span>
          {drafted && <span className="review-tag">未保存</span>}
          <ReviewTag review={finding.review} />
          <span className="card-confidence">{GRAVITIES[finding.gravity]}</span>
        </span>
        <span>{finding.message}</span>
        <span className={selected ? "card-quote" : "card-quote card-clipped"}>
          <Quote {...finding} />
        </span>
      </button>
      {children}
    </article>
  );
}
