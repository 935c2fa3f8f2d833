import { Alert } from "antd";

import type { Fault } from "./faults";

type Props = { told: string; faults: readonly Fault[]; onShow: (line: number) => void };

/** Why the text was not kept, place by place; a line leads to its place. */
export function FaultList({ told, faults, onShow }: Props) {
  if (!faults.some(({ line }) => line !== null)) return <Alert type="error" showIcon role="alert" title={told} />;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={`没有保存：有 ${String(faults.length)} 处须修改。内容还在，改好后再保存。`}
      description={
        <ul className="faults">
          {faults.map(({ line, told: what }) => (
            <li key={`${String(line)} ${what}`}>
              {line !== null && (
                <button
                  type="button"
                  onClick={() => {
                    onShow(line);
                  }}
                >
                  第 {line} 行
                </button>
              )}{" "}
              {what}
            </li>
          ))}
        </ul>
      }
    />
  );
}
