import { CheckOutlined, CopyOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useEffect, useState } from "react";

const SHOWN = 2_000; // milliseconds

/** Put the words on the clipboard. */
export function CopyButton({ words, label }: { words: string; label: string }) {
  const { message } = App.useApp();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => {
      setCopied(false);
    }, SHOWN);
    return () => {
      clearTimeout(timer);
    };
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(words);
      setCopied(true);
    } catch {
      void message.error("浏览器不允许写入剪贴板，请选中文字后复制。");
    }
  };
  return (
    <Button
      type="text"
      size="small"
      className="check-copy"
      aria-label={label}
      icon={copied ? <CheckOutlined /> : <CopyOutlined />}
      onClick={() => void copy()}
    >
      {copied ? "已复制" : "复制"}
    </Button>
  );
}
