import { WarningFilled } from "@ant-design/icons";
import { Tooltip } from "antd";

import type { Lit } from "./marks";
import { TYPE_LETTERS, TYPES } from "./wording";

type Given = { lit: readonly Lit[]; from: number; selected: string; onPick: (under: readonly Lit[]) => void };

const MOST = 4; // letters side by side

/** The records that begin in a paragraph, as letters of their types; a click chooses them in turn. */
export function Margin({ lit, from, selected, onPick }: Given) {
  const begun = lit.filter((mark) => mark.kind === "record" && mark.start >= from);
  const types = [...new Set(begun.map((mark) => (mark.kind === "record" ? mark.type : "coverage")))];
  return (
    <div className="margin">
      {types.slice(0, MOST).map((type) => {
        const these = begun.filter((mark) => mark.kind === "record" && mark.type === type);
        const chosen = these.some(({ id }) => id === selected);
        const told = `${TYPES[type]} ${String(these.length)} 条`;
        return (
          <button
            key={type}
            type="button"
            tabIndex={-1}
            className={`type-letter type-${type} ${chosen ? "letter-chosen" : ""}`}
            title={told}
            aria-label={told}
            onClick={(event) => {
              event.stopPropagation();
              onPick(these);
            }}
          >
            {TYPE_LETTERS[type]}
          </button>
        );
      })}
    </div>
  );
}

/** The findings that begin in a paragraph. */
export function Warnings({ lit, from, selected, onPick }: Given) {
  const begun = lit.filter((mark) => mark.kind === "finding" && mark.start >= from);
  return (
    <div className="margin margin-findings">
      {begun.map((mark) =>
        mark.kind === "finding" ? (
          <Warning key={mark.id} mark={mark} chosen={mark.id === selected} onPick={onPick} />
        ) : null,
      )}
    </div>
  );
}

type Found = Extract<Lit, { kind: "finding" }>;

function Warning({ mark, chosen, onPick }: { mark: Found; chosen: boolean; onPick: Given["onPick"] }) {
  const { item } = mark;
  return (
    <Tooltip placement="left" title={`${item.name}：${item.message}`}>
      <button
        type="button"
        tabIndex={-1}
        className={`warning ${chosen ? "letter-chosen" : ""}`}
        aria-label={`发现：${item.name}`}
        onClick={(event) => {
          event.stopPropagation();
          onPick([mark]);
        }}
      >
        <WarningFilled aria-hidden />
        <span className="warning-name">{item.name}</span>
      </button>
    </Tooltip>
  );
}
