import { Alert, Button, Drawer, Segmented, Spin } from "antd";
import { Link } from "react-router";

import { LongList } from "../library/LongList";
import { Details } from "../reader/Details";
import { ReviewTag } from "../reader/TypeTag";
import type { Chosen, Said, Scope } from "./address";
import { type Place, type Standing, useAnswers, useSources } from "./portfolio";
import { SAID, STANDINGS } from "./wording";

type Props = {
  scope: Scope;
  chosen: Chosen;
  title: string;
  /** How many documents answer so; null where only records are counted. */
  said: Readonly<Record<Said, number>> | null;
  onSay: (said: Said) => void;
  onClose: () => void;
};

/** What is behind a figure: the records with their words, or the documents that do not say. */
export function SourcesPanel({ scope, chosen, title, said, onSay, onClose }: Props) {
  const options = (Object.keys(SAID) as Said[])
    .filter((one) => said && (said[one] > 0 || one === chosen.said))
    .map((one) => ({ value: one, label: `${SAID[one]} ${String(said?.[one] ?? 0)}` }));
  return (
    <Drawer
      open
      title={title}
      size="min(480px, 100vw)"
      onClose={onClose}
      rootClassName="sources-panel"
      getContainer={() => document.querySelector<HTMLElement>(".overview") ?? document.body}
    >
      {options.length > 1 && <Segmented<Said> aria-label="各文档怎么说" block value={chosen.said} options={options} onChange={onSay} />}
      {chosen.said === "stated" ? <Sources scope={scope} chosen={chosen} /> : <Documents scope={scope} chosen={chosen} />}
    </Drawer>
  );
}

function Sources({ scope, chosen }: Pick<Props, "scope" | "chosen">) {
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useSources(scope, chosen);
  const places = data?.pages.flatMap(({ items }) => items) ?? [];
  if (isPending) return <Spin className="sources-wait" />;
  if (error && places.length === 0) return <Refused error={error} onAgain={() => void refetch()} />;
  return (
    <LongList
      aria-label="原文"
      role="list"
      tabIndex={-1}
      items={places}
      keyOf={({ id }) => id}
      height={110}
      onEnd={() => {
        if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
      }}
      item={(place) => <PlaceItem place={place} />}
      foot={isFetchingNextPage ? <Spin className="sources-wait" /> : undefined}
    />
  );
}

/** A record or finding: its document and provision, its words, and the way into the reader. */
function PlaceItem({ place }: { place: Place }) {
  const { id, document, document_id, path, page, quote, type, fields, message, review } = place;
  const kind = type ? "record" : "finding";
  return (
    <div className="source" role="listitem">
      <p className="source-place">
        <Link to={`/documents/${document_id}?${kind}=${id}`}>
          {document} · {path}
        </Link>
        {page ? <span className="faint">第 {page} 页</span> : null}
        <ReviewTag review={review} />
      </p>
      {message && <p>{message}</p>}
      <blockquote>{quote}</blockquote>
      {type && type !== "exclusion" && fields && <Details type={type} fields={fields} />}
    </div>
  );
}

function Documents({ scope, chosen }: Pick<Props, "scope" | "chosen">) {
  const { data, error, isPending, refetch } = useAnswers(scope, chosen.point, true);
  if (isPending) return <Spin className="sources-wait" />;
  if (error) return <Refused error={error} onAgain={() => void refetch()} />;
  return (
    <>
      <p className="faint">
        {chosen.said === "silent"
          ? "这些文档已全部读出，没有找到这一项。"
          : "这些文档有部分未能读取（如图片、没有文字层的页），没有找到这一项，但不能断定条文没有写明。"}
      </p>
      <DocumentLinks documents={data[chosen.said]} />
    </>
  );
}

export function DocumentLinks({ documents }: { documents: readonly Standing[] }) {
  return (
    <ul className="source-documents">
      {documents.map(({ id, name, standing }) => (
        <li key={id}>
          <Link to={`/documents/${id}`}>{name}</Link>
          {standing !== "read" && <span className="faint"> {STANDINGS[standing]}</span>}
        </li>
      ))}
    </ul>
  );
}

function Refused({ error, onAgain }: { error: Error; onAgain: () => void }) {
  return (
    <Alert type="error" showIcon role="alert" title={error.message} action={<Button size="small" onClick={onAgain}>重试</Button>} />
  );
}
