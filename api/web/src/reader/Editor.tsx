import { Alert, App, Button, Input, Select } from "antd";
import { useEffect, useRef, useState } from "react";

import { Problem } from "../service/problems";
import { Conflict } from "./Conflict";
import type { RecordItem } from "./content";
import { isRecord, Overtaken, toldOf, useAdding, useDeciding } from "./deciding";
import { type Draft, recordDrafts } from "./drafts";
import { FieldInput, rowsFor } from "./FieldInput";
import { FIELDS_OF, kept, said, sameFields } from "./fields";
import type { Span } from "./segments";
import { TYPE_LIST, type RecordType, TYPES } from "./wording";

type Given = {
  begun: Draft;
  record: RecordItem | undefined;
  /** The words of the document there. */
  quoteOf: (span: Span) => string;
  /** What is selected in the document now. */
  selection: Span | null;
  onDone: (record: RecordItem | null) => void;
  onTarget: (span: Span) => void;
};

/** Correct a record, or put one in. What is written is kept in the browser until it is saved. */
export function Editor({ begun, record: given, quoteOf, selection, onDone, onTarget }: Given) {
  const [draft, setDraft] = useState(begun);
  const deciding = useDeciding();
  const record = newest(given, deciding.error);
  const adding = useAdding(draft.document);
  const { message, modal } = App.useApp();
  const holder = useRef<HTMLFormElement>(null);
  useEffect(() => {
    holder.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  }, []);
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    recordDrafts.keep(next.key, next);
  };
  const isSame = record !== undefined && !differs(draft, record);
  const overtaken = record !== undefined && record.revision !== draft.revision && !deciding.isPending;
  const done = (saved: RecordItem, told: string) => {
    recordDrafts.drop(draft.key);
    void message.success(told);
    onDone(saved);
  };
  const save = () => {
    const { type, start, end, note } = draft;
    const fields = said(draft.fields);
    if (!record) {
      const addition = { type, fields, start, end, note };
      adding.mutate({ addition, key: draft.key }, { onSuccess: (saved) => { done(saved, "已补充"); } });
      return;
    }
    const moved = start !== record.start || end !== record.end;
    const edit = { action: "correct" as const, type, fields, note, ...(moved ? { start, end } : {}) };
    const seen = { ...record, revision: draft.revision };
    deciding.mutate({ item: seen, edit }, { onSuccess: (saved) => { if ("type" in saved) done(saved, "已更正"); } });
  };
  const leave = () => {
    const drop = () => {
      recordDrafts.drop(draft.key);
      onDone(null);
    };
    if (isSame) drop();
    else void modal.confirm({ title: "放弃所填写的内容？", content: "尚未保存。放弃后无法找回。", okText: "放弃", okType: "danger", cancelText: "继续填写", onOk: drop });
  };
  const failure = toldOf(deciding.error) ?? toldOf(adding.error);
  const wrong = problemsOf(failure);
  const other = failure && wrong.size === 0 ? failure.message : "";
  return (
    <form
      ref={holder}
      className="editor"
      aria-label={record ? "更正记录" : "补充记录"}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
        if (event.key === "Escape" && !event.defaultPrevented) onDone(null);
      }}
    >
      <h2>{record ? `更正：${record.path}` : "补充记录"}</h2>
      {overtaken && (
        <Conflict
          theirs={record}
          mine={draft}
          onTheirs={() => {
            recordDrafts.drop(draft.key);
            onDone(record);
          }}
          onMine={() => {
            change({ revision: record.revision });
          }}
        />
      )}
      <Source {...{ draft, quoteOf, selection, change, onTarget }} />
      <TypeField
        type={draft.type}
        onChange={(type) => {
          change({ type, fields: kept(type, draft.fields) });
        }}
      />
      {FIELDS_OF[draft.type].length === 0 && <p className="quiet">这类记录没有字段，只记原文。</p>}
      {FIELDS_OF[draft.type].map((spec) => (
        <FieldInput
          key={`${draft.type} ${spec.key}`}
          spec={spec}
          value={draft.fields[spec.key]}
          problem={wrong.get(spec.key)}
          onChange={(value) => {
            change({ fields: { ...draft.fields, [spec.key]: value } });
          }}
        />
      ))}
      <div className="field">
        <label htmlFor="editor-note">理由</label>
        <Input.TextArea
          id="editor-note"
          rows={rowsFor(draft.note)}
          maxLength={2000}
          placeholder="可不填；记入沿革"
          value={draft.note}
          onChange={(event) => {
            change({ note: event.target.value });
          }}
        />
      </div>
      {other && <Alert type="error" showIcon role="alert" title={other} />}
      <div className="editor-foot">
        <Button type="primary" htmlType="submit" disabled={isSame || overtaken} loading={deciding.isPending || adding.isPending}>
          {record ? "保存更正" : "补充"}
        </Button>
        <Button onClick={() => { onDone(null); }}>稍后再填</Button>
        <Button type="text" danger onClick={leave}>
          放弃
        </Button>
        <span className="quiet">{isSame ? "没有改动" : "已存为草稿 · Ctrl + Enter 保存"}</span>
      </div>
    </form>
  );
}

/** The record as it is now: what a refusal brought along where the list does not have it yet. */
function newest(record: RecordItem | undefined, refusal: Error | null): RecordItem | undefined {
  if (!record || !(refusal instanceof Overtaken) || !isRecord(refusal.theirs)) return record;
  return refusal.theirs.revision > record.revision ? refusal.theirs : record;
}

function differs(draft: Draft, record: RecordItem): boolean {
  const moved = draft.start !== record.start || draft.end !== record.end;
  return moved || draft.type !== record.type || !sameFields(draft.fields, record.fields);
}

/** What the service says of single fields, by their names. */
function problemsOf(failure: Error | null | undefined): Map<string, string> {
  const wrong = new Map<string, string>();
  if (!(failure instanceof Problem)) return wrong;
  for (const { pointer, message } of failure.fields) {
    const key = /^(?:\/body)?\/fields\/([^/]+)/u.exec(pointer)?.[1];
    if (key) wrong.set(key, message);
  }
  return wrong;
}

function TypeField({ type, onChange }: { type: RecordType; onChange: (type: RecordType) => void }) {
  return (
    <div className="field">
      <label htmlFor="editor-type">类型</label>
      <Select
        id="editor-type"
        value={type}
        options={TYPE_LIST.map((one) => ({ value: one, label: TYPES[one] }))}
        onChange={onChange}
      />
    </div>
  );
}

type SourceGiven = {
  draft: Draft;
  quoteOf: (span: Span) => string;
  selection: Span | null;
  change: (part: Partial<Draft>) => void;
  onTarget: (span: Span) => void;
};

/** The words that the record is read from; others can be selected in the document. */
function Source({ draft, quoteOf, selection, change, onTarget }: SourceGiven) {
  return (
    <div className="field">
      <span className="field-label">原文</span>
      <div>
        <button
          type="button"
          className="source"
          title="在文档中显示"
          onClick={() => {
            onTarget({ start: draft.start, end: draft.end });
          }}
        >
          {draft.quote}
        </button>
        <Button
          size="small"
          disabled={!selection}
          onClick={() => {
            if (selection) change({ ...selection, quote: quoteOf(selection) });
          }}
        >
          {selection ? "改用选中的文字" : "要改范围，请在文档中选中文字"}
        </Button>
      </div>
    </div>
  );
}
