import type { Quotation } from "../analysis/analyses";
import { searchOf } from "../reader/place";

/** The address that opens the reader at the words. */
export function addressOf(document: string, { start, end }: Pick<Quotation, "start" | "end">): string {
  return `/documents/${document}?${searchOf({ kind: "span", start, end }, new URLSearchParams()).toString()}`;
}
