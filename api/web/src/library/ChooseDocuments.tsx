import { CheckOutlined, CloseOutlined, LoadingOutlined, SearchOutlined } from "@ant-design/icons";
import { Alert, Button, Input, Spin, Tag } from "antd";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { Link } from "react-router";

import "./choose.css";
import { LongChoice, type LongChoiceHandle } from "./LongChoice";
import type { Selected } from "./selecting";
import { type Document } from "./documents";
import { useChoosable } from "./useChoosable";
import { KINDS, STATES, when } from "./wording";

type Props = {
  /** In the order of choice. */
  chosen: readonly Selected[];
  onChange: (chosen: readonly Selected[]) => void;
  /** The most that may be chosen; of one, the next choice takes the place of the last. */
  most: number;
  /** What is chosen, for who listens. */
  label?: string;
  /** The field takes the focus when it appears. */
  autoFocus?: boolean;
};

/** Find documents that have been read, by name or title, and choose some of them: by mouse, or arrows and Enter. */
export function ChooseDocuments({ chosen, onChange, most, label = "选择文档", autoFocus = false }: Props) {
  const [name, setName] = useState("");
  const found = useChoosable(name);
  const [at, setAt] = useState(0);
  const list = useRef<LongChoiceHandle>(null);
  const id = useId();
  const active = found.documents[Math.min(at, found.documents.length - 1)];
  const choose = (document: Document) => {
    const next = choiceWith(chosen, document, most);
    if (next) onChange(next);
  };
  const onKey = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step !== undefined) {
      const next = Math.max(0, Math.min(at + step, found.documents.length - 1));
      setAt(next);
      list.current?.show(next);
    } else if (event.key === "Enter" && active && !event.nativeEvent.isComposing) choose(active);
    else return;
    event.preventDefault();
  };
  return (
    <div className="choose">
      {most > 1 && <Chosen chosen={chosen} onChange={onChange} />}
      <Input
        role="combobox"
        aria-label={`${label}：按名称或标题查找`}
        aria-expanded={found.documents.length > 0}
        {...(!found.isPending && { "aria-controls": `${id}-list` })}
        aria-activedescendant={active && `${id}-${active.id}`}
        aria-autocomplete="list"
        placeholder="按名称或标题查找"
        allowClear
        autoFocus={autoFocus}
        value={name}
        prefix={found.isFetching ? <LoadingOutlined aria-hidden /> : <SearchOutlined aria-hidden />}
        onChange={({ target }) => {
          setName(target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      {found.error && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={found.error.message}
          action={<Button size="small" onClick={found.again}>重试</Button>}
        />
      )}
      {found.isPending ? (
        <Spin className="choose-wait" />
      ) : (
        <LongChoice
          ref={list}
          id={id}
          label={label}
          several={most > 1}
          documents={found.documents}
          isChosen={(one) => chosen.some((other) => other.id === one.id)}
          active={active?.id ?? null}
          onEnd={found.more}
          item={(document) => (
            <Choice
              document={document}
              place={chosen.findIndex((one) => one.id === document.id) + 1}
              several={most > 1}
              onChoose={() => {
                setAt(found.documents.indexOf(document));
                choose(document);
              }}
            />
          )}
        />
      )}
      {!found.isPending && !found.error && found.documents.length === 0 && <Nothing searched={name.trim() !== ""} />}
      <p className="choose-told faint" role="status">
        {most > 1 && chosen.length >= most && `最多选择 ${String(most)} 份；要换一份，请先去掉已选的。`}
      </p>
    </div>
  );
}

const STEPS: Readonly<Partial<Record<string, number>>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 };

/** What is chosen after a click on the document; null where it cannot be chosen. */
function choiceWith(chosen: readonly Selected[], { id, name, reading }: Document, most: number): readonly Selected[] | null {
  if (chosen.some((one) => one.id === id)) return chosen.filter((one) => one.id !== id);
  if (!reading) return null;
  if (most === 1) return [{ id, name }];
  return chosen.length < most ? [...chosen, { id, name }] : null;
}

function Chosen({ chosen, onChange }: Pick<Props, "chosen" | "onChange">) {
  return (
    <ol className="chosen" aria-label="已选文档">
      {chosen.map(({ id, name }, nth) => (
        <li key={id}>
          <span className="chosen-place">{nth + 1}</span>
          <span className="chosen-name">{name}</span>
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined aria-hidden />}
            aria-label={`去掉 ${name}`}
            onClick={() => {
              onChange(chosen.filter((one) => one.id !== id));
            }}
          />
        </li>
      ))}
    </ol>
  );
}

type ChoiceProps = { document: Document; place: number; several: boolean; onChoose: () => void };

function Choice({ document, place, several, onChoose }: ChoiceProps) {
  const { name, reading, state, version } = document;
  const title = reading?.title && reading.title !== name ? reading.title : "";
  const facts = [title, reading ? KINDS[reading.kind] : "", version.number > 1 ? `第 ${String(version.number)} 版` : ""];
  return (
    // The keyboard works on the list from the field above.
    <div className={reading ? "choice" : "choice unread"} onClick={onChoose}>
      <span className="choice-place" aria-hidden="true">
        {place > 0 && (several ? place : <CheckOutlined aria-hidden />)}
      </span>
      <span className="choice-name">
        <span>{name}</span>
        <span className="faint">{facts.filter(Boolean).join(" · ")}</span>
      </span>
      {reading ? <span className="faint">{when(version.created_at)}</span> : <Tag color={STATES[state].tone}>{STATES[state].name}</Tag>}
    </div>
  );
}

function Nothing({ searched }: { searched: boolean }) {
  if (searched) return <p className="faint">没有名称或标题含这些字的文档。请换一个词，或到<Link to="/library">文档库</Link>查看。</p>;
  return (
    <p className="faint">
      库中还没有文档。请先到<Link to="/library">文档库</Link>上传。
    </p>
  );
}
