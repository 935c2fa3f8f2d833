import { DownloadOutlined, UploadOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useRef } from "react";

import { draftOf, fileOf } from "./claiming";
import type { Draft } from "./draft";
import { keepFile } from "./querying";
import { readClaim } from "./reading";

type Given = { document: string; name: string; draft: Draft; isEmpty: boolean; onLoad: (draft: Draft) => void };

/** A claim from a file, and the claim as a file. */
export function FileButtons({ document, name, draft, isEmpty, onLoad }: Given) {
  const { message, modal } = App.useApp();
  const chooser = useRef<HTMLInputElement>(null);
  const put = (loaded: Draft, passed: readonly string[]) => {
    onLoad(loaded);
    if (passed.length) void message.warning(`文件中这些项目不认识，没有载入：${passed.join("、")}`, 8);
    else void message.success("已载入案件");
  };
  const load = async (file: File) => {
    try {
      const { draft: loaded, document: meant, passed } = draftOf(await readClaim(file));
      const isOther = meant.startsWith("doc_") && meant !== document;
      if (isEmpty && !isOther) put(loaded, passed);
      else {
        modal.confirm({
          title: isOther ? "文件中的案件属于另一份文档" : "用文件中的案件替换已填写的内容？",
          content: isOther ? "仍要按本页的文档载入吗？已填写的内容会被替换。" : "已填写的内容会被替换。",
          okText: "载入",
          onOk: () => { put(loaded, passed); },
        });
      }
    } catch (problem) {
      void message.error(problem instanceof Error ? problem.message : "读不出这个文件。", 8);
    }
  };
  return (
    <>
      <input
        ref={chooser}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-label="选择案件文件"
        accept=".json,.yaml,.yml"
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) void load(file);
          target.value = "";
        }}
      />
      <Button icon={<UploadOutlined />} onClick={() => { chooser.current?.click(); }}>
        载入案件
      </Button>
      <Button
        icon={<DownloadOutlined />}
        disabled={isEmpty}
        onClick={() => { keepFile(new Blob([fileOf(draft, document)], { type: "application/json" }), `${name} 案件.json`); }}
      >
        下载案件
      </Button>
    </>
  );
}
