import { SearchOutlined } from "@ant-design/icons";
import { Input, Select } from "antd";
import { useEffect, useRef, useState } from "react";

import type { Filters } from "./documents";
import { type Kind, KINDS, type State, STATES } from "./wording";

const PAUSE = 300; // milliseconds after the last letter

const STATE_CHOICES = (Object.keys(STATES) as State[]).map((state) => ({ value: state, label: STATES[state].name }));
const KIND_CHOICES = (Object.keys(KINDS) as Kind[]).map((kind) => ({ value: kind, label: KINDS[kind] }));

type Props = { filters: Filters; onChange: (filters: Filters) => void };

/** Which documents the list shows. */
export function FilterBar({ filters, onChange }: Props) {
  return (
    <div className="library-filters" role="search" aria-label="筛选文档">
      <NameField
        name={filters.name}
        onChange={(name) => {
          onChange({ ...filters, name });
        }}
      />
      <Select<Kind>
        aria-label="类别"
        placeholder="全部类别"
        allowClear
        value={filters.kind}
        options={KIND_CHOICES}
        onChange={(kind: Kind | undefined) => {
          onChange({ ...filters, kind: kind ?? null });
        }}
      />
      <Select<State>
        aria-label="状态"
        placeholder="全部状态"
        allowClear
        value={filters.state}
        options={STATE_CHOICES}
        onChange={(state: State | undefined) => {
          onChange({ ...filters, state: state ?? null });
        }}
      />
    </div>
  );
}

/** Takes effect when the person pauses; not in the middle of a word that an input method is still composing. */
function NameField({ name, onChange }: { name: string; onChange: (name: string) => void }) {
  const [typed, setTyped] = useState(name);
  const [composing, setComposing] = useState(false);
  const told = useRef(onChange);
  useEffect(() => {
    told.current = onChange;
  });
  useEffect(() => {
    const wanted = typed.trim();
    if (composing || wanted === name) return;
    const timer = setTimeout(() => {
      told.current(wanted);
    }, PAUSE);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, composing, name]);
  return (
    <Input
      className="library-name"
      aria-label="名称或标题"
      aria-keyshortcuts="/"
      placeholder="名称或标题"
      prefix={<SearchOutlined aria-hidden />}
      suffix={
        <kbd className="library-key" title="按 / 键到这里">
          /
        </kbd>
      }
      allowClear
      maxLength={200}
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value);
      }}
      onCompositionStart={() => {
        setComposing(true);
      }}
      onCompositionEnd={() => {
        setComposing(false);
      }}
    />
  );
}
