import type { Analysis } from "../analysis/analyses";

/** A document to be compared: its current content, or that of one version. */
export type Subject = { id: string; version: number | null };
/** Two documents clause by clause, or several element by element. */
export type Way = "comparison" | "matrix";
/** What the address asks for. */
export type Asked = { way: Way; subjects: readonly Subject[] };

const SUBJECT = /^([\w-]+)(?:@(\d{1,6}))?$/;

/** Read `?documents=a,b@2&as=matrix`; null where it names fewer than two documents. */
export function askedIn(search: URLSearchParams): Asked | null {
  const subjects = (search.get("documents") ?? "").split(",").flatMap((written) => {
    const [, id, version] = SUBJECT.exec(written.trim()) ?? [];
    return id ? [{ id, version: version ? Number(version) : null }] : [];
  });
  if (subjects.length < 2) return null;
  return { way: subjects.length > 2 || search.get("as") === "matrix" ? "matrix" : "comparison", subjects };
}

export function addressOf({ way, subjects }: Asked): string {
  const written = subjects.map(({ id, version }) => (version === null ? id : `${id}@${String(version)}`)).join(",");
  return `/compare?documents=${written}${way === "matrix" && subjects.length === 2 ? "&as=matrix" : ""}`;
}

/** What an analysis compares, as it would be asked for again: content that is no longer current by its version. */
export function subjectsOf(analysis: Analysis, renewed = false): readonly Subject[] {
  const documents = analysis.documents;
  return documents.map(({ document_id: id, version, current }) => {
    const twice = documents.filter((one) => one.document_id === id).length > 1;
    return { id, version: twice || !(current || renewed) ? version : null };
  });
}

/** Whether an analysis is of the very content that is asked for, and has a result or will have one. */
export function answers({ way, subjects }: Asked, analysis: Analysis): boolean {
  const { kind, state, documents } = analysis;
  return (
    kind === way &&
    state !== "failed" &&
    state !== "cancelled" &&
    documents.length === subjects.length &&
    documents.every((document, nth) => {
      const subject = subjects[nth];
      if (subject?.id !== document.document_id) return false;
      return subject.version === null ? document.current : subject.version === document.version;
    })
  );
}
