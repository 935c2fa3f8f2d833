import type { Quotation } from "../analysis/analyses";
import type { SubjectOut } from "./subjects";

/** Where the reader shows the words; null where it no longer has the content that was compared. */
export function readerAt({ document_id, current }: SubjectOut, { start, end }: Pick<Quotation, "start" | "end">): string | null {
  return current ? `/documents/${document_id}?start=${String(start)}&end=${String(end)}` : null;
}

/** `第 2 版`, where there is anything to tell by it. */
export function versionOf(subject: SubjectOut, among: readonly SubjectOut[]): string {
  const twice = among.some((one) => one !== subject && one.document_id === subject.document_id);
  return twice || !subject.current || subject.version > 1 ? `第 ${String(subject.version)} 版` : "";
}
