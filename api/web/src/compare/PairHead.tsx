import { ArrowRightOutlined, ReloadOutlined, SwapOutlined } from "@ant-design/icons";
import { Alert, Button, Tooltip } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";

import type { Analysis } from "../analysis/analyses";
import { ReportMenu } from "../analysis/ReportMenu";
import { useNarrow } from "../reader/narrow";
import { may, useSession } from "../session/session";
import { addressOf, subjectsOf } from "./address";
import { versionOf } from "./place";
import { type SubjectOut, useRemarks } from "./subjects";

/** What is compared with what, and what can be done with the whole of it. */
export function PairHead({ analysis, onHelp }: { analysis: Analysis; onHelp: (() => void) | null }) {
  const go = useNavigate();
  const narrow = useNarrow();
  const { data: session } = useSession();
  const mayWrite = session ? may(session, "write") : false;
  const [a, b] = analysis.documents;
  if (!a || !b) return null;
  const swapped = addressOf({ way: "comparison", subjects: [...subjectsOf(analysis)].reverse() });
  const again = addressOf({ way: "comparison", subjects: subjectsOf(analysis, true) });
  return (
    <>
      <header className="compare-head">
        <h1 title={analysis.name}>
          <span className="unseen">比对：</span>
          <Named subject={a} all={analysis.documents} />
          <ArrowRightOutlined aria-label="与" />
          <Named subject={b} all={analysis.documents} />
        </h1>
        <div className="compare-deeds">
          <Tooltip title="互换先后：以文本二为基准">
            <Button icon={<SwapOutlined aria-hidden />} aria-label="互换先后" onClick={() => void go(swapped)} />
          </Tooltip>
          {mayWrite && (
            <Tooltip title="重新比对">
              <Button icon={<ReloadOutlined aria-hidden />} aria-label="重新比对" onClick={() => void go(`${again}&again`)} />
            </Tooltip>
          )}
          <ReportMenu analysis={analysis} isSmall={narrow} />
          {onHelp && (
            <Button type="text" onClick={onHelp}>
              按键（?）
            </Button>
          )}
        </div>
      </header>
      <Unread subjects={analysis.documents} />
    </>
  );
}

function Named({ subject, all }: { subject: SubjectOut; all: readonly SubjectOut[] }) {
  const version = versionOf(subject, all);
  return (
    <span className="compare-named">
      <Link to={`/documents/${subject.document_id}`}>{subject.name}</Link>
      {version && <span className="faint">{version}</span>}
    </span>
  );
}

/** Passages that could not be read are in no comparison: it must be told. */
export function Unread({ subjects }: { subjects: readonly SubjectOut[] }) {
  const remarks = useRemarks(subjects);
  const [isAll, setAll] = useState(false);
  const told = subjects.flatMap(({ name }, nth) => (remarks[nth] ?? []).map(({ message }) => ({ name, message })));
  if (!told.length) return null;
  const few = isAll ? told : told.slice(0, 2);
  return (
    <Alert
      banner
      type="warning"
      className="compare-notice"
      title={
        <ul>
          {few.map(({ name, message }, nth) => (
            <li key={nth}>
              {name}：{message}
            </li>
          ))}
        </ul>
      }
      action={
        told.length > 2 && (
          <Button size="small" type="text" onClick={() => { setAll(!isAll); }}>
            {isAll ? "收起" : `全部 ${String(told.length)} 条`}
          </Button>
        )
      }
    />
  );
}
