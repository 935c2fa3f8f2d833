import { AutoComplete, Button, Input, InputNumber, Select } from "antd";
import { useId } from "react";

import { type Deadline, type FieldSpec, shifted, type Tier } from "./fields";
import { DEADLINE_KINDS, FIELDS, PARTIES, UNITS } from "./wording";

type Given = { spec: FieldSpec; value: unknown; problem: string | undefined; onChange: (value: unknown) => void };

/** One field of a record, written in the way that is its own. An empty one says that the text does not say it. */
export function FieldInput({ spec, value, problem, onChange }: Given) {
  const id = useId();
  const name = FIELDS[spec.key] ?? spec.key;
  return (
    <div className={problem ? "field field-wrong" : "field"}>
      <label htmlFor={id}>{name}</label>
      <div>
        <Control {...{ spec, value, onChange, id, name }} />
        {problem && (
          <p role="alert" className="field-problem">
            {problem}
          </p>
        )}
      </div>
    </div>
  );
}

/** Lines that a text takes in the narrow form. (The component's own way of growing sets styles that the policy forbids.) */
export function rowsFor(text: string): number {
  return Math.min(6, Math.max(1, Math.ceil(text.length / 16)));
}

type ControlGiven = Omit<Given, "problem"> & { id: string; name: string };

function Control({ spec, value, onChange, id, name }: ControlGiven) {
  const text = typeof value === "string" ? value : "";
  const number = typeof value === "number" ? value : null;
  switch (spec.form) {
    case "text":
      return <Input.TextArea id={id} rows={rowsFor(text)} value={text} placeholder="文中未写明" onChange={(event) => { onChange(event.target.value); }} />;
    case "party":
      return <AutoComplete id={id} value={text} placeholder="文中未写明" options={PARTIES.map((one) => ({ value: one }))} onChange={onChange} allowClear />;
    case "word":
      return <Words id={id} words={spec.words ?? {}} value={text} onChange={onChange} />;
    case "flag":
      return <Words id={id} words={{ true: "是", false: "否" }} value={typeof value === "boolean" ? String(value) : ""} onChange={(word) => { onChange(word === undefined ? undefined : word === "true"); }} />;
    case "amount":
      return <InputNumber id={id} min={0} value={number} suffix="元" placeholder="文中未写明" onChange={onChange} />;
    case "rate":
      return <InputNumber id={id} min={0} suffix="%" placeholder="文中未写明" value={number === null ? null : shifted(number, 2)} onChange={(given) => { onChange(given === null ? undefined : shifted(given, -2)); }} />;
    case "whole":
      return <InputNumber id={id} min={0} precision={0} value={number} placeholder="文中未写明" onChange={onChange} />;
    case "date":
      return <Input id={id} value={text} placeholder="如 2026-01-31；文中未写明则留空" onChange={(event) => { onChange(event.target.value); }} />;
    case "deadline":
      return <DeadlineInput id={id} name={name} value={value as Deadline | undefined} onChange={onChange} />;
    case "deadlines":
      return <DeadlinesInput id={id} name={name} value={(value as Deadline[] | undefined) ?? []} onChange={onChange} />;
    case "tier":
      return <TierInput id={id} value={value as Tier | undefined} onChange={onChange} />;
    case "texts":
      return <Select id={id} mode="tags" open={false} suffixIcon={null} value={(value as string[] | undefined) ?? []} placeholder="逐项输入，按回车" onChange={onChange} />;
  }
}

type WordsGiven = { id: string; words: Readonly<Record<string, string>>; value: string; onChange: (word: string | undefined) => void };

function Words({ id, words, value, onChange }: WordsGiven) {
  return (
    <Select
      id={id}
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      placeholder="文中未写明"
      value={value || null}
      options={Object.entries(words).map(([word, label]) => ({ value: word, label }))}
      onChange={(word: string | null | undefined) => {
        onChange(word ?? undefined);
      }}
    />
  );
}

const FIRST: Deadline = { value: 30, unit: "day", kind: "within" };

type DeadlineGiven = { id: string; name: string; value: Deadline | undefined; onChange: (value: Deadline | undefined) => void };

function DeadlineInput({ id, name, value, onChange }: DeadlineGiven) {
  if (!value) {
    return (
      <Button id={id} type="dashed" onClick={() => { onChange(FIRST); }}>
        文中未写明，点此填写
      </Button>
    );
  }
  const kinds = Object.entries(DEADLINE_KINDS).map(([word, label]) => ({ value: word, label }));
  const units = Object.entries(UNITS).map(([word, label]) => ({ value: word, label }));
  return (
    <div className="deadline-input">
      <Select aria-label={`${name}：方式`} value={value.kind} options={kinds} onChange={(kind: string) => { onChange({ ...value, kind }); }} />
      <InputNumber id={id} min={0} precision={0} value={value.value} onChange={(length) => { onChange({ ...value, value: length ?? 0 }); }} />
      <Select aria-label={`${name}：单位`} value={value.unit} options={units} onChange={(unit: string) => { onChange({ ...value, unit }); }} />
      <Button type="text" aria-label={`删去${name}`} onClick={() => { onChange(undefined); }}>
        ×
      </Button>
    </div>
  );
}

function DeadlinesInput({ id, name, value, onChange }: { id: string; name: string; value: Deadline[]; onChange: (value: Deadline[]) => void }) {
  return (
    <div className="deadlines-input">
      {value.map((one, at) => (
        <DeadlineInput
          key={at}
          id={`${id}-${String(at)}`}
          name={`${name}${String(at + 1)}`}
          value={one}
          onChange={(changed) => {
            onChange(changed ? value.with(at, changed) : value.toSpliced(at, 1));
          }}
        />
      ))}
      <Button id={id} type="dashed" onClick={() => { onChange([...value, FIRST]); }}>
        添加一项
      </Button>
    </div>
  );
}

const OPEN: Tier = { lower: null, upper: null, lower_closed: true, upper_closed: true };

function TierInput({ id, value, onChange }: { id: string; value: Tier | undefined; onChange: (value: Tier | undefined) => void }) {
  const tier = value ?? OPEN;
  const change = (part: Partial<Tier>) => {
    const next = { ...tier, ...part };
    onChange(next.lower === null && next.upper === null ? undefined : next);
  };
  const closed = [
    { value: true, label: "含" },
    { value: false, label: "不含" },
  ];
  return (
    <div className="tier-input">
      <InputNumber id={id} aria-label="下限" min={0} suffix="元以上" value={tier.lower} onChange={(lower) => { change({ lower }); }} />
      <Select aria-label="是否含下限" value={tier.lower_closed} options={closed} onChange={(lower_closed: boolean) => { change({ lower_closed }); }} />
      <InputNumber aria-label="上限" min={0} suffix="元以下" value={tier.upper} onChange={(upper) => { change({ upper }); }} />
      <Select aria-label="是否含上限" value={tier.upper_closed} options={closed} onChange={(upper_closed: boolean) => { change({ upper_closed }); }} />
    </div>
  );
}
