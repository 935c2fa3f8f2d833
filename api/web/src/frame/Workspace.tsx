import { App, Select } from "antd";

import type { Session } from "../session/session";
import { useLeaving } from "../session/useLeaving";

/** Which workspace the person is in; another one where there are several. */
export function Workspace({ session, onDone }: { session: Session; onDone?: () => void }) {
  const { message } = App.useApp();
  const { switchTo, isSwitching } = useLeaving();
  if (session.workspaces.length < 2) return null;
  return (
    <Select
      aria-label="工作区"
      value={session.workspace_id}
      loading={isSwitching}
      popupMatchSelectWidth={false}
      options={session.workspaces.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id) => {
        switchTo(id, {
          onDone: () => onDone?.(),
          onProblem: (problem) => void message.error(problem.message),
        });
      }}
    />
  );
}
