import { Alert, App, Button, Segmented, Spin } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { Unopened } from "../../frame/Unopened";
import { keepText } from "../../library/exporting";
import { may, useSession } from "../../session/session";
import { linesOf, STANCES } from "../wording";
import { type Playbook, useDeletePlaybook, usePlaybook } from "./playbooks";
import { Rules } from "./Rules";

/** One playbook: what it asks, in words or to the letter. */
export function PlaybookPage() {
  const { playbookId = "" } = useParams();
  const { data, error, isPending, refetch } = usePlaybook(playbookId);
  const [view, setView] = useState<"rules" | "text">("rules");
  if (error) {
    return (
      <Unopened what="这份标准" problem={error} again={() => void refetch()}>
        <Link to="/checks/playbooks">回到“审查标准”</Link>
      </Unopened>
    );
  }
  if (isPending) return <Spin className="check-wait" />;
  const { title, stance, lines, checks, version, about, own, sections, text } = data;
  return (
    <article className="playbooks">
      <div className="check-line">
        <Link className="check-back" to="/checks/playbooks">
          <span aria-hidden="true">←</span> 审查标准
        </Link>
        <h1>{title}</h1>
        <span className="check-actions">
          <Deeds playbook={data} />
        </span>
      </div>
      <p className="check-about">
        <span>{own ? "自有" : "随附"}</span>
        <span>{STANCES[stance]}立场</span>
        <span>险种：{linesOf(lines) || "未写明"}</span>
        <span>{checks} 项</span>
        {version && <span>{version} 版</span>}
      </p>
      {about && <p className="playbook-about">{about}</p>}
      {!sections && (
        <Alert
          type="warning"
          showIcon
          title="这份标准是按以前的格式写的，现在不能用来审查。请编辑并保存，保存时会逐处说明要改什么。"
        />
      )}
      {sections && (
        <Segmented<"rules" | "text">
          aria-label="看要点，还是看全文"
          value={view}
          options={[
            { value: "rules", label: "要点" },
            { value: "text", label: "YAML 全文" },
          ]}
          onChange={setView}
        />
      )}
      {sections && view === "rules" ? <Rules sections={sections} /> : <pre className="playbook-text">{text}</pre>}
    </article>
  );
}

function Deeds({ playbook: { id, title, own, text, sections } }: { playbook: Playbook }) {
  const { modal, message } = App.useApp();
  const { data: session } = useSession();
  const navigate = useNavigate();
  const remove = useDeletePlaybook();
  const ask = () => {
    modal.confirm({
      title: `删除“${title}”`,
      content: "删除后不能恢复，可以先下载留存。已完成的审查不受影响，其中存有当时的标准。",
      okText: "删除",
      okButtonProps: { danger: true },
      onOk: () => {
        remove.mutate(id, {
          onError: (problem) => void message.error(problem.message),
          onSuccess: () => void navigate("/checks/playbooks", { replace: true }),
        });
      },
    });
  };
  const mayWrite = session ? may(session, "write") : false;
  return (
    <>
      {mayWrite && sections && (
        <Button type="primary" onClick={() => void navigate(`/checks?check=${id}`)}>
          用它审查
        </Button>
      )}
      {mayWrite && own && <Button onClick={() => void navigate(`/checks/playbooks/${id}/edit`)}>编辑</Button>}
      {mayWrite && <Button onClick={() => void navigate(`/checks/playbooks/new?from=${id}`)}>复制为自有</Button>}
      <Button
        onClick={() => {
          keepText(text ?? "", `${title}.yaml`);
        }}
      >
        下载
      </Button>
      {mayWrite && own && (
        <Button danger loading={remove.isPending} onClick={ask}>
          删除
        </Button>
      )}
    </>
  );
}
