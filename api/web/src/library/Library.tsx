import { Button, Segmented } from "antd";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useSearchParams } from "react-router";

import { may, useSession } from "../session/session";
import { AddButton } from "./AddButton";
import { type Asked, Dialogs } from "./Dialogs";
import { DocumentList } from "./DocumentList";
import { useDocuments } from "./documents";
import { DropArea } from "./DropArea";
import { FilterBar, UnfoldButton } from "./FilterBar";
import { addressOf, type Filters, filtersIn, isFiltered, NONE, type Order, orderIn } from "./filters";
import "./library.css";
import { NameField } from "./NameField";
import { PassageSearch } from "./PassageSearch";
import { type Selected, toggled } from "./selecting";
import { SelectionBar } from "./SelectionBar";
import { SortField } from "./SortField";
import { UploadPanel } from "./UploadPanel";
import { useArrivals, useUploadsTo } from "./useArrivals";

/** The library (文档库): upload, find, open, compare, export and delete documents; search all their texts. */
export default function Library() {
  const [address, setAddress] = useSearchParams();
  const query = address.get("q");
  const { data: session } = useSession();
  const mayWrite = session ? may(session, "write") : false;
  const [selected, select] = useState<readonly Selected[]>([]);
  const [asked, ask] = useState<Asked | null>(null);
  useArrivals();
  useUploadsTo(session?.workspace_id ?? null);
  const head = (fields: ReactNode) => (
    <>
      <div className="library-head">
        <Segmented
          aria-label="看文档列表，还是检索原文"
          value={query === null ? "list" : "search"}
          options={[
            { value: "list", label: "文档列表" },
            { value: "search", label: "检索原文" },
          ]}
          onChange={(view) => {
            setAddress(view === "search" ? { q: "" } : {});
          }}
        />
        {fields}
        {mayWrite && (
          <div className="library-add">
            <AddButton />
          </div>
        )}
      </div>
      {mayWrite && <UploadPanel />}
    </>
  );
  return (
    <DropArea isOpen={mayWrite}>
      <div className="library">
        <h1 className="unseen">文档库</h1>
        {query === null ? (
          <Documents head={head} mayWrite={mayWrite} selected={selected} select={select} ask={ask} />
        ) : (
          <PassageSearch head={head} query={query} />
        )}
        {selected.length > 0 && <SelectionBar selected={selected} select={select} ask={ask} mayWrite={mayWrite} />}
      </div>
      <Dialogs
        asked={asked}
        onClose={() => {
          ask(null);
        }}
        onDeleted={(gone) => {
          select((all) => all.filter(({ id }) => !gone.includes(id)));
        }}
      />
    </DropArea>
  );
}

type Shown = {
  head: (fields: ReactNode) => ReactNode;
  mayWrite: boolean;
  selected: readonly Selected[];
  select: (change: (selected: readonly Selected[]) => readonly Selected[]) => void;
  ask: (asked: Asked) => void;
};

function Documents({ head, mayWrite, selected, select, ask }: Shown) {
  const { filters, order, show } = useAsked();
  const { data, error, isPending, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = useDocuments(filters, order);
  const documents = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const [isOpen, open] = useState(false);
  const field = useSlash();
  const unfilter = () => {
    show(NONE, order);
  };
  const filter = (wanted: Filters) => {
    show(wanted, order);
  };
  const sort = (wanted: Order) => {
    show(filters, wanted);
  };
  return (
    <>
      {head(
        <div ref={field} className="library-fields">
          <NameField
            name={filters.name}
            onChange={(name) => {
              filter({ ...filters, name });
            }}
          />
          <UnfoldButton
            filters={filters}
            isOpen={isOpen}
            onClick={() => {
              open(!isOpen);
            }}
          />
          <span className="library-total faint" role="status">
            {data && `共 ${String(data.pages[0]?.total ?? 0)} 份`}
          </span>
          <SortField order={order} onChange={sort} />
        </div>,
      )}
      <FilterBar filters={filters} isOpen={isOpen} onChange={filter} onClear={unfilter} />
      <DocumentList
        documents={documents}
        total={data?.pages[0]?.total ?? -1}
        order={order}
        onOrder={sort}
        isLoading={isPending}
        problem={error}
        onRetry={() => void refetch()}
        onEnd={more}
        foot={
          hasNextPage && (
            <div className="library-more">
              <Button onClick={more} loading={isFetchingNextPage}>
                继续加载
              </Button>
            </div>
          )
        }
        isFiltered={isFiltered(filters)}
        onUnfilter={unfilter}
        mayWrite={mayWrite}
        selected={selected}
        onSelect={(one) => {
          select((all) => toggled(all, one));
        }}
        ask={ask}
      />
    </>
  );
}

/** Filters and order stand in the address: they outlive a look at a document, and can be passed on. */
function useAsked() {
  const [address, setAddress] = useSearchParams();
  const filters = useMemo(() => filtersIn(address), [address]);
  const order = useMemo(() => orderIn(address), [address]);
  const show = useCallback(
    (wanted: Filters, by: Order) => {
      setAddress(addressOf(wanted, by), { replace: true });
    },
    [setAddress],
  );
  return { filters, order, show };
}

/** The key "/" goes to the first field inside the element. */
function useSlash() {
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.key !== "/" || target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
      event.preventDefault();
      field.current?.querySelector("input")?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
    };
  }, []);
  return field;
}
