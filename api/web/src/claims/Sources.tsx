import { Link } from "react-router";

import type { Source } from "./asking";

type Given = { document: string; sources: readonly (Source & { record?: string })[]; label?: string };

const SHOWN = 6;

/** The clauses that something rests on, each opening the reader at its words. */
export function Sources({ document, sources, label = "依据" }: Given) {
  const placed = sources.filter(({ path }) => path !== "");
  if (placed.length === 0) return null;
  const more = placed.length - SHOWN;
  return (
    <span className="claim-sources">
      {label}：
      {placed.slice(0, SHOWN).map((source) => (
        <SourceLink key={`${source.path} ${String(source.start)}`} document={document} source={source} />
      ))}
      {more > 0 && <span>等 {placed.length} 处</span>}
    </span>
  );
}

/** One clause; its words on hover. */
export function SourceLink({ document, source }: { document: string; source: Source & { record?: string } }) {
  const { path, quote, start, end, record } = source;
  const place = record ? `record=${record}` : `start=${String(start)}&end=${String(end)}`;
  if (typeof start !== "number" || typeof end !== "number") return <span title={quote}>{path}</span>;
  return (
    <Link className="claim-source" to={`/documents/${document}?${place}`} title={quote}>
      {path}
    </Link>
  );
}
