import type { ReactNode } from "react";

import type { RecordItem } from "./content";
import { Details } from "./Details";
import { details } from "./fields";
import { History } from "./History";
import { DoubtTag, Quote } from "./Quote";
import { ReviewTag, TypeTag } from "./TypeTag";
import { FINDERS } from "./wording";

type Given = {
  record: RecordItem;
  selected: boolean;
  drafted: boolean;
  onSelect: (record: RecordItem) => void;
  children?: ReactNode;
};

/** A record in the list: short, and with all it says when it is selected. */
export function RecordCard({ record, selected, drafted, onSelect, children }: Given) {
  const told = details(record.type, record.fields);
  return (
    <article className={`card type-${record.type} card-${record.review} ${selected ? "card-chosen" : ""}`} data-record={record.id}>
      <button
        type="button"
        className="card-head"
        aria-pressed={selected}
        onClick={() => {
          onSelect(record);
        }}
      >
        <span className="card-line">
          <TypeTag type={record.type} />
          <span className="card-path">{record.path}</span>
          {drafted && <span className="review-tag">未保存</span>}
          {record.review === "unreviewed" && record.found_by === "model" && <ModelTag />}
          {record.review === "unreviewed" && <DoubtTag {...record} />}
          <ReviewTag review={record.review} />
          <Confidence record={record} />
        </span>
        <span className={selected ? "card-quote" : "card-quote card-clipped"}>
          <Quote {...record} />
        </span>
        {!selected && told.length > 0 && (
          <span className="card-fields">
            {told
              .slice(0, 3)
              .map(({ name, value }) => `${name} ${value}`)
              .join(" · ")}
          </span>
        )}
      </button>
      {selected && <Details type={record.type} fields={record.fields} />}
      {selected && record.machine && record.review === "corrected" && (
        <details className="card-machine">
          <summary>机器原来读作</summary>
          <TypeTag type={record.machine.type} />
          <p>{record.machine.quote}</p>
          <Details type={record.machine.type} fields={record.machine.fields} />
        </details>
      )}
      {selected && record.review !== "unreviewed" && <History record={record} />}
      {children}
    </article>
  );
}

/** That only the learned reader found it. */
function ModelTag() {
  return (
    <span className="doubt-tag" title="由学习模型读出，规则没有读出；字段可能不全，请对照原文">
      仅模型
    </span>
  );
}

function Confidence({ record }: { record: RecordItem }) {
  if (record.review !== "unreviewed") return null;
  const share = `${String(Math.round(record.confidence * 100))}%`;
  return (
    <span className="card-confidence" title={`把握 ${share}（${FINDERS[record.found_by]}，${record.rule}）`}>
      {share}
    </span>
  );
}
