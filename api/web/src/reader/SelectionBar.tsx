import { Button } from "antd";

type Given = { count: number; allowed: boolean; onAdd: () => void; onLink: () => void };

/** What can be done with the words that are selected in the document. */
export function SelectionBar({ count, allowed, onAdd, onLink }: Given) {
  return (
    <div
      className="selection-bar"
      role="toolbar"
      aria-label="所选文字"
      // The selection stays while its button is pressed.
      onMouseDown={(event) => {
        event.preventDefault();
      }}
    >
      <span>已选 {count} 字</span>
      {allowed && (
        <Button type="primary" onClick={onAdd}>
          补充为记录（i）
        </Button>
      )}
      <Button onClick={onLink}>复制链接</Button>
    </div>
  );
}
