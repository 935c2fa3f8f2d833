import { ReloadOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, Select, Tooltip } from "antd";
import { useMemo, useState } from "react";
import { NavigationType, useNavigate, useNavigationType, useSearchParams } from "react-router";

import type { Analysis } from "../analysis/analyses";
import { ReportMenu } from "../analysis/ReportMenu";
import { useNarrow, usePrinting } from "../reader/narrow";
import { may, useSession } from "../session/session";
import { addressOf, subjectsOf } from "./address";
import { type Cell, type ElementFilter, isSilent, type Matrix, wantedOf } from "./elements";
import "./matrix.css";
import { MatrixGrid } from "./MatrixGrid";
import { MatrixOneByOne } from "./MatrixOneByOne";
import { MatrixSource } from "./MatrixSource";
import { Unread } from "./PairHead";

type Props = { analysis: Analysis; matrix: Matrix };

/** What several documents say, element by element (要素对照). */
export function MatrixView({ analysis, matrix }: Props) {
  const isPrinting = usePrinting();
  const narrow = useNarrow() && !isPrinting; // paper is narrow too, and takes the whole table
  const { filter, cell, setFilter, setCell } = useChosen();
  const elements = useMemo(() => wantedOf(matrix.rows, filter), [matrix, filter]);
  const chosen = cell && elements.find(({ key }) => key === cell.key);
  return (
    <>
      <Head analysis={analysis} />
      <Unread subjects={analysis.documents} />
      <Bar matrix={matrix} filter={filter} shown={elements.length} onChange={setFilter} />
      {elements.length === 0 ? (
        <p className="matrix-none faint">没有合乎条件的要素。请放宽上面的条件。</p>
      ) : narrow ? (
        <MatrixOneByOne {...{ analysis, elements, cell }} onCell={setCell} />
      ) : (
        <div className="matrix-body">
          <MatrixGrid {...{ analysis, elements, cell }} onCell={setCell} />
          {chosen && cell.column >= 0 && (
            <MatrixSource
              key={`${cell.key} ${String(cell.column)}`}
              {...{ analysis, cell }}
              element={chosen}
              onCell={setCell}
              onClose={() => { setCell(null); }}
            />
          )}
        </div>
      )}
    </>
  );
}

function Head({ analysis }: { analysis: Analysis }) {
  const go = useNavigate();
  const narrow = useNarrow();
  const { data: session } = useSession();
  const again = addressOf({ way: "matrix", subjects: subjectsOf(analysis, true) });
  return (
    <header className="compare-head">
      <h1>{analysis.name}</h1>
      <div className="compare-deeds">
        {session && may(session, "write") && (
          <Tooltip title="重新对照">
            <Button icon={<ReloadOutlined aria-hidden />} aria-label="重新对照" onClick={() => void go(`${again}&again`)} />
          </Tooltip>
        )}
        <ReportMenu analysis={analysis} isSmall={narrow} />
      </div>
    </header>
  );
}

type BarProps = { matrix: Matrix; filter: ElementFilter; shown: number; onChange: (part: Partial<ElementFilter>) => void };

function Bar({ matrix: { rows }, filter, shown, onChange }: BarProps) {
  const groups = [...new Set(rows.map(({ group }) => group))];
  const silent = rows.filter(isSilent).length;
  const differing = rows.filter(({ differs }) => differs).length;
  return (
    <div className="matrix-bar" role="search" aria-label="要素">
      <Input
        allowClear
        aria-label="按文字筛选要素"
        placeholder="要素或原文"
        value={filter.words}
        onChange={({ target }) => { onChange({ words: target.value }); }}
      />
      <Select
        aria-label="类别"
        value={filter.group}
        popupMatchSelectWidth={false}
        options={[{ value: "", label: "全部类别" }, ...groups.map((value) => ({ value, label: value }))]}
        onChange={(group) => { onChange({ group }); }}
      />
      <Checkbox checked={filter.differing} onChange={({ target }) => { onChange({ differing: target.checked }); }}>
        只看不一致的（{differing}）
      </Checkbox>
      {silent > 0 && (
        <Checkbox checked={filter.silent} onChange={({ target }) => { onChange({ silent: target.checked }); }}>
          也列出都没有写明的（{silent}）
        </Checkbox>
      )}
      <span role="status" className="faint">
        列出 {shown} 项
      </span>
    </div>
  );
}

type Chosen = { filter: ElementFilter; cell: Cell | null };

function chosenIn(search: URLSearchParams): Chosen {
  const key = search.get("element");
  const column = Number(search.get("document") ?? "0") - 1;
  return {
    filter: {
      differing: search.has("differing"),
      group: search.get("group") ?? "",
      words: search.get("q") ?? "",
      silent: search.has("silent"),
    },
    cell: key ? { key, column: Number.isInteger(column) ? column : -1 } : null,
  };
}

function searchOf({ filter: { differing, group, words, silent }, cell }: Chosen): Record<string, string> {
  return {
    ...(differing && { differing: "1" }),
    ...(group && { group }),
    ...(words && { q: words }),
    ...(silent && { silent: "1" }),
    ...(cell && { element: cell.key, ...(cell.column >= 0 && { document: String(cell.column + 1) }) }),
  };
}

/** What is listed and which cell is open, kept in the address. */
function useChosen() {
  const [search, setSearch] = useSearchParams();
  const arrived = useNavigationType();
  const [chosen, setChosen] = useState(() => chosenIn(search));
  const [seen, setSeen] = useState(search);
  if (search !== seen) {
    setSeen(search);
    if (arrived === NavigationType.Pop) setChosen(chosenIn(search));
  }
  const choose = (next: Chosen) => {
    setChosen(next);
    setSearch(searchOf(next), { replace: true });
  };
  return {
    ...chosen,
    setFilter: (part: Partial<ElementFilter>) => { choose({ ...chosen, filter: { ...chosen.filter, ...part } }); },
    setCell: (cell: Cell | null) => { choose({ ...chosen, cell }); },
  };
}
