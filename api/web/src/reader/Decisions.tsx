import { Button, Tooltip } from "antd";

import type { Action, Item } from "./deciding";

type Given = {
  item: Item;
  allowed: boolean;
  busy: boolean;
  onDecide: (item: Item, action: Exclude<Action, "correct">) => void;
  onCorrect?: () => void;
  onLink?: () => void;
};

/** What a reviewer can decide on a record or finding, each with its key. */
export function Decisions({ item, allowed, busy, onDecide, onCorrect, onLink }: Given) {
  if (!allowed) {
    return (
      <div className="decisions">
        <span className="quiet">您没有复核权限，只能查看。</span>
        {onLink && <LinkButton onLink={onLink} />}
      </div>
    );
  }
  const decided = item.review === "accepted" || item.review === "corrected" || item.review === "rejected";
  return (
    <div className="decisions" role="group" aria-label="复核">
      {item.review !== "accepted" && item.review !== "rejected" && (
        <Key letter="a">
          <Button
            type="primary"
            disabled={busy}
            onClick={() => {
              onDecide(item, "accept");
            }}
          >
            采纳
          </Button>
        </Key>
      )}
      {onCorrect && item.review !== "rejected" && (
        <Key letter="e">
          <Button onClick={onCorrect}>更正</Button>
        </Key>
      )}
      {item.review !== "rejected" && (
        <Key letter="x">
          <Button
            danger
            disabled={busy}
            onClick={() => {
              onDecide(item, "reject");
            }}
          >
            驳回
          </Button>
        </Key>
      )}
      {decided && (
        <Key letter="r">
          <Button
            disabled={busy}
            onClick={() => {
              onDecide(item, "restore");
            }}
          >
            撤销复核
          </Button>
        </Key>
      )}
      {onLink && <LinkButton onLink={onLink} />}
    </div>
  );
}

function Key({ letter, children }: { letter: string; children: React.ReactElement }) {
  return <Tooltip title={`按键 ${letter}`} mouseEnterDelay={0.6}>{children}</Tooltip>;
}

function LinkButton({ onLink }: { onLink: () => void }) {
  return (
    <Button type="text" onClick={onLink}>
      复制链接
    </Button>
  );
}
