import { CloseOutlined, DownOutlined, UpOutlined } from "@ant-design/icons";
import { Button, Input, type InputRef } from "antd";
import { useEffect, useRef } from "react";

type Given = {
  words: string;
  count: number;
  current: number;
  /** Grows with every press of the key, so that an open box is given the focus again. */
  asked: number;
  onWords: (words: string) => void;
  onStep: (by: 1 | -1) => void;
  onClose: () => void;
};

/** Find in the document (查找). */
export function FindBar({ words, count, current, asked, onWords, onStep, onClose }: Given) {
  const input = useRef<InputRef>(null);
  useEffect(() => {
    input.current?.focus({ cursor: "all" });
  }, [asked]);
  const told = words.trim() ? (count ? `${String(current + 1)} / ${String(count)}` : "没有找到") : "";
  return (
    <search className="find-bar">
      <Input
        ref={input}
        aria-label="在文档中查找"
        placeholder="在文档中查找"
        value={words}
        onChange={(event) => {
          onWords(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") onClose();
          if (event.key === "Enter" && !event.nativeEvent.isComposing) onStep(event.shiftKey ? -1 : 1);
        }}
      />
      <output className="find-count">{told}</output>
      <Button
        type="text"
        aria-label="上一处"
        icon={<UpOutlined />}
        disabled={!count}
        onClick={() => {
          onStep(-1);
        }}
      />
      <Button
        type="text"
        aria-label="下一处"
        icon={<DownOutlined />}
        disabled={!count}
        onClick={() => {
          onStep(1);
        }}
      />
      <Button type="text" aria-label="关闭查找" icon={<CloseOutlined />} onClick={onClose} />
    </search>
  );
}
