import { DownOutlined, FolderAddOutlined, UploadOutlined } from "@ant-design/icons";
import { Button, Dropdown, Space } from "antd";
import { type InputHTMLAttributes, useRef } from "react";

import { chosenOf } from "./dropped";
import { upload } from "./uploading";

/** What the service reads. */
export const ACCEPTED = ".pdf,.png,.jpg,.jpeg,.tif,.tiff,.webp,.bmp,.docx,.doc,.html,.htm,.txt,.md,.zip";

/** Upload files, or a folder with all that is in it. */
export function AddButton({ label = "上传" }: { label?: string }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  return (
    <>
      <Space.Compact>
      <Button type="primary" icon={<UploadOutlined />} onClick={() => files.current?.click()}>
        {label}
      </Button>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [{ key: "folder", icon: <FolderAddOutlined />, label: "上传文件夹…" }],
          onClick: () => folder.current?.click(),
        }}
      >
        <Button type="primary" icon={<DownOutlined />} aria-label="其他上传方式" />
      </Dropdown>
      </Space.Compact>
      <Chooser ref={files} accept={ACCEPTED} aria-label="选择文件" />
      <Chooser ref={folder} webkitdirectory="" aria-label="选择文件夹" />
    </>
  );
}

type ChooserProps = InputHTMLAttributes<HTMLInputElement> & {
  ref: React.RefObject<HTMLInputElement | null>;
  webkitdirectory?: string;
};

function Chooser(props: ChooserProps) {
  return (
    <input
      {...props}
      type="file"
      multiple
      hidden
      onChange={({ target }) => {
        upload(chosenOf(target.files ?? []));
        target.value = ""; // the same file can be chosen again
      }}
    />
  );
}
