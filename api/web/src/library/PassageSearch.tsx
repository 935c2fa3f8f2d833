import { Alert, Button, Empty, Input, Skeleton } from "antd";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { Link, useSearchParams } from "react-router";

import { LongList } from "./LongList";
import { type Passage, shown, usePassages } from "./passages";

const ROW = 96; // pixels

/** Search in the texts of all documents. */
export function PassageSearch({ head, query }: { head: (fields: ReactNode) => ReactNode; query: string }) {
  const [, setAddress] = useSearchParams();
  const [typed, setTyped] = useState(query);
  return (
    <>
      {head(
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
          setAddress({ q: wanted.trim() }, { replace: true });
        }}
      />,
      )}
      {query ? <Passages query={query} /> : <p className="faint passage-hint">逐字检索，一字、两字、多字均可；全角半角、大小写视为相同。</p>}
    </>
  );
}

function Passages({ query }: { query: string }) {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = usePassages(query);
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
        {hasNextPage ? `已显示 ${String(passages.length)} 处，向下滚动继续` : `共 ${String(passages.length)} 处`}
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
