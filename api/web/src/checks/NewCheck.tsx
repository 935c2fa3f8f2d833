import { SafetyCertificateOutlined } from "@ant-design/icons";
import { Alert, App, Button, Checkbox, Skeleton } from "antd";
import type { ReactNode } from "react";
import { Link, useNavigate } from "react-router";

import { ChooseDocuments } from "../library/ChooseDocuments";
import { MOST } from "../library/selecting";
import { useOrder } from "./chosen";
import { flipped } from "./FilterChip";
import { usePlaybooks } from "./playbooks/playbooks";
import { useStarting } from "./starting";
import { linesOf, STANCES } from "./wording";

/** Which documents are checked against what. */
export function NewCheck() {
  const { documents, gone, checks, put } = useOrder();
  const { start, progress, refusals } = useStarting();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const ready = documents.filter(({ id }) => !gone.includes(id));
  const count = ready.length * checks.length;
  const begin = async () => {
    const started = await start(ready, checks);
    const [only] = started;
    if (only && count === 1) void navigate(`/checks/${only.id}`);
    else if (only) void message.success(`已开始 ${String(started.length)} 项，结果见“已有的审查”`);
  };
  return (
    <section className="check-new" aria-label="新的审查">
      <h2>选择文档</h2>
      <ChooseDocuments
        chosen={documents}
        onChange={(chosen) => {
          put("documents", chosen.map(({ id }) => id));
        }}
        most={MOST}
      />
      <h2>查什么</h2>
      <Choices
        checks={checks}
        onFlip={(check) => {
          put("check", flipped(checks, check));
        }}
      />
      <div className="check-begin">
        <Button
          type="primary"
          icon={<SafetyCertificateOutlined />}
          disabled={count === 0}
          loading={progress !== null}
          onClick={() => void begin()}
        >
          {progress ? `正在审查 ${String(progress.done + 1)} / ${String(progress.all)}` : "开始审查"}
        </Button>
        <span className="faint" role="status">
          {whatIsMissing(ready.length, checks.length) || (count > 1 ? `共 ${String(count)} 项，各自成一份结果` : "")}
        </span>
      </div>
      {refusals.map(({ document, reason }) => (
        <Alert key={document + reason} type="error" showIcon role="alert" title={`“${document}”未能审查：${reason}`} />
      ))}
    </section>
  );
}

function whatIsMissing(documents: number, checks: number): string {
  if (!documents) return checks ? "请先选择文档" : "请选择文档，再选择查什么";
  return checks ? "" : "请选择查什么";
}

function Choices({ checks, onFlip }: { checks: readonly string[]; onFlip: (check: string) => void }) {
  const { data: playbooks, error, refetch } = usePlaybooks();
  const choice = (check: string, name: string, told: ReactNode) => (
    <li key={check}>
      <Checkbox
        checked={checks.includes(check)}
        onChange={() => {
          onFlip(check);
        }}
      >
        <b>{name}</b>
      </Checkbox>
      <div className="check-told">{told}</div>
    </li>
  );
  return (
    <>
      <ul className="check-choices">
        {choice("law", "与法律核对", "对照保险法、民法典、海商法及司法解释等，逐条说明低于、符合还是优于法律，以及应当载明而没有载明的")}
        {choice("exemptions", "免责事项", "找出全文免除、减轻保险人责任的约定，包括责任免除部分以外的，以及有没有作显著提示")}
      </ul>
      <h3>
        按标准审查 <Link to="/checks/playbooks">管理标准</Link>
      </h3>
      {error && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={error.message}
          action={<Button size="small" onClick={() => void refetch()}>重试</Button>}
        />
      )}
      {!playbooks && !error && <Skeleton active paragraph={{ rows: 4 }} title={false} />}
      <ul className="check-choices">
        {playbooks?.map(({ id, title, stance, lines, about, checks: count, own }) =>
          choice(
            id,
            title,
            <>
              <span>
                {own && "自有 · "}
                {STANCES[stance]}立场 · {linesOf(lines) || "险种未写明"} · {count} 项
                {" · "}
                <Link to={`/checks/playbooks/${id}`} aria-label={`查看${title}`}>
                  查看
                </Link>
              </span>
              {about && <span className="check-clip" title={about}>{about}</span>}
            </>,
          ),
        )}
      </ul>
    </>
  );
}
