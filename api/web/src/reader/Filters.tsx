import { Input, Select } from "antd";

import type { Wanted } from "./listing";
import { TypeLetter } from "./TypeTag";
import { REVIEW_LIST, REVIEWS, type RecordType, TYPE_LIST, TYPES } from "./wording";

type Given = {
  wanted: Wanted;
  counts: ReadonlyMap<RecordType, number>;
  shown: number;
  all: number;
  /** Whether those are all that the document has. */
  whole: boolean;
  /** How many of all were rejected: they are shown where they are asked for. */
  rejected: number;
  onWanted: (wanted: Wanted) => void;
};

/** Which records the list shows: by words, by review, by type. */
export function Filters({ wanted, counts, shown, all, whole, rejected, onWanted }: Given) {
  const unfiltered = wanted.words === "" && wanted.types.length + wanted.reviews.length === 0;
  const coming = whole ? "" : "，其余正在载入…";
  const apart = rejected > 0 ? `，另有驳回 ${String(rejected)} 条` : "";
  return (
    <div className="filters">
      <div className="filters-line">
        <Input
          allowClear
          aria-label="筛选记录"
          placeholder="筛选：条号、原文、字段"
          value={wanted.words}
          onChange={(event) => {
            onWanted({ ...wanted, words: event.target.value });
          }}
        />
        <Select
          mode="multiple"
          allowClear
          maxTagCount="responsive"
          aria-label="复核状态"
          placeholder="复核状态"
          value={[...wanted.reviews]}
          options={REVIEW_LIST.map((review) => ({ value: review, label: REVIEWS[review] }))}
          onChange={(reviews) => {
            onWanted({ ...wanted, reviews });
          }}
        />
      </div>
      <div className="chips" role="group" aria-label="记录类型">
        {TYPE_LIST.filter((type) => counts.has(type)).map((type) => {
          const on = wanted.types.includes(type);
          return (
            <button
              key={type}
              type="button"
              className={`chip ${on ? "chip-on" : ""}`}
              aria-pressed={on}
              onClick={() => {
                const types = on ? wanted.types.filter((one) => one !== type) : [...wanted.types, type];
                onWanted({ ...wanted, types });
              }}
            >
              <TypeLetter type={type} /> {TYPES[type]} {counts.get(type)}
            </button>
          );
        })}
      </div>
      <output className="quiet">{unfiltered ? `${whole ? "共" : "已载入"} ${String(all - rejected)} 条${apart}${coming}` : `显示 ${String(shown)} / ${String(all)} 条${coming}`}</output>
    </div>
  );
}
