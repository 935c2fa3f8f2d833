import { EyeInvisibleOutlined } from "@ant-design/icons";

import { type Answer, STANDINGS } from "./elements";

const MOST = 3; // statements of a cell

/** What a cell shows of an answer: the first statements, or why there are none. */
export function MatrixAnswer({ answer: { standing, entries } }: { answer: Answer }) {
  if (entries.length === 0) return <Standing standing={standing} />;
  return (
    <>
      {entries.slice(0, MOST).map(({ shown }, nth) => (
        <span key={nth} className={entries.length > 1 ? "matrix-entry several" : "matrix-entry"}>
          {shown}
        </span>
      ))}
      {entries.length > MOST && <span className="faint">另有 {entries.length - MOST} 处</span>}
      {standing !== "stated" && <Standing standing={standing} />}
    </>
  );
}

export function Standing({ standing }: { standing: Answer["standing"] }) {
  return (
    <span className={`standing standing-${standing}`}>
      {standing === "unreadable" && <EyeInvisibleOutlined aria-hidden />} {STANDINGS[standing]}
    </span>
  );
}
