import { details, type Fields } from "./fields";
import type { RecordType } from "./wording";

/** What a record's fields say. */
export function Details({ type, fields }: { type: RecordType; fields: Fields }) {
  const told = details(type, fields);
  if (told.length === 0) return null;
  return (
    <dl className="details">
      {told.map(({ key, name, value }) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
