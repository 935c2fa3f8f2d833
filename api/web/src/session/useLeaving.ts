import { App } from "antd";
import { useNavigate } from "react-router";

import { forgetAll, leaving } from "../library/uploading";
import { useSignOut, useSwitchWorkspace } from "./session";

type After = { onDone: () => void; onProblem: (problem: Error) => void };

/** Leave the workspace: files that are still being sent would else come into the wrong one. */
export function useLeaving() {
  const { modal, message } = App.useApp();
  const go = useNavigate();
  const switching = useSwitchWorkspace();
  const signingOut = useSignOut();
  const onceStopped = (leave: () => void) => {
    const files = leaving();
    const gone = () => {
      forgetAll();
      leave();
    };
    if (!files) gone();
    else {
      modal.confirm({
        title: `还有 ${String(files)} 个文件没有送达`,
        content: "离开这个工作区会停止发送。已送达的文件会继续读取。",
        okText: "停止发送并离开",
        onOk: gone,
      });
    }
  };
  return {
    isSwitching: switching.isPending,
    switchTo: (workspace: string, { onDone, onProblem }: After) => {
      onceStopped(() => {
        const onSuccess = () => {
          onDone();
          void go("/library");
        };
        switching.mutate(workspace, { onSuccess, onError: onProblem });
      });
    },
    signOut: () => {
      onceStopped(() => {
        signingOut.mutate(undefined, { onError: (problem) => void message.error(problem.message) });
      });
    },
  };
}
