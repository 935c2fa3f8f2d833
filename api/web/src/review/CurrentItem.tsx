import { Button } from "antd";
import { useMemo, useState } from "react";
import { Link } from "react-router";

import { CodePoints } from "../reader/codePoints";
import type { RecordItem } from "../reader/content";
import { type Action, isRecord } from "../reader/deciding";
import { Decisions } from "../reader/Decisions";
import { Details } from "../reader/Details";
import { type Draft, recordDrafts } from "../reader/drafts";
import { Editor } from "../reader/Editor";
import { FindingEditor } from "../reader/FindingEditor";
import { ReviewTag, TypeTag } from "../reader/TypeTag";
import { useSelectedSpan } from "../reader/selection";
import { GRAVITIES } from "../reader/wording";
import { type Queued, useSurroundings } from "./queue";
import { Surroundings } from "./Surroundings";

type Given = {
  item: Queued;
  name: string;
  allowed: boolean;
  busy: boolean;
  editing: boolean;
  onDecide: (item: Queued, action: Exclude<Action, "correct">) => void;
  onCorrect: () => void;
  onCorrected: (corrected: Queued | null) => void;
  onSkip: () => void;
};

/** The item that is being reviewed: its words in their place, what was read from them, and the decision. */
export function CurrentItem({ item, name, allowed, busy, editing, onDecide, onCorrect, onCorrected, onSkip }: Given) {
  const kind = isRecord(item) ? "record" : "finding";
  const [holder, setHolder] = useState<HTMLElement | null>(null);
  const selection = useSelectedSpan(holder);
  const { data } = useSurroundings(item);
  const from = data?.start ?? 0;
  const around = useMemo(() => (data ? new CodePoints(data.text) : null), [data]);
  const place = `/documents/${item.document_id}?${kind}=${item.id}`;
  return (
    <section className="current" aria-label="正在复核">
      <p className="card-line">
        {isRecord(item) ? <TypeTag type={item.type} /> : <span className="finding-tag">{item.name}</span>}
        <b>{item.path}</b>
        <ReviewTag review={item.review} />
        <span className="quiet">
          {isRecord(item) ? `把握 ${String(Math.round(item.confidence * 100))}%` : GRAVITIES[item.gravity]}
        </span>
      </p>
      <p className="quiet">
        {name} · <Link to={place}>在文档中打开</Link>
      </p>
      {!isRecord(item) && <p className="current-message">{item.message}</p>}
      <div ref={setHolder}>
        <Surroundings item={item} />
      </div>
      {!isRecord(item) && editing ? (
        <FindingEditor finding={item} onDone={onCorrected} />
      ) : isRecord(item) && editing ? (
        <Editor
          begun={recordDrafts.of(item.id) ?? begunFrom(item)}
          record={item}
          quoteOf={({ start, end }) => around?.slice(start - from, end - from) ?? ""}
          selection={around ? selection : null}
          onDone={onCorrected}
          onTarget={() => undefined}
        />
      ) : (
        <>
          {isRecord(item) && <Details type={item.type} fields={item.fields} />}
          <div className="current-decisions">
            <Decisions {...{ item, allowed, busy, onDecide, onCorrect }} />
            <Button type="text" onClick={onSkip}>
              跳过（j）
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function begunFrom({ id, document_id, revision, type, fields, start, end, quote }: RecordItem): Draft {
  return { key: id, document: document_id, record: id, revision, type, fields, start, end, quote, note: "" };
}
