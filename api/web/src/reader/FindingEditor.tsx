import { Alert, App, Button, Input } from "antd";
import { useEffect, useRef, useState } from "react";

import type { FindingItem } from "./content";
import { isRecord, Overtaken, toldOf, useDeciding } from "./deciding";
import { rowsFor } from "./FieldInput";
import { findingDrafts } from "./findingDrafts";

type Given = { finding: FindingItem; onDone: (finding: FindingItem | null) => void };

/** Correct what a finding says. What is written is kept in the browser until it is saved. */
export function FindingEditor({ finding: given, onDone }: Given) {
  const [draft, setDraft] = useState(() => findingDrafts.of(given.id) ?? { message: given.message, revision: given.revision });
  const deciding = useDeciding();
  const { message } = App.useApp();
  const theirs = deciding.error instanceof Overtaken && !isRecord(deciding.error.theirs) ? deciding.error.theirs : given;
  const finding = theirs.revision > given.revision ? theirs : given;
  const overtaken = finding.revision !== draft.revision && !deciding.isPending;
  const holder = useRef<HTMLFormElement>(null);
  useEffect(() => {
    holder.current?.querySelector<HTMLElement>("textarea")?.focus();
  }, []);
  const change = (part: Partial<typeof draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    findingDrafts.keep(given.id, next);
  };
  const leave = (saved: FindingItem | null) => {
    findingDrafts.drop(given.id);
    onDone(saved);
  };
  const save = () => {
    const seen = { ...finding, revision: draft.revision };
    deciding.mutate({ item: seen, edit: { action: "correct", message: draft.message.trim() } }, {
      onSuccess: (saved) => {
        if (isRecord(saved)) return;
        void message.success("已更正");
        leave(saved);
      },
    });
  };
  const failure = toldOf(deciding.error);
  const isSame = draft.message.trim() === finding.message || draft.message.trim() === "";
  return (
    <form
      ref={holder}
      className="finding-editor"
      aria-label="更正发现"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !isSame && !overtaken) save();
        if (event.key === "Escape") onDone(null);
      }}
    >
      {overtaken && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title="另一位复核人已先修改了这条发现"
          description={
            <>
              对方的：{finding.message}
              <br />
              您的：{draft.message}
              <div className="decisions">
                <Button onClick={() => { leave(finding); }}>采用对方的</Button>
                <Button type="primary" onClick={() => { change({ revision: finding.revision }); }}>以我的为准</Button>
              </div>
            </>
          }
        />
      )}
      <label htmlFor="finding-message">问题所在</label>
      <Input.TextArea
        id="finding-message"
        rows={rowsFor(draft.message)}
        maxLength={2000}
        value={draft.message}
        onChange={(event) => { change({ message: event.target.value }); }}
      />
      {failure && <Alert type="error" showIcon role="alert" title={failure.message} />}
      <div className="decisions">
        <Button type="primary" htmlType="submit" disabled={isSame || overtaken} loading={deciding.isPending}>保存更正</Button>
        <Button onClick={() => { onDone(null); }}>稍后再填</Button>
        <Button type="text" danger onClick={() => { leave(null); }}>放弃</Button>
      </div>
    </form>
  );
}
