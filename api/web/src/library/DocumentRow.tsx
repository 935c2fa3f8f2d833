import { Checkbox, Tag, Tooltip } from "antd";
import { useEffect, useState } from "react";
import { Link } from "react-router";

import type { Asked } from "./Dialogs";
import { DocumentMenu } from "./DocumentMenu";
import { type Document, useFindingCount } from "./documents";
import { exactly, KINDS, SOURCES, STATES, when } from "./wording";

type Props = {
  document: Document;
  /** Counts from 1, the head included. */
  row: number;
  /** Place in the selection, from 1. */
  place: number | null;
  isFull: boolean;
  onSelect: () => void;
  mayWrite: boolean;
  ask: (asked: Asked) => void;
};

export function DocumentRow({ document, row, place, isFull, onSelect, mayWrite, ask }: Props) {
  const { reading, version } = document;
  return (
    <div className={place ? "document-row selected" : "document-row"} role="row" aria-rowindex={row}>
      <span role="cell">
        <Tooltip title={isFull && !place ? "最多选择 20 份" : ""}>
          <Checkbox
            checked={place !== null}
            disabled={isFull && !place}
            aria-label={`选择 ${document.name}`}
            onChange={onSelect}
          />
        </Tooltip>
      </span>
      <span role="cell" className="document-name">
        <Link to={`/documents/${document.id}`} data-document={document.id}>
          {document.name}
        </Link>
        <span className="document-more">
          <Title document={document} />
        </span>
        <span className="document-facts faint">
          {factsOf(document)} · 发现 <Findings document={document} />
        </span>
      </span>
      <span role="cell" className="document-wide">
        {reading ? KINDS[reading.kind] : "—"}
      </span>
      <span role="cell">
        <Standing document={document} />
      </span>
      <span role="cell" className="document-wide number">
        {reading?.pages ? reading.pages : "—"}
      </span>
      <span role="cell" className="document-wide number">
        <Findings document={document} />
      </span>
      <span role="cell" className="document-wide faint">
        <time dateTime={version.created_at} title={exactly(version.created_at)}>
          {when(version.created_at)}
        </time>
      </span>
      <span role="cell">
        <DocumentMenu document={document} mayWrite={mayWrite} ask={ask} />
      </span>
    </div>
  );
}

/** Why it was not read, or its title where that is not its name already, and the file. */
function Title({ document }: { document: Document }) {
  const { name, reading, version } = document;
  if (version.failure) return <span className="bad">{version.failure.reason}</span>;
  const title = reading?.title && reading.title !== name ? reading.title : "";
  const versions = version.number > 1 ? `第 ${String(version.number)} 版` : "";
  return <span className="faint">{[title, versions, SOURCES[version.format] ?? version.format].filter(Boolean).join(" · ")}</span>;
}

function factsOf({ reading, version }: Document): string {
  const pages = reading?.pages ? `${String(reading.pages)} 页` : "";
  return [reading ? KINDS[reading.kind] : "", pages, when(version.created_at)].filter(Boolean).join(" · ");
}

function Standing({ document }: { document: Document }) {
  const { name, tone } = STATES[document.state];
  return <Tag color={tone}>{name}</Tag>;
}

const SETTLED = 500; // milliseconds in view: rows that only pass by ask nothing of the service

function Findings({ document }: { document: Document }) {
  const [isSettled, settle] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      settle(true);
    }, SETTLED);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  const { data } = useFindingCount(document, isSettled);
  return data ?? "—";
}
