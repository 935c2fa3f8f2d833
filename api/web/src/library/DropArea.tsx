import { InboxOutlined } from "@ant-design/icons";
import { type DragEvent, type ReactNode, useState } from "react";

import { droppedOf } from "./dropped";
import { upload } from "./uploading";

const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");

/** The whole view takes files and folders that are dropped on it. */
export function DropArea({ isOpen, children }: { isOpen: boolean; children: ReactNode }) {
  const [depth, setDepth] = useState(0); // entering a child comes before leaving its parent
  return (
    <div
      className="drop-area"
      onDragEnter={(event) => {
        if (holdsFiles(event)) setDepth((one) => one + 1);
      }}
      onDragLeave={(event) => {
        if (holdsFiles(event)) setDepth((one) => one - 1);
      }}
      onDragOver={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault(); // else the browser opens the file in place of the workbench
        event.dataTransfer.dropEffect = isOpen ? "copy" : "none";
      }}
      onDrop={(event) => {
        event.preventDefault();
        setDepth(0);
        if (isOpen) void droppedOf(event.dataTransfer).then((files) => {
          upload(files);
        });
      }}
    >
      {children}
      {depth > 0 && (
        <div className="drop-sign" role="status">
          <InboxOutlined aria-hidden />
          {isOpen ? "松开鼠标，上传文件、文件夹或 zip 压缩包" : "您在这个工作区没有上传权限，请向管理员申请"}
        </div>
      )}
    </div>
  );
}
