import { useQueryClient } from "@tanstack/react-query";
import { Button, Result } from "antd";
import { Component, type ReactNode } from "react";

import { forget } from "../session/session";
import { Unloaded } from "./loading";

type Given = {
  /** What is shown; once it is another, its view is tried anew. */
  at: string;
  children: ReactNode;
};

/** What a view throws is told in its place; the rest of the workbench stays. */
export class Mishap extends Component<Given, { problem: unknown }> {
  override state = { problem: undefined };

  static getDerivedStateFromError(problem: unknown): { problem: unknown } {
    return { problem };
  }

  override componentDidUpdate({ at }: Given) {
    if (at !== this.props.at && this.state.problem !== undefined) this.setState({ problem: undefined });
  }

  override render(): ReactNode {
    const { problem } = this.state;
    if (problem === undefined) return this.props.children;
    const again = () => {
      this.setState({ problem: undefined });
    };
    return <Told problem={problem} again={again} />;
  }
}

function Told({ problem, again }: { problem: unknown; again: () => void }) {
  return problem instanceof Unloaded ? <Missing {...problem} /> : <Broken problem={problem} again={again} />;
}

function Missing({ isUpdated }: Pick<Unloaded, "isUpdated">) {
  return (
    <Result
      status={isUpdated ? "info" : "warning"}
      title={isUpdated ? "工作台已更新" : "这部分页面没有载入"}
      subTitle={
        isUpdated
          ? "服务已换成新版本，请重新载入页面。已填写的内容会保留。"
          : "可能是网络中断。请检查网络，然后重新载入页面。已填写的内容会保留。"
      }
      extra={<Reload type="primary" />}
    />
  );
}

function Reload({ type }: { type?: "primary" }) {
  return (
    <Button
      type={type ?? "default"}
      onClick={() => {
        location.reload();
      }}
    >
      重新载入页面
    </Button>
  );
}

/** Trying again asks the service anew: what was fetched may be what the view cannot show. */
function Broken({ problem, again }: { problem: unknown; again: () => void }) {
  const queries = useQueryClient();
  return (
    <Result
      status="error"
      title="页面出错了"
      subTitle="这不是您的操作造成的。请先重试；仍不行请重新载入页面，并把下面的信息告诉管理员。"
      extra={[
        <Button
          key="again"
          type="primary"
          onClick={() => {
            forget(queries);
            again();
          }}
        >
          重试
        </Button>,
        <Reload key="reload" />,
      ]}
    >
      <pre className="mishap">{problem instanceof Error ? `${problem.name}: ${problem.message}` : String(problem)}</pre>
    </Result>
  );
}
