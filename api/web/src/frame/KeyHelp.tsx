import { Modal } from "antd";

import type { KeyTold } from "./keyboard";

type Given = { open: boolean; keys: readonly KeyTold[]; onClose: () => void };

/** What the keys do (按键说明). */
export function KeyHelp({ open, keys, onClose }: Given) {
  return (
    <Modal open={open} title="按键" footer={null} onCancel={onClose} width={440}>
      <dl className="keys">
        {keys.map(({ shown, told }) => (
          <div key={shown}>
            <dt>
              <kbd>{shown}</kbd>
            </dt>
            <dd>{told}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
