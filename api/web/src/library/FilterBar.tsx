import { FilterOutlined } from "@ant-design/icons";
import { Badge, Button, DatePicker, Select } from "antd";
import dayjs from "dayjs";

import { type Facets, useFacets } from "./documents";
import { countOf, type Filters } from "./filters";
import { type Kind, KINDS, type Line, LINES, PROGRESS, type Progress, type State, STATES } from "./wording";

type Props = { filters: Filters; isOpen: boolean; onChange: (filters: Filters) => void; onClear: () => void };
type Choice<Word> = { value: Word; label: string; title: string };

/** Which documents the list shows; each choice tells how many it would leave. On a narrow page it is unfolded. */
export function FilterBar({ filters, isOpen, onChange, onClear }: Props) {
  const { data: facets } = useFacets(filters);
  return (
    <div className={isOpen ? "library-filters open" : "library-filters"} role="search" aria-label="筛选文档">
      <Choices filters={filters} facets={facets} onChange={onChange} />
      <Days filters={filters} onChange={onChange} />
      {countOf(filters) > 0 && (
        <Button type="link" onClick={onClear}>
          清除筛选
        </Button>
      )}
    </div>
  );
}

type UnfoldProps = { filters: Filters; isOpen: boolean; onClick: () => void };

/** Unfolds the filters where there is no room for them; tells how many are set. */
export function UnfoldButton({ filters, isOpen, onClick }: UnfoldProps) {
  return (
    <Badge count={countOf(filters)} size="small" className="library-unfold">
      <Button icon={<FilterOutlined />} aria-expanded={isOpen} onClick={onClick}>
        筛选
      </Button>
    </Badge>
  );
}

type ChoicesProps = Pick<Props, "filters" | "onChange"> & { facets: Facets | undefined };

function Choices({ filters, facets, onChange }: ChoicesProps) {
  return (
    <>
      <One<Kind>
        label="类别"
        value={filters.kind}
        choices={choicesOf(facets?.kinds, KINDS, [filters.kind])}
        onChange={(kind) => {
          onChange({ ...filters, kind });
        }}
      />
      <Several<Line>
        label="险种"
        values={filters.lines}
        choices={choicesOf(facets?.lines, LINES, filters.lines)}
        onChange={(lines) => {
          onChange({ ...filters, lines });
        }}
      />
      <Several<string>
        label="保险人"
        values={filters.insurers}
        choices={named(facets?.insurers)}
        onChange={(insurers) => {
          onChange({ ...filters, insurers });
        }}
      />
      <Several<string>
        label="发现"
        values={filters.findings}
        choices={named(facets?.findings)}
        onChange={(findings) => {
          onChange({ ...filters, findings });
        }}
      />
      <One<Progress>
        label="复核"
        value={filters.review}
        choices={choicesOf(facets?.reviews, PROGRESS, [filters.review])}
        onChange={(review) => {
          onChange({ ...filters, review });
        }}
      />
      <One<State>
        label="状态"
        value={filters.state}
        choices={choicesOf(facets?.states, STATE_NAMES, [filters.state])}
        onChange={(state) => {
          onChange({ ...filters, state });
        }}
      />
    </>
  );
}

const STATE_NAMES = Object.fromEntries(Object.entries(STATES).map(([state, { name }]) => [state, name])) as Record<State, string>;

/** The values that documents have, or that are chosen, with their counts. */
function choicesOf<Word extends string>(
  found: Facets["kinds"] | undefined,
  words: Readonly<Record<Word, string>>,
  chosen: readonly (Word | null)[],
): readonly Choice<Word>[] {
  const counts = new Map(found?.map(({ value, count }) => [value, count]));
  return (Object.keys(words) as Word[])
    .map((value) => ({ value, count: counts.get(value) ?? 0 }))
    .filter(({ value, count }) => count > 0 || !found || chosen.includes(value))
    .map(({ value, count }) => choice(value, words[value], found ? count : null));
}

function named(found: Facets["insurers"] | undefined): readonly Choice<string>[] {
  return found?.map(({ value, name, count }) => choice(value, name ?? value, count)) ?? [];
}

function choice<Word>(value: Word, name: string, count: number | null): Choice<Word> {
  return { value, label: count === null ? name : `${name}（${String(count)}）`, title: name };
}

type OneProps<Word> = {
  label: string;
  value: Word | null;
  choices: readonly Choice<Word>[];
  onChange: (value: Word | null) => void;
};

function One<Word extends string>({ label, value, choices, onChange }: OneProps<Word>) {
  return (
    <Select<Word>
      aria-label={label}
      placeholder={label}
      allowClear
      popupMatchSelectWidth={false}
      optionLabelProp="title"
      value={value}
      options={[...choices]}
      onChange={(chosen: Word | undefined) => {
        onChange(chosen ?? null);
      }}
    />
  );
}

type SeveralProps<Word> = {
  label: string;
  values: readonly Word[];
  choices: readonly Choice<Word>[];
  onChange: (values: readonly Word[]) => void;
};

function Several<Word extends string>({ label, values, choices, onChange }: SeveralProps<Word>) {
  return (
    <Select<Word[]>
      mode="multiple"
      aria-label={label}
      placeholder={label}
      allowClear
      maxTagCount={1}
      maxTagTextLength={3}
      maxTagPlaceholder={(others) => `+${String(others.length)}`}
      optionLabelProp="title"
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: "title" }}
      notFoundContent="没有可选的值"
      value={[...values]}
      options={[...choices]}
      onChange={onChange}
    />
  );
}

/** On which days they were uploaded. */
function Days({ filters, onChange }: Pick<Props, "filters" | "onChange">) {
  const { from, to } = filters;
  return (
    <DatePicker.RangePicker
      className="library-days"
      aria-label="上传日期"
      placeholder={["上传日期起", "止"]}
      allowEmpty={[true, true]}
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      onChange={(days) => {
        const [first, last] = [0, 1].map((nth) => days?.[nth]?.format("YYYY-MM-DD") ?? "");
        onChange({ ...filters, from: first ?? "", to: last ?? "" });
      }}
    />
  );
}
