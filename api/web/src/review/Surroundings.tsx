import { Skeleton } from "antd";

import { CodePoints } from "../reader/codePoints";
import { type Queued, useSurroundings } from "./queue";

/** The words of an item where they stand in the document. */
export function Surroundings({ item }: { item: Queued }) {
  const { data, error } = useSurroundings(item);
  if (error) return <p>{error.message}</p>;
  if (!data) return <Skeleton active />;
  const text = new CodePoints(data.text);
  const [start, end] = [item.start - data.start, item.end - data.start];
  const lit = "type" in item ? `lit type-${item.type}` : "lit lit-grave";
  return (
    <p className="surroundings">
      {data.start > 0 && "…"}
      <span data-start={data.start}>{text.slice(0, start)}</span>
      <mark className={lit} data-start={item.start}>{text.slice(start, end)}</mark>
      <span data-start={item.end}>{text.slice(end, text.length)}</span>
      {data.end < data.length && "…"}
    </p>
  );
}
