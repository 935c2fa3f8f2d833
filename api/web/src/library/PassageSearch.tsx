import { Alert, Button, Empty, Input, Select, Skeleton, Tag } from "antd";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { Link, useSearchParams } from "react-router";

import { filtersIn } from "./filters";
import { LongList } from "./LongList";
import { type Passage, shown, usePassages, type Within } from "./passages";
import { type Kind, KINDS } from "./wording";

const ROW = 96; // pixels

/** Search in the texts of all documents. */
export function PassageSearch({ head, query }: { head: (fields: ReactNode) => ReactNode; query: string }) {
  const [address, setAddress] = useSearchParams();
  const within = useMemo(() => withinOf(address), [address]);
  const show = (q: string, { documents, kind }: Within) => {
    setAddress(
      { q, ...(documents.length && { documents: documents.join(",") }), ...(kind && { kind }) },
      { replace: true },
    );
  };
  const [typed, setTyped] = useState(query);
  return (
    <>
      {head(
        <div className="passage-fields">
      <Input.Search
        className="passage-field"
        aria-label="检索全部文档的原文"
        placeholder="要找的文字，如 免赔额；多个词用空格分开，须同时出现"
        enterButton="检索"
        allowClear
        autoFocus
        maxLength={200}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
        }}
        onSearch={(wanted) => {
          show(wanted.trim(), within);
        }}
      />
          <Select<Kind>
            aria-label="类别"
            placeholder="类别"
            allowClear
            value={within.kind}
            options={KIND_CHOICES}
            onChange={(kind: Kind | undefined) => {
              show(query, { ...within, kind: kind ?? null });
            }}
          />
          {within.documents.length > 0 && (
            <Tag
              closable
              className="passage-within"
              onClose={() => {
                show(query, { ...within, documents: [] });
              }}
            >
              只在所选的 {within.documents.length} 份文档内
            </Tag>
          )}
        </div>,
      )}
      {query ? <Passages query={query} within={within} /> : <p className="faint passage-hint">逐字检索，一字、两字、多字均可；全角半角、大小写视为相同。</p>}
    </>
  );
}

const KIND_CHOICES = (Object.keys(KINDS) as Kind[]).map((kind) => ({ value: kind, label: KINDS[kind] }));
const ID = /^[a-z0-9_]{1,40}$/;

function withinOf(address: URLSearchParams): Within {
  const { kind } = filtersIn(address);
  return { kind, documents: (address.get("documents") ?? "").split(",").filter((id) => ID.test(id)) };
}

function Passages({ query, within }: { query: string; within: Within }) {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = usePassages(query, within);
  const passages = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (error) {
    const retry = <Button onClick={() => void refetch()}>重试</Button>;
    return <Alert type="error" showIcon role="alert" title={error.message} action={retry} />;
  }
  if (isPending) return <Skeleton active className="library-wait" paragraph={{ rows: 8 }} title={false} />;
  if (!passages.length) {
    const told = `没有找到“${query}”。请减少词数或换一种说法；刚上传的文档读出后才能检索。`;
    return <Empty className="library-empty" image={Empty.PRESENTED_IMAGE_SIMPLE} description={told} />;
  }
  return (
    <>
      <p className="faint passage-hint" role="status">
        {toldOf(data.pages[0]?.total ?? 0, passages.length, hasNextPage)}
      </p>
      <LongList
        items={passages}
        keyOf={({ reading_id, start }) => `${reading_id}/${String(start)}`}
        height={ROW}
        onEnd={more}
        role="list"
        aria-label="检索结果"
        item={(passage) => <Hit passage={passage} query={query} />}
      />
    </>
  );
}

const MOST_COUNTED = 10_000;

/** The service lists the best few hundred of a very frequent word, and counts up to ten thousand. */
function toldOf(total: number, listed: number, more: boolean): string {
  const all = total >= MOST_COUNTED ? `${String(MOST_COUNTED)} 处以上` : `共 ${String(total)} 处`;
  if (more) return `${all}，已显示 ${String(listed)} 处，向下滚动继续`;
  return listed < total ? `${all}，列出最相关的 ${String(listed)} 处；加词或限定文档可缩小范围` : all;
}

function Hit({ passage, query }: { passage: Passage; query: string }) {
  const { pieces, address } = shown(passage, query);
  const place = [passage.path, passage.page ? `第 ${String(passage.page)} 页` : ""].filter(Boolean).join(" · ");
  return (
    <div className="hit" role="listitem">
      <div className="hit-head">
        <Link to={address}>{passage.document_name}</Link> <span className="faint">{place}</span>
      </div>
      <div className="hit-text">
        {pieces.map(({ text, marked }, nth) => (marked ? <mark key={nth}>{text}</mark> : text))}
      </div>
    </div>
  );
}
