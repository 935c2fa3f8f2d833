import { type Ref, useImperativeHandle, useRef } from "react";

import { lineSpan } from "./faults";

export type CodeHandle = {
  /** Select a line and bring it into view. */
  showLine: (line: number) => void;
  /** Put words where the cursor stands. */
  insert: (words: string) => void;
};

type Props = {
  ref: Ref<CodeHandle>;
  text: string;
  /** Lines (from 1) to mark. */
  faulty: ReadonlySet<number>;
  label: string;
  onChange: (text: string) => void;
};

const LINE = 20; // pixels; the same in checks.css

/** A plain text area with the numbers of the lines. */
export function CodeArea({ ref, text, faulty, label, onChange }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLOListElement>(null);
  useImperativeHandle(ref, () => ({
    showLine: (line) => {
      const { start, end } = lineSpan(text, line);
      area.current?.focus();
      area.current?.setSelectionRange(start, end);
      area.current?.scrollTo({ top: Math.max(0, (line - 4) * LINE), left: 0 });
    },
    insert: (words) => {
      if (!area.current) return;
      area.current.focus();
      area.current.setRangeText(words, area.current.selectionStart, area.current.selectionEnd, "end");
      onChange(area.current.value);
    },
  }));
  const count = text.split("\n").length;
  return (
    <div className="code">
      <ol ref={gutter} className="code-lines" aria-hidden="true">
        {Array.from({ length: count }, (_, index) => (
          <li key={index} className={faulty.has(index + 1) ? "code-faulty" : undefined}>
            {index + 1}
          </li>
        ))}
      </ol>
      <textarea
        ref={area}
        className="code-text"
        aria-label={label}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        value={text}
        onChange={({ target }) => {
          onChange(target.value);
        }}
        onScroll={({ currentTarget }) => {
          gutter.current?.scrollTo({ top: currentTarget.scrollTop });
        }}
      />
    </div>
  );
}
