import { PlusOutlined } from "@ant-design/icons";
import { Alert, Button, Skeleton } from "antd";
import { Link, useNavigate } from "react-router";

import { may, useSession } from "../../session/session";
import { linesOf, STANCES } from "../wording";
import { type Playbook, usePlaybooks } from "./playbooks";

/** The playbooks: those that come with the program, and the workspace's own. */
export function PlaybookList() {
  const { data, error, isPending, refetch } = usePlaybooks();
  const { data: session } = useSession();
  const navigate = useNavigate();
  const own = data?.filter((one) => one.own) ?? [];
  return (
    <div className="playbooks">
      <div className="check-line">
        <Link className="check-back" to="/checks">
          <span aria-hidden="true">←</span> 审查
        </Link>
        <h1>审查标准</h1>
        {session && may(session, "write") && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate("/checks/playbooks/new")}>
            新建或上传
          </Button>
        )}
      </div>
      {error && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={error.message}
          action={<Button size="small" onClick={() => void refetch()}>重试</Button>}
        />
      )}
      {isPending && <Skeleton active title={false} paragraph={{ rows: 8 }} />}
      {data && (
        <>
          <h2>自有</h2>
          {own.length ? (
            <Rows playbooks={own} />
          ) : (
            <p className="faint">还没有自有的标准。可以新建、上传，或者打开一份随附的标准，复制后改写。</p>
          )}
          <h2>随附</h2>
          <Rows playbooks={data.filter((one) => !one.own)} />
        </>
      )}
    </div>
  );
}

function Rows({ playbooks }: { playbooks: readonly Playbook[] }) {
  return (
    <ul className="playbook-rows">
      {playbooks.map(({ id, title, stance, lines, checks, version, about }) => (
        <li key={id}>
          <Link to={`/checks/playbooks/${id}`}>{title}</Link>
          <span className="faint">
            {STANCES[stance]}立场 · {linesOf(lines) || "险种未写明"} · {checks} 项{version && ` · ${version} 版`}
          </span>
          {about && <p>{about}</p>}
        </li>
      ))}
    </ul>
  );
}
