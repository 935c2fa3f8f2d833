import { Button, DatePicker, Input, Radio, Select, TimePicker } from "antd";
import dayjs from "dayjs";
import customParseFormat from "dayjs/plugin/customParseFormat";
import type { ReactNode } from "react";

import { atAGlance, decimalOf } from "./amounts";

dayjs.extend(customParseFormat);

type Text = { id?: string; label?: string; value: string; onChange: (text: string) => void };
type Labelled = { "aria-label"?: string };
const labelled = (label: string | undefined): Labelled => (label ? { "aria-label": label } : {});
const identified = (id: string | undefined): { id?: string } => (id ? { id } : {});

/** Yuan as text; nothing is rounded, and 6万 is understood. */
export function AmountInput({ id, label, value, onChange, unit = "元" }: Text & { unit?: string }) {
  const isWrong = value.trim() !== "" && decimalOf(value) === null;
  return (
    <span className="claim-amount">
      <Input
        {...identified(id)}
        {...labelled(label)}
        inputMode="decimal"
        autoComplete="off"
        value={value}
        suffix={unit}
        status={isWrong ? "error" : ""}
        aria-invalid={isWrong}
        onChange={({ target }) => {
          onChange(target.value);
        }}
      />
      <span className="claim-glance faint" aria-live="polite">
        {isWrong ? <span className="bad">请写数字，如 60000 或 6万</span> : unit === "元" && atAGlance(value)}
      </span>
    </span>
  );
}

const DAY = "YYYY-MM-DD";
const DAYS = [DAY, "YYYY/M/D", "YYYY.M.D", "YYYY年M月D日", "YYYYMMDD"];

/** A day: chosen from a calendar, or typed. */
export function DayInput({ id, label, value, onChange }: Text) {
  return (
    <DatePicker
      {...identified(id)}
      {...labelled(label)}
      className="claim-day"
      format={DAYS}
      placeholder="如 2025-06-01"
      value={value ? dayjs(value) : null}
      onChange={(day) => {
        onChange(day ? day.format(DAY) : "");
      }}
    />
  );
}

const CLOCK = "HH:mm";

/** A day, and the time of the day where it is known. */
export function MomentInput({ id, label, value, onChange }: Text) {
  const [day = "", clock = ""] = value.split("T");
  return (
    <span className="claim-moment">
      <DayInput
        {...identified(id)}
        {...(label ? { label } : {})}
        value={day}
        onChange={(next) => {
          onChange(next && clock ? `${next}T${clock}` : next);
        }}
      />
      <TimePicker
        className="claim-clock"
        aria-label={`${label ?? ""}几时几分（不知道可不填）`}
        format={[CLOCK, "H:m", "HHmm", "H时m分"]}
        placeholder="几时几分"
        needConfirm={false}
        disabled={!day}
        value={clock ? dayjs(`2000-01-01T${clock}`) : null}
        onChange={(next) => {
          onChange(next ? `${day}T${next.format(CLOCK)}` : day);
        }}
      />
    </span>
  );
}

type Truth = { label: string; value: boolean | null; isUnknown: boolean; onChange: (value: boolean | null) => void; onUnknown: (isUnknown: boolean) => void; words?: readonly [string, string] };

/** Yes, no, or not known: three answers, and none yet. */
export function TruthInput({ label, value, isUnknown, onChange, onUnknown, words = ["是", "否"] }: Truth) {
  return (
    <span className="claim-truth">
      <Radio.Group
        aria-label={label}
        optionType="button"
        size="small"
        value={isUnknown ? "unknown" : value}
        options={[
          { value: true, label: words[0] },
          { value: false, label: words[1] },
          { value: "unknown", label: "不清楚" },
        ]}
        onChange={({ target }) => {
          const chosen: unknown = target.value;
          if (chosen === "unknown") onUnknown(true);
          else onChange(chosen === true);
        }}
      />
      {(value !== null || isUnknown) && (
        <Button
          type="text"
          size="small"
          aria-label={`清除：${label}`}
          onClick={() => {
            if (isUnknown) onUnknown(false);
            else onChange(null);
          }}
        >
          清除
        </Button>
      )}
    </span>
  );
}

export function ChoiceInput({ id, label, value, onChange, options }: Text & { options: readonly string[] }) {
  return (
    <Select
      {...identified(id)}
      {...labelled(label)}
      allowClear
      className="claim-choice"
      placeholder="请选择"
      value={value || null}
      options={options.map((one) => ({ value: one, label: one }))}
      onChange={(chosen: string | null | undefined) => {
        onChange(chosen ?? "");
      }}
    />
  );
}

export function ProseInput({ id, label, value, onChange, rows = 4 }: Text & { rows?: number }) {
  return (
    <Input.TextArea
      {...identified(id)}
      {...labelled(label)}
      rows={rows}
      maxLength={20_000}
      value={value}
      onChange={({ target }) => {
        onChange(target.value);
      }}
    />
  );
}

export function WordsInput({ id, label, value, onChange }: Text) {
  return (
    <Input
      {...identified(id)}
      {...labelled(label)}
      maxLength={400}
      value={value}
      onChange={({ target }) => {
        onChange(target.value);
      }}
    />
  );
}

type Unknown = { name: string; isUnknown: boolean; onChange: (isUnknown: boolean) => void };

/** “不清楚” is an answer of its own: neither no nor nothing. */
export function UnknownButton({ name, isUnknown, onChange }: Unknown) {
  return (
    <Button
      size="small"
      type={isUnknown ? "primary" : "default"}
      aria-pressed={isUnknown}
      aria-label={`${name}：不清楚`}
      onClick={() => {
        onChange(!isUnknown);
      }}
    >
      不清楚
    </Button>
  );
}

/** What the service says is wrong in a place. */
export function Wrong({ children }: { children: ReactNode }) {
  return children ? (
    <p role="alert" className="claim-wrong bad">
      {children}
    </p>
  ) : null;
}
