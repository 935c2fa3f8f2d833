import { CaretDownOutlined, CaretUpOutlined } from "@ant-design/icons";
import { Alert, Button, Skeleton } from "antd";
import type { KeyboardEvent, ReactNode } from "react";

import { Problem } from "../service/problems";
import type { Asked } from "./Dialogs";
import { DocumentRow } from "./DocumentRow";
import type { Document } from "./documents";
import { FirstSteps, NothingFits } from "./Empty";
import { type Order, type Sort, turned } from "./filters";
import { LongList } from "./LongList";
import { MOST, type Selected } from "./selecting";
import { SORTS } from "./wording";

type Props = {
  documents: readonly Document[];
  /** Of all pages; -1 where it is not known. */
  total: number;
  order: Order;
  onOrder: (order: Order) => void;
  isLoading: boolean;
  problem: Error | null;
  onRetry: () => void;
  onEnd: () => void;
  foot: ReactNode;
  isFiltered: boolean;
  onUnfilter: () => void;
  mayWrite: boolean;
  selected: readonly Selected[];
  onSelect: (one: Selected) => void;
  ask: (asked: Asked) => void;
};

const ROW = 50; // pixels

/** The documents as a table: arrows go up and down, Space selects, F2 renames, Delete deletes, Enter opens. */
export function DocumentList(props: Props) {
  const { documents, isLoading, problem, isFiltered, selected, onSelect, mayWrite, ask } = props;
  if (isLoading) return <Skeleton active className="library-wait" paragraph={{ rows: 8 }} title={false} />;
  if (problem && !documents.length) return <Failed problem={problem} onRetry={props.onRetry} />;
  if (!documents.length) return isFiltered ? <NothingFits onUnfilter={props.onUnfilter} /> : <FirstSteps mayWrite={mayWrite} />;
  const places = new Map(selected.map(({ id }, nth) => [id, nth + 1]));
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const id = event.target instanceof HTMLElement ? event.target.dataset.document : undefined;
    const document = documents.find((one) => one.id === id);
    if (!document || !act(event, document, props)) return;
    event.preventDefault();
  };
  return (
    <>
      {problem && <Failed problem={problem} onRetry={props.onRetry} />}
      <LongList
        items={documents}
        keyOf={({ id }) => id}
        height={ROW}
        head={<Head order={props.order} onOrder={props.onOrder} />}
        foot={props.foot}
        onEnd={props.onEnd}
        role="table"
        aria-label="文档"
        aria-rowcount={props.total < 0 ? -1 : props.total + 1}
        onKeyDown={onKey}
        item={(document, index) => (
          <DocumentRow
            document={document}
            row={index + 2}
            place={places.get(document.id) ?? null}
            isFull={selected.length >= MOST}
            onSelect={() => {
              onSelect(document);
            }}
            mayWrite={mayWrite}
            ask={ask}
          />
        )}
      />
    </>
  );
}

function act({ key, currentTarget }: KeyboardEvent<HTMLDivElement>, document: Document, props: Props): boolean {
  switch (key) {
    case "ArrowDown":
    case "ArrowUp":
      return step(currentTarget, document, key === "ArrowDown" ? 1 : -1);
    case " ":
      props.onSelect(document);
      return true;
    case "F2":
      if (props.mayWrite) props.ask({ to: "rename", document });
      return true;
    case "Delete":
      if (props.mayWrite) props.ask({ to: "delete", documents: [document] });
      return true;
    default:
      return false;
  }
}

function step(list: HTMLElement, { id }: Document, by: number): boolean {
  const links = [...list.querySelectorAll<HTMLElement>("[data-document]")];
  links[links.findIndex((link) => link.dataset.document === id) + by]?.focus();
  return true;
}

type HeadProps = Pick<Props, "order" | "onOrder">;

const COLUMNS: readonly { name: string; sort: Sort | null }[] = [
  { name: "名称", sort: "name" },
  { name: "险种与保险人", sort: null },
  { name: "复核", sort: "pending" },
  { name: "发现", sort: "findings" },
  { name: "上传时间", sort: "created" },
];

function Head({ order, onOrder }: HeadProps) {
  return (
    <div className="documents-head" role="rowgroup">
      <div className="document-row" role="row" aria-rowindex={1}>
        <span role="columnheader">
          <span className="unseen">选择</span>
        </span>
        {COLUMNS.map(({ name, sort }) =>
          sort ? (
            <Sorted key={name} name={name} sort={sort} order={order} onOrder={onOrder} />
          ) : (
            <span key={name} role="columnheader">
              {name}
            </span>
          ),
        )}
        <span role="columnheader">
          <span className="unseen">操作</span>
        </span>
      </div>
    </div>
  );
}

function Sorted({ name, sort, order, onOrder }: HeadProps & { name: string; sort: Sort }) {
  const isBy = order.sort === sort;
  const rises = order.order === "asc";
  return (
    <span role="columnheader" aria-sort={isBy ? (rises ? "ascending" : "descending") : "none"}>
      <button
        type="button"
        className={isBy ? "column-sort by" : "column-sort"}
        title={`按${SORTS[sort]}排序`}
        onClick={() => {
          onOrder(turned(order, sort));
        }}
      >
        {name}
        {isBy && (rises ? <CaretUpOutlined aria-hidden /> : <CaretDownOutlined aria-hidden />)}
      </button>
    </span>
  );
}

function Failed({ problem, onRetry }: { problem: Error; onRetry: () => void }) {
  const isSignedOut = problem instanceof Problem && problem.status === 401;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={isSignedOut ? "登录已过期。重新登录后会继续显示。" : problem.message}
      action={
        <Button size="small" onClick={onRetry}>
          重试
        </Button>
      }
    />
  );
}
