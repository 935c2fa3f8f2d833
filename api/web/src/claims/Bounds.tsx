import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";

import { percent, yuan } from "./amounts";
import type { WantedBound } from "./asking";
import type { Bound, BoundKind } from "./draft";
import { useFilling } from "./filling";
import { AmountInput, WordsInput, Wrong } from "./inputs";
import { shareTold, shareWanted } from "./shares";
import { SourceLink } from "./Sources";
import { BOUND_KINDS, DEDUCTIBLE_KINDS, DEDUCTIBLE_NAMES, LIMIT_KINDS } from "./wording";

export type BoundList = "limits" | "deductibles";
type Key = { field: BoundList; kind: string; name: string };

const isFor = (bound: Bound, { kind, name }: Key): boolean => bound.kind === kind && bound.name === name;

/** What the schedule says of one limit or deductible of the document: a row of the claim, made when something is typed. */
export function BoundField({ wanted, label, sources }: { wanted: Key; label: string; sources: readonly WantedBound[] }) {
  const { document, draft, change } = useFilling();
  const rows = draft[wanted.field];
  const at = rows.findIndex((one) => isFor(one, wanted));
  const bound = rows[at] ?? { kind: wanted.kind as BoundKind, name: wanted.name, amount: "", percent: "" };
  const edit = (changed: Partial<Bound>) => {
    const next = { ...bound, ...changed };
    change((now) => ({ ...now, [wanted.field]: at < 0 ? [...rows, next] : rows.map((one, nth) => (nth === at ? next : one)) }));
  };
  return (
    <div className="claim-field" role="group" aria-label={label} data-place={`/schedule/${wanted.field}/${wanted.kind}/${wanted.name}`}>
      <span className="claim-label">{label}</span>
      <div className="claim-control">
        <Figures bound={bound} list={wanted.field} label={label} onChange={edit} />
        <BoundWrong list={wanted.field} at={at} />
      </div>
      <p className="claim-why faint">
        条款要求保险单载明{" "}
        <span className="claim-sources">
          {sources.length > 0 && "依据："}
          {sources.map((one) => (
            <SourceLink key={one.path + String(one.start)} document={document} source={one} />
          ))}
        </span>
      </p>
    </div>
  );
}

type FiguresGiven = { bound: Bound; list: BoundList; label: string; onChange: (changed: Partial<Bound>) => void };

/** Yuan, a percentage, or either, as the kind has it. */
function Figures({ bound, list, label, onChange }: FiguresGiven) {
  return (
    <span className="claim-line">
      {bound.kind !== "copay" && <AmountInput label={`${label}（元）`} value={bound.amount} onChange={(amount) => { onChange({ amount }); }} />}
      {list === "deductibles" && (
        <AmountInput
          label={bound.kind === "copay" ? `${label}：${shareWanted(bound.name)}（%）` : `${label}：免赔率（%）`}
          unit="%"
          value={bound.percent}
          onChange={(typed) => { onChange({ percent: typed }); }}
        />
      )}
      {bound.kind === "copay" && (
        <span className="faint" aria-live="polite">
          {shareTold(bound.name, bound.percent)}
        </span>
      )}
    </span>
  );
}

function BoundWrong({ list, at }: { list: BoundList; at: number }) {
  const { problems } = useFilling();
  if (at < 0) return null;
  const place = `/schedule/${list}/${String(at)}`;
  return <Wrong>{[place, `${place}/amount`, `${place}/rate`, `${place}/name`, `${place}/kind`].map((one) => problems.get(one)).filter(Boolean).join("；")}</Wrong>;
}

/** Limits and deductibles that the schedule states beyond those that the document needs. */
export function FurtherBounds({ needed }: { needed: readonly Key[] }) {
  return (
    <>
      <BoundRows list="limits" title="其他限额" needed={needed} />
      <BoundRows list="deductibles" title="其他免赔" needed={needed} />
    </>
  );
}

function BoundRows({ list, title, needed }: { list: BoundList; title: string; needed: readonly Key[] }) {
  const { draft, change, problems } = useFilling();
  const rows = draft[list];
  const isLimits = list === "limits";
  const kinds = isLimits ? LIMIT_KINDS : DEDUCTIBLE_KINDS;
  const put = (next: readonly Bound[]) => { change((now) => ({ ...now, [list]: next })); };
  return (
    <div className="claim-rows" role="group" aria-label={title}>
      {rows.map((bound, at) => {
        if (needed.some((one) => one.field === list && isFor(bound, one))) return null;
        const which = `${title}${String(at + 1)}`;
        const edit = (changed: Partial<Bound>) => { put(rows.map((one, nth) => (nth === at ? { ...one, ...changed } : one))); };
        return (
          <fieldset key={at} className="claim-row">
            <legend className="unseen">{which}</legend>
            <label className="claim-part">
              种类
              <Select
                aria-label={`${which}种类`}
                value={bound.kind}
                options={kinds.map((kind) => ({ value: kind, label: isLimits ? BOUND_KINDS[kind] : DEDUCTIBLE_NAMES[kind] }))}
                onChange={(kind: BoundKind) => { edit({ kind }); }}
              />
            </label>
            <label className="claim-part">
              指什么（不写则指全部）
              <WordsInput label={`${which}指什么`} value={bound.name} onChange={(name) => { edit({ name }); }} />
            </label>
            <Figures bound={bound} list={list} label={which} onChange={edit} />
            <Button type="text" icon={<DeleteOutlined />} aria-label={`删去${which}`} onClick={() => { put(rows.filter((_, nth) => nth !== at)); }} />
            <BoundWrong list={list} at={at} />
          </fieldset>
        );
      })}
      <Wrong>{problems.get(`/schedule/${list}`)}</Wrong>
      <Button size="small" icon={<PlusOutlined />} onClick={() => { put([...rows, { kind: isLimits ? "per_item" : "deductible", name: "", amount: "", percent: "" }]); }}>
        添加{title}
      </Button>
    </div>
  );
}

/** What the text itself states: nothing to fill in, unless the schedule says otherwise. */
export function StatedBounds({ bounds }: { bounds: readonly WantedBound[] }) {
  const { document, draft, change } = useFilling();
  if (bounds.length === 0) return null;
  return (
    <div className="claim-stated">
      <h4>条款已写明的（不必填写）</h4>
      <ul>
        {bounds.map((one) => {
          const isTold = draft[one.field].some((bound) => isFor(bound, one));
          return (
            <li key={`${one.kind} ${one.name} ${one.case}`}>
              <span>{one.label}</span> <span className="number">{statedOf(one)}</span>{" "}
              {one.case && <span className="faint">限“{one.case}”</span>} <SourceLink document={document} source={one} />
              {!one.case && !isTold && (
                <Button
                  type="link"
                  size="small"
                  aria-label={`保险单另有载明：${one.label}`}
                  onClick={() => {
                    const row = { kind: one.kind as BoundKind, name: one.name, amount: "", percent: "" };
                    change((now) => ({ ...now, [one.field]: [...now[one.field], row] }));
                  }}
                >
                  保险单另有载明
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function statedOf({ amount, rate, kind }: WantedBound): string {
  const told = [typeof amount === "number" && yuan(amount), typeof rate === "number" && (kind === "copay" ? `赔付 ${percent(rate)}` : percent(rate))];
  return told.filter(Boolean).join("、") || "算法见原文，或以保险单载明为准";
}
