import { Checkbox, Tag, Tooltip } from "antd";
import { Link } from "react-router";

import type { Asked } from "./Dialogs";
import { DocumentMenu } from "./DocumentMenu";
import type { Document } from "./documents";
import { exactly, KINDS, LINES, SOURCES, STATES, when } from "./wording";

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
  const { reading } = document;
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
        <span className="document-facts faint">{factsOf(document)}</span>
      </span>
      <span role="cell" className="document-wide document-header">
        <span>{document.lines.map((line) => LINES[line]).join("、") || "—"}</span>
        <span className="faint" title={document.insurer ?? undefined}>
          {document.insurer}
        </span>
      </span>
      <span role="cell">
        <Standing document={document} />
      </span>
      <span role="cell" className="document-wide number">
        {reading ? document.findings : "—"}
      </span>
      <span role="cell" className="document-wide faint">
        <time dateTime={document.created_at} title={exactly(document.created_at)}>
          {when(document.created_at)}
        </time>
      </span>
      <span role="cell">
        <DocumentMenu document={document} mayWrite={mayWrite} ask={ask} />
      </span>
    </div>
  );
}

/** Why it was not read, or its title where that is not its name already, and what the file is. */
function Title({ document }: { document: Document }) {
  const { name, reading, version, versions } = document;
  if (version.failure) return <span className="bad">{version.failure.reason}</span>;
  const told = [
    reading?.title && reading.title !== name ? reading.title : "",
    reading ? KINDS[reading.kind] : "",
    SOURCES[version.format] ?? version.format,
    reading?.pages ? `${String(reading.pages)} 页` : "",
    versions > 1 ? `第 ${String(version.number)} 版` : "",
  ];
  return <span className="faint">{told.filter(Boolean).join(" · ")}</span>;
}

/** What a narrow page has no columns for. */
function factsOf({ lines, insurer, reading, findings, created_at }: Document): string {
  const told = [lines.map((line) => LINES[line]).join("、"), insurer, reading ? `发现 ${String(findings)}` : "", when(created_at)];
  return told.filter(Boolean).join(" · ");
}

/** How far its review is; where the newest version has not been read, how that stands. */
function Standing({ document }: { document: Document }) {
  const { state, reviewed, pending, reading } = document;
  if (state !== "ready" || !reading) return <Tag color={STATES[state].tone}>{STATES[state].name}</Tag>;
  const all = reviewed + pending;
  if (all === 0) return <span className="faint">无须复核</span>;
  const told = pending === 0 ? "已复核完" : `已复核 ${String(reviewed)} / ${String(all)}`;
  return (
    <span className="document-progress" title={`${told}；记录 ${String(document.records)} 条，发现 ${String(document.findings)} 条`}>
      <span className={pending === 0 ? "good" : reviewed ? "" : "faint"}>{told}</span>
      <span className="document-bar" aria-hidden="true">
        <span style={{ width: `${String((100 * reviewed) / all)}%` }} />
      </span>
    </span>
  );
}
