import type { Review } from "./content";
import { REVIEWS, TYPE_LETTERS, type RecordType, TYPES } from "./wording";

/** The type of a record: its colour, and always its name. */
export function TypeTag({ type }: { type: RecordType }) {
  return <span className={`type-tag type-${type}`}>{TYPES[type]}</span>;
}

/** One character, for the margin. */
export function TypeLetter({ type }: { type: RecordType }) {
  return (
    <span className={`type-letter type-${type}`} title={TYPES[type]}>
      {TYPE_LETTERS[type]}
    </span>
  );
}

export function ReviewTag({ review }: { review: Review }) {
  return review === "unreviewed" ? null : <span className={`review-tag review-${review}`}>{REVIEWS[review]}</span>;
}
