import {
  DeleteOutlined,
  DownloadOutlined,
  EditOutlined,
  ExportOutlined,
  EllipsisOutlined,
  FileAddOutlined,
  ReloadOutlined,
  StopOutlined,
} from "@ant-design/icons";
import { App, Button, Dropdown, type MenuProps } from "antd";
import { useRef } from "react";

import type { Asked } from "./Dialogs";
import { chosenOf } from "./dropped";
import { type Document, isBeingRead, useCancelReading, useReadAgain } from "./documents";
import { useOriginal } from "./exporting";
import { upload } from "./uploading";

type Props = { document: Document; mayWrite: boolean; ask: (asked: Asked) => void };
type Items = NonNullable<MenuProps["items"]>;

/** Everything that can be done with one document. */
export function DocumentMenu({ document, mayWrite, ask }: Props) {
  const version = useRef<HTMLInputElement>(null);
  const does = useDeeds(document, ask, version);
  const items = [...reading(document), ...(mayWrite ? writing(document) : [])];
  return (
    <>
      <Dropdown
        trigger={["click"]}
        placement="bottomRight"
        menu={{
          items,
          onClick: ({ key }) => {
            does[key]?.();
          },
        }}
      >
        <Button type="text" size="small" icon={<EllipsisOutlined />} aria-label={`${document.name} 的操作`} />
      </Dropdown>
      <input
        ref={version}
        type="file"
        accept=".pdf,.png,.jpg,.jpeg,.tif,.tiff,.webp,.bmp,.docx,.doc,.html,.htm,.txt,.md"
        hidden
        aria-label={`选择 ${document.name} 的新版本`}
        onChange={({ target }) => {
          upload(chosenOf(target.files ?? []), document.id);
          target.value = "";
        }}
      />
    </>
  );
}

function reading(document: Document): Items {
  return [
    { key: "original", icon: <DownloadOutlined />, label: "下载原件" },
    { key: "export", icon: <ExportOutlined />, label: "导出…", disabled: !document.reading },
  ];
}

function writing(document: Document): Items {
  return [
    { type: "divider" },
    { key: "rename", icon: <EditOutlined />, label: "修改名称…", extra: "F2" },
    { key: "version", icon: <FileAddOutlined />, label: "上传新版本…" },
    isBeingRead(document)
      ? { key: "cancel", icon: <StopOutlined />, label: "取消读取" }
      : { key: "again", icon: <ReloadOutlined />, label: "重新读取" },
    { type: "divider" },
    { key: "delete", icon: <DeleteOutlined />, label: "删除…", danger: true, extra: "Delete" },
  ];
}

function useDeeds(
  document: Document,
  ask: Props["ask"],
  version: React.RefObject<HTMLInputElement | null>,
): Readonly<Record<string, () => void>> {
  const { message } = App.useApp();
  const original = useOriginal();
  const again = useReadAgain();
  const cancel = useCancelReading();
  const onError = (problem: Error) => void message.error(problem.message);
  return {
    original: () => {
      original.mutate(document.id, { onError });
    },
    export: () => {
      ask({ to: "export", documents: [document] });
    },
    rename: () => {
      ask({ to: "rename", document });
    },
    version: () => version.current?.click(),
    again: () => {
      again.mutate(document.id, { onError });
    },
    cancel: () => {
      cancel.mutate(document.id, { onError });
    },
    delete: () => {
      ask({ to: "delete", documents: [document] });
    },
  };
}
