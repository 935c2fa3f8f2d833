import { UploadOutlined } from "@ant-design/icons";
import { Alert, App, Button } from "antd";
import { type ChangeEvent, type KeyboardEvent, useRef, useState } from "react";
import { Link, useNavigate } from "react-router";

import { exactly } from "../../library/wording";
import { Problem } from "../../service/problems";
import { CodeArea, type CodeHandle } from "./CodeArea";
import { Conflict } from "./Conflict";
import type { Draft, useDraft } from "./draft";
import { Elements } from "./Elements";
import { FaultList } from "./FaultList";
import { faultsOf } from "./faults";
import { type Playbook, useSavePlaybook } from "./playbooks";

type Props = {
  /** The one that is edited; null for a new one. */
  playbook: Playbook | null;
  /** What stands there before anything is written. */
  base: string;
  /** What was written before and not kept. */
  begun: Draft | null;
  draft: ReturnType<typeof useDraft>;
};

/** The text of a playbook: kept here at every letter, judged and kept by the service on the person's word. */
export function PlaybookEditor({ playbook, base, begun, draft }: Props) {
  const [text, setText] = useState(begun?.text ?? base);
  const [seen, setSeen] = useState(begun?.revision ?? playbook?.revision ?? 0);
  const [isRestored, setRestored] = useState(begun !== null);
  const { message, modal } = App.useApp();
  const navigate = useNavigate();
  const saving = useSavePlaybook();
  const code = useRef<CodeHandle>(null);
  const write = (next: string) => {
    setText(next);
    if (next === base) draft.drop();
    else draft.keep(next, seen);
  };
  const replace = (next: string) => {
    if (text === base) write(next);
    else {
      modal.confirm({
        title: "用文件的内容取代现在写的？",
        content: "现在写的内容还没有保存，取代后不能恢复。",
        okText: "取代",
        onOk: () => {
          write(next);
        },
      });
    }
  };
  const save = (revision = seen) => {
    saving.mutate(
      { text, playbook: playbook && { id: playbook.id, revision } },
      {
        onSuccess: ({ id }) => {
          draft.drop();
          void message.success("已保存");
          void navigate(`/checks/playbooks/${id}`, { replace: true });
        },
      },
    );
  };
  const problem = saving.error instanceof Problem ? saving.error : null;
  const faults = problem ? faultsOf(problem) : [];
  const isConflict = problem?.code === "changed-since";
  return (
    <div
      className="playbooks playbook-writing"
      onKeyDown={(event: KeyboardEvent) => {
        if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
        event.preventDefault();
        save();
      }}
    >
      <div className="check-line">
        <Link className="check-back" to={playbook ? `/checks/playbooks/${playbook.id}` : "/checks/playbooks"}>
          <span aria-hidden="true">←</span> {playbook ? "不保存，返回" : "审查标准"}
        </Link>
        <h1>{playbook ? `编辑“${playbook.title}”` : "新的审查标准"}</h1>
        <span className="check-actions">
          <FromFile onRead={replace} />
          <Button type="primary" loading={saving.isPending} onClick={() => { save(); }} title="Ctrl + S">
            检查并保存
          </Button>
        </span>
      </div>
      {isRestored && begun && (
        <Alert
          type="info"
          showIcon
          title={`已恢复 ${exactly(begun.at)} 写下、尚未保存的内容。`}
          action={
            <Button
              size="small"
              onClick={() => {
                setText(base);
                setSeen(playbook?.revision ?? 0);
                setRestored(false);
                draft.drop();
              }}
            >
              放弃，从头写
            </Button>
          }
        />
      )}
      {isConflict && playbook && (
        <Conflict
          id={playbook.id}
          onMine={(revision) => {
            setSeen(revision);
            draft.keep(text, revision);
            save(revision);
          }}
          onTheirs={(theirs) => {
            setSeen(theirs.revision);
            setText(theirs.text ?? "");
            draft.drop();
            saving.reset();
          }}
        />
      )}
      {saving.error && !isConflict && (
        <FaultList
          told={saving.error.message}
          faults={faults}
          onShow={(line) => {
            code.current?.showLine(line);
          }}
        />
      )}
      <CodeArea
        ref={code}
        label="审查标准的 YAML 全文"
        text={text}
        faulty={new Set(faults.flatMap(({ line }) => line ?? []))}
        onChange={write}
      />
      <div className="playbook-aids">
        <Elements
          onChoose={(key) => {
            code.current?.insert(key);
          }}
        />
        <a href="/v1/playbook-schema" download="playbook.schema.json">
          下载格式定义（JSON Schema，编辑器可用它提示和检查）
        </a>
      </div>
    </div>
  );
}

/** Put the text of a file in place of what stands there. */
function FromFile({ onRead }: { onRead: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const read = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    if (file) onRead((await file.text()).replace(/\r\n?/g, "\n"));
    target.value = "";
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml,.txt"
        hidden
        aria-label="选择 YAML 文件"
        onChange={(event) => void read(event)}
      />
      <Button icon={<UploadOutlined />} onClick={() => input.current?.click()}>
        从文件读入
      </Button>
    </>
  );
}
