import { Alert, Button, Result, Spin } from "antd";
import { Link, useParams } from "react-router";

import { Unopened } from "../frame/Unopened";
import { useMode } from "../style/mode";
import { type Document, useContent, useDocument } from "./content";
import "./palette.css";
import "./reader.css";
import { ReaderBody } from "./ReaderBody";

/** The reader of one document (阅读). */
export default function DocumentReader() {
  const { id = "" } = useParams();
  const mode = useMode();
  const { data, error, refetch } = useDocument(id);
  return (
    <div className="reader palette" data-mode={mode}>
      {data?.reading ? (
        <>
          <Condition document={data} />
          <Loading key={data.reading.id} document={data} reading={data.reading.id} />
        </>
      ) : error && !data ? (
        <Unopenable error={error} again={() => void refetch()} />
      ) : data?.state === "failed" ? (
        <Result
          status="warning"
          title="这份文件没有读出"
          subTitle={data.version.failure?.reason}
          extra={<Link to="/library">回文档库</Link>}
        />
      ) : (
        <Spin className="reader-wait" description={data ? "正在读取这份文件，读完即显示…" : "正在打开…"}>
          <div />
        </Spin>
      )}
    </div>
  );
}

/** What the person should know while an older reading is shown. */
function Condition({ document: { state, version } }: { document: Document }) {
  if (state === "ready") return null;
  const told = state === "failed" ? `新版本没有读出：${version.failure?.reason ?? ""} 下面是以前的读取结果。` : "正在重新读取，读完后自动更新。";
  return <Alert banner type={state === "failed" ? "warning" : "info"} title={told} />;
}

function Loading({ document, reading }: { document: Document; reading: string }) {
  const content = useContent(document.id, reading);
  const { text, emphasis, doubtful, tree, pages, records, whole, findings, references, error, again } = content;
  if (text && emphasis && doubtful && tree && pages) {
    return (
      <>
        {error && <Alert banner type="warning" title={error.message} action={<Button size="small" onClick={again}>重试</Button>} />}
        <ReaderBody {...{ document, reading, text, emphasis, doubtful, pages, records, whole, findings, references }} nodes={tree} />
      </>
    );
  }
  if (error) return <Unopenable error={error} again={again} />;
  return (
    <Spin className="reader-wait" description="正在打开…">
      <div />
    </Spin>
  );
}

function Unopenable({ error, again }: { error: Error; again: () => void }) {
  return (
    <Unopened what="这份文档" problem={error} again={again}>
      <Link to="/library">回文档库</Link>
    </Unopened>
  );
}
