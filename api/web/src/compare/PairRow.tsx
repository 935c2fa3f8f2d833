import { BookOutlined, WarningOutlined } from "@ant-design/icons";
import { Tooltip } from "antd";
import { Link } from "react-router";

import { pathOf, type Difference } from "./differences";
import { GainTag, WeightTag } from "./Difference";
import { isDoubtful } from "./Overview";
import { Passage } from "./Passage";
import { readerAt } from "./place";
import type { Side } from "./pieces";
import type { Headings, SubjectOut } from "./subjects";
import { KINDS, LIKENESSES, type Pair } from "./wording";

type Props = {
  pair: Pair;
  differences: readonly Difference[];
  documents: readonly SubjectOut[];
  headings: Headings;
  /** The difference at hand where it is in this pair. */
  current: number | null;
  onVisit: (found: Difference) => void;
};

/** One clause of each text side by side, and below them what became of it. */
export function PairRow({ pair, differences, documents, headings, current, onVisit }: Props) {
  const label = `${pathOf(pair.b.length ? pair.b : pair.a)}：${LIKENESSES[pair.likeness]}`;
  const [a, b] = documents;
  const torn = tornOf(pair);
  const className = ["pair-row", `pair-${pair.likeness}`, current === null ? "" : "current"].filter(Boolean).join(" ");
  return (
    <div className={className} role="group" aria-label={label}>
      {a && <SideOf side="a" name="文本一" subject={a} {...{ pair, differences, headings, current, onVisit }} />}
      {b && <SideOf side="b" name="文本二" subject={b} {...{ pair, differences, headings, current, onVisit }} />}
      {(differences.length > 0 || torn || isDoubtful(pair)) && (
        <ul className="pair-notes">
          {torn && <li className="pair-torn">{torn}</li>}
          {isDoubtful(pair) && (
            <li className="pair-doubt">
              <WarningOutlined aria-hidden /> 这两段用词相同的不多（相似度 {Math.round(pair.similarity * 100)}%），请核对是否对应。
            </li>
          )}
          {differences.map((one) => (
            <Note key={one.at} one={one} isCurrent={one.at === current} onVisit={onVisit} />
          ))}
        </ul>
      )}
    </div>
  );
}

type SideProps = Omit<Props, "documents"> & { side: Side; name: string; subject: SubjectOut };

function SideOf({ side, name, subject, pair, differences, headings, current, onVisit }: SideProps) {
  const quotations = pair[side];
  const [first] = quotations;
  if (!first) {
    return (
      <div className={`pair-side pair-${side} pair-none`}>
        <span className="pair-side-name">{name}</span>
        <span className="faint">没有对应的条文</span>
      </div>
    );
  }
  const { heading } = headings(side, first.path);
  const place = readerAt(subject, first);
  return (
    <div className={`pair-side pair-${side}`}>
      <div className="pair-head">
        <span className="pair-side-name">{name}</span>
        <span className="pair-path">{pathOf(quotations)}</span>
        {heading && heading !== first.path && heading !== first.quote.trim() && <span className="pair-heading">{heading}</span>}
        {place && (
          <Tooltip title="在阅读页打开">
            <Link className="pair-open" to={place} aria-label={`在阅读页打开${name}${pathOf(quotations)}`}>
              <BookOutlined aria-hidden />
            </Link>
          </Tooltip>
        )}
      </div>
      {quotations.map((quoted) => (
        <Passage key={quoted.start} {...{ pair, side, quoted, differences, current, onVisit }} />
      ))}
    </div>
  );
}

type NoteProps = { one: Difference; isCurrent: boolean; onVisit: (found: Difference) => void };

/** What the difference is, whom it helps, how much it weighs. */
function Note({ one, isCurrent, onVisit }: NoteProps) {
  const { kind, change, gain, weight } = one;
  return (
    <li className={isCurrent ? "pair-note current" : "pair-note"}>
      <button
        type="button"
        aria-current={isCurrent}
        className={change ? "" : "words"}
        data-difference={one.at}
        onClick={() => { onVisit(one); }}
      >
        <span className="pair-kind">{KINDS[kind]}</span>
        {change && <GainTag gain={gain} />}
        {change && <WeightTag weight={weight} />}
        <span className="pair-why">{change ? change.why : toldOf(one)}</span>
      </button>
    </li>
  );
}

function toldOf({ kind, paths }: Difference): string {
  if (kind === "reworded") return "用词不同，意思未见变化。";
  if (kind === "item_dropped") return "文本二中没有对应的条文。";
  if (kind === "item_added") return "文本一中没有对应的条文。";
  return paths.a === paths.b ? `在${paths.b}之内换了位置。` : `由文本一的${paths.a}移到文本二的${paths.b}。`;
}

/** That one paragraph stands against several: no difference by itself. */
function tornOf({ place, a, b }: Pair): string {
  if (place === "split") return `文本一的一段（${pathOf(a)}）在文本二中分为几段。`;
  return place === "merged" ? `文本一的几段在文本二中并为一段（${pathOf(b)}）。` : "";
}
