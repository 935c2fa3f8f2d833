import { SearchOutlined } from "@ant-design/icons";
import { Input } from "antd";
import { useEffect, useRef, useState } from "react";

const PAUSE = 300; // milliseconds after the last letter

/** Takes effect when the person pauses; not in the middle of a word that an input method is still composing. */
export function NameField({ name, onChange }: { name: string; onChange: (name: string) => void }) {
  const [typed, setTyped] = useState(name);
  const [composing, setComposing] = useState(false);
  const [asked, ask] = useState(name); // what this field asked for last
  const [seen, see] = useState(name);
  if (name !== seen) {
    see(name);
    if (name !== asked) setTyped(name); // the address changed otherwise: cleared, or back
    ask(name);
  }
  const told = useRef(onChange);
  useEffect(() => {
    told.current = onChange;
  });
  useEffect(() => {
    const wanted = typed.trim();
    if (composing || wanted === name) return;
    const timer = setTimeout(() => {
      ask(wanted);
      told.current(wanted);
    }, PAUSE);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, composing, name]);
  return (
    <Input
      className="library-name"
      aria-label="名称或标题"
      aria-keyshortcuts="/"
      placeholder="名称或标题"
      prefix={<SearchOutlined aria-hidden />}
      suffix={
        <kbd className="library-key" title="按 / 键到这里">
          /
        </kbd>
      }
      allowClear
      maxLength={200}
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value);
      }}
      onCompositionStart={() => {
        setComposing(true);
      }}
      onCompositionEnd={() => {
        setComposing(false);
      }}
    />
  );
}
