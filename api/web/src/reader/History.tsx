import { useQuery } from "@tanstack/react-query";
import dayjs from "dayjs";
import { useState } from "react";

import { api, body } from "../service/api";
import type { RecordItem } from "./content";

const DEEDS: Readonly<Record<string, string>> = {
  "record.accepted": "采纳",
  "record.corrected": "更正",
  "record.rejected": "驳回",
  "record.restored": "撤销复核",
  "record.added": "补充",
};

/** Who decided what on a record, and when (沿革); asked for when it is opened. */
export function History({ record }: { record: RecordItem }) {
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery({
    queryKey: ["history", record.id, record.revision],
    enabled: open,
    queryFn: async () =>
      body(await api.GET("/v1/records/{record_id}/history", { params: { path: { record_id: record.id } } })),
  });
  return (
    <details
      className="card-machine"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>复核沿革</summary>
      {error && <p>{error.message}</p>}
      <ul className="history">
        {data?.map(({ id, at, actor_name, action, after }) => (
          <li key={id}>
            {dayjs(at).format("YYYY-MM-DD HH:mm")} {actor_name} {DEEDS[action] ?? action}
            {typeof after?.["note"] === "string" && `：${after["note"]}`}
          </li>
        ))}
      </ul>
    </details>
  );
}
