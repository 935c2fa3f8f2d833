import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useId } from "react";

import type { CalculatorField, Row, Value, Values } from "./calculating";
import { AmountInput, DayInput, MomentInput, TruthInput, WordsInput, Wrong } from "./inputs";

type Given = {
  fields: readonly CalculatorField[];
  values: Values;
  onChange: (values: Values) => void;
  /** What is wrong or asked, by JSON pointer. */
  problems: ReadonlyMap<string, string>;
  asks: ReadonlyMap<string, string>;
  /** The facts that start periods, for fields that name them. */
  facts: readonly { fact: string; name: string }[];
  at?: string;
};

/** The form of a calculator, made from the service's schema. */
export function CalculatorForm({ fields, values, onChange, problems, asks, facts, at = "" }: Given) {
  return fields.map((field) => {
    const pointer = `${at}/${field.key}`;
    const ask = asks.get(pointer);
    return (
      <CalculatorRow key={field.key} field={field} ask={ask} problem={problems.get(pointer)}>
        {(id) => (
          <Control
            id={id}
            field={field}
            value={values[field.key]}
            onChange={(value) => { onChange({ ...values, [field.key]: value }); }}
            {...{ problems, asks, facts, at: pointer }}
          />
        )}
      </CalculatorRow>
    );
  });
}

function CalculatorRow({ field, ask, problem, children }: { field: CalculatorField; ask: string | undefined; problem: string | undefined; children: (id: string) => React.ReactNode }) {
  const id = useId();
  const isGroup = ["truth", "rows", "amounts", "moments"].includes(field.shape);
  return (
    <div className={ask ? "claim-field claim-field-asked" : "claim-field"}>
      {isGroup ? <span className="claim-label">{field.name}</span> : <label htmlFor={id}>{field.name}</label>}
      <div className="claim-control">
        {children(id)}
        <Wrong>{problem}</Wrong>
      </div>
      {(ask || field.note) && <p className="claim-why faint">{ask ? <strong>{ask}</strong> : field.note}</p>}
    </div>
  );
}

type ControlGiven = Pick<Given, "problems" | "asks" | "facts"> & { id: string; at: string; field: CalculatorField; value: Value | undefined; onChange: (value: Value | undefined) => void };

function Control(given: ControlGiven) {
  const { id, field, value, onChange } = given;
  const text = typeof value === "string" ? value : "";
  const plain = { id, value: text, onChange };
  switch (field.shape) {
    case "amount":
      return <AmountInput {...plain} unit={field.unit} />;
    case "whole":
      return <AmountInput {...plain} unit="" />;
    case "day":
      return <DayInput {...plain} />;
    case "moment":
      return <MomentInput {...plain} label={field.name} />;
    case "words":
      return <WordsInput {...plain} />;
    case "wholes":
      return <WordsInput {...plain} />;
    case "truth":
      return (
        <TruthInput
          label={field.name}
          value={typeof value === "boolean" ? value : null}
          isUnknown={value === "unknown"}
          onChange={(truth) => { onChange(truth ?? undefined); }}
          onUnknown={(isUnknown) => { onChange(isUnknown ? "unknown" : undefined); }}
        />
      );
    case "choice":
      return <Select id={id} allowClear className="claim-choice" placeholder="请选择" value={text || null} options={[...field.options]} onChange={(chosen: string | null | undefined) => { onChange(chosen ?? undefined); }} />;
    case "rows":
      return <RowsInput {...given} />;
    case "amounts":
    case "moments":
      return <PairsInput {...given} />;
  }
}

function RowsInput({ field, value, onChange, problems, asks, facts, at }: ControlGiven) {
  const rows = Array.isArray(value) && value.length ? (value as readonly Row[]) : [{}];
  return (
    <div className="claim-rows">
      {rows.map((row, nth) => (
        <fieldset key={nth} className="claim-row claim-row-tall">
          <legend>
            {field.name}　{nth + 1}
          </legend>
          <CalculatorForm
            fields={field.parts}
            values={row}
            onChange={(changed) => { onChange(rows.map((one, other) => (other === nth ? (changed as Row) : one))); }}
            at={`${at}/${String(nth)}`}
            {...{ problems, asks, facts }}
          />
          {rows.length > 1 && (
            <Button type="text" icon={<DeleteOutlined />} onClick={() => { onChange(rows.filter((_, other) => other !== nth)); }}>
              删去这一项
            </Button>
          )}
        </fieldset>
      ))}
      <Button size="small" icon={<PlusOutlined />} onClick={() => { onChange([...rows, {}]); }}>
        再加一项
      </Button>
    </div>
  );
}

function PairsInput({ field, value, onChange, facts }: ControlGiven) {
  const pairs = Array.isArray(value) ? (value as readonly (readonly [string, string])[]) : [];
  const put = (at: number, pair: readonly [string, string]) => { onChange(pairs.map((one, nth) => (nth === at ? pair : one))); };
  return (
    <div className="claim-rows">
      {pairs.map(([name, text], at) => (
        <div key={at} className="claim-line">
          {field.shape === "moments" ? (
            <Select
              aria-label={`事实${String(at + 1)}`}
              className="claim-choice"
              placeholder="哪一日期"
              value={name || null}
              options={facts.map((one) => ({ value: one.fact, label: one.name }))}
              onChange={(fact: string) => { put(at, [fact, text]); }}
            />
          ) : (
            <WordsInput label={`名称${String(at + 1)}`} value={name} onChange={(next) => { put(at, [next, text]); }} />
          )}
          {field.shape === "moments" ? (
            <MomentInput label={`日期${String(at + 1)}`} value={text} onChange={(next) => { put(at, [name, next]); }} />
          ) : (
            <AmountInput label={`数值${String(at + 1)}`} unit="" value={text} onChange={(next) => { put(at, [name, next]); }} />
          )}
          <Button type="text" icon={<DeleteOutlined />} aria-label={`删去第${String(at + 1)}项`} onClick={() => { onChange(pairs.filter((_, nth) => nth !== at)); }} />
        </div>
      ))}
      <Button size="small" icon={<PlusOutlined />} onClick={() => { onChange([...pairs, ["", ""]]); }}>
        添加一项
      </Button>
    </div>
  );
}
