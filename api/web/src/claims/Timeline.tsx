import { CalendarOutlined, DownloadOutlined } from "@ant-design/icons";
import { Alert, Button } from "antd";
import dayjs from "dayjs";
import { useId } from "react";

import { Calendar, type Dated } from "./Calendar";
import { type Determination, useDeadlineFile } from "./querying";
import { SourceLink } from "./Sources";
import { type Entry, inWords, STANDINGS, standingOf } from "./deadlines";

type Given = { document: string; found: Pick<Determination, "timeline" | "duties">; dates: Record<string, string> };

/** Who must do what by when: a month at a time, and as a list; the calendar file for those that have a date. */
export function Timeline({ document, found, dates }: Given) {
  const today = dayjs().format("YYYY-MM-DD");
  const id = useId();
  const file = useDeadlineFile();
  const all = found.timeline.map((entry): Dated => ({ entry, standing: standingOf(entry, found.duties, today) }));
  const dated = all.filter(({ entry }) => entry.due).sort((one, other) => ((one.entry.due ?? "") < (other.entry.due ?? "") ? -1 : 1));
  const open = all.filter(({ entry }) => !entry.due);
  const rowOf = (entry: Entry) => `${id}-${String(found.timeline.indexOf(entry))}`;
  if (all.length === 0) return <p className="faint">条文没有写明期限。</p>;
  return (
    <div className="claim-timeline">
      <p className="claim-line claim-no-print">
        <Button
          icon={<CalendarOutlined />}
          disabled={dated.length === 0}
          loading={file.isPending}
          onClick={() => { file.mutate({ document, facts: dates, format: "ics" }); }}
        >
          下载日历（.ics）
        </Button>
        <Button icon={<DownloadOutlined />} onClick={() => { file.mutate({ document, facts: dates, format: "xlsx" }); }}>
          下载表格（.xlsx）
        </Button>
      </p>
      {file.error && <Alert type="error" showIcon role="alert" title={file.error.message} />}
      {dated.length > 0 && (
        <Calendar
          key={dated.map(({ entry }) => entry.due).join()}
          dated={dated}
          today={today}
          onChoose={(entry) => {
            const row = globalThis.document.getElementById(rowOf(entry));
            row?.scrollIntoView({ block: "center" });
            row?.focus();
          }}
        />
      )}
      <ol className="claim-dues" aria-label="已能确定日期的期限">
        {dated.map(({ entry, standing }) => (
          <li key={rowOf(entry)} id={rowOf(entry)} tabIndex={-1}>
            <time dateTime={entry.due ?? ""} className="number">
              {inWords(entry.due ?? "")}
              {entry.earliest ? " 起" : " 前"}
            </time>
            <span>
              <strong>
                {entry.bearer}
                {entry.action}
              </strong>{" "}
              <span className={`claim-tag claim-tone-${STANDINGS[standing].tone}`}>{STANDINGS[standing].name}</span>
              {entry.estimated && <span className="claim-tag claim-tone-open">估算：当年节假日安排未公布</span>}
              <span className="claim-basis faint">
                <SourceLink document={document} source={entry} /> {entry.counting}
              </span>
            </span>
          </li>
        ))}
      </ol>
      {open.length > 0 && (
        <details className="claim-folded">
          <summary>还不能确定日期的期限（{open.length}）</summary>
          <ul className="claim-dues">
            {open.map(({ entry }) => (
              <li key={rowOf(entry)}>
                <span>
                  <strong>
                    {entry.bearer}
                    {entry.action}
                  </strong>
                  <span className="claim-basis faint">
                    <SourceLink document={document} source={entry} /> {entry.open_because}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
