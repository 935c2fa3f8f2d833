import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useState } from "react";

import { dayOf, type Entry, inWords, monthAfter, monthsOf, type Standing, STANDINGS, weeksOf } from "./deadlines";

const WEEKDAYS = ["一", "二", "三", "四", "五", "六", "日"];

export type Dated = { entry: Entry; standing: Standing };

/** A month with its deadlines; the months that hold one can be chosen. */
export function Calendar({ dated, today, onChoose }: { dated: readonly Dated[]; today: string; onChoose: (entry: Entry) => void }) {
  const months = monthsOf(dated.map(({ entry }) => entry));
  const [month, setMonth] = useState(() => months.find((one) => one >= today.slice(0, 7)) ?? months.at(-1) ?? today.slice(0, 7));
  const [year = "", number = ""] = month.split("-");
  const title = `${year}年${String(Number(number))}月`;
  return (
    <div className="claim-calendar">
      <div className="claim-calendar-head">
        <Button type="text" icon={<LeftOutlined />} aria-label="上个月" onClick={() => { setMonth(monthAfter(month, -1)); }} />
        <Select
          aria-label="月份（有期限的）"
          value={month}
          options={[...new Set([...months, month])].sort().map((one) => ({ value: one, label: `${one.slice(0, 4)}年${String(Number(one.slice(5)))}月` }))}
          onChange={setMonth}
        />
        <Button type="text" icon={<RightOutlined />} aria-label="下个月" onClick={() => { setMonth(monthAfter(month, 1)); }} />
      </div>
      <table className="claim-month">
        <caption className="unseen">{title}的期限</caption>
        <thead>
          <tr>
            {WEEKDAYS.map((day) => (
              <th key={day} scope="col">
                <span className="unseen">星期</span>
                {day}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week, nth) => (
            <tr key={nth}>
              {week.map((day, at) => (
                <td key={day ?? at} className={day === today ? "claim-today" : undefined}>
                  {day && <Day day={day} isToday={day === today} dated={dated.filter(({ entry }) => dayOf(entry) === day)} onChoose={onChoose} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Day({ day, isToday, dated, onChoose }: { day: string; isToday: boolean; dated: readonly Dated[]; onChoose: (entry: Entry) => void }) {
  return (
    <>
      <time dateTime={day}>
        {Number(day.slice(8))}
        {isToday && <span className="claim-today-word">今天</span>}
      </time>
      {dated.map(({ entry, standing }, at) => (
        <button
          key={at}
          type="button"
          className={`claim-due claim-tone-${STANDINGS[standing].tone}`}
          aria-label={`${inWords(entry.due ?? day)}，${entry.bearer}${entry.action}，${STANDINGS[standing].name}`}
          title={`${entry.bearer}${entry.action}（${entry.path}）`}
          onClick={() => { onChoose(entry); }}
        >
          {standing === "missed" && "逾期 "}
          {entry.bearer}
          {entry.action}
        </button>
      ))}
    </>
  );
}
