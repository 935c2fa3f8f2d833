import { Modal } from "antd";

import { type Command, KEYS } from "./keys";

type Given = { open: boolean; commands: readonly Command[]; onClose: () => void };

/** What the keys do (按键说明). */
export function KeyHelp({ open, commands, onClose }: Given) {
  return (
    <Modal open={open} title="按键" footer={null} onCancel={onClose} width={440}>
      <dl className="keys">
        {KEYS.filter(({ command }) => commands.includes(command)).map(({ shown, told }) => (
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
