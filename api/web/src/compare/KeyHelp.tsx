import { Modal } from "antd";

import { KEYS } from "./keys";

/** What the keys do (按键说明). */
export function KeyHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Modal open={open} title="按键" footer={null} onCancel={onClose} width={440}>
      <dl className="keys">
        {KEYS.map(({ shown, told }) => (
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
