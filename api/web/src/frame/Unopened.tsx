import { Button, Result } from "antd";
import type { ReactNode } from "react";

import { Problem } from "../service/problems";

type Given = {
  /** 这份文档、这项审查 … */
  what: string;
  problem: Error;
  again: () => void;
  /** The way back. */
  children: ReactNode;
};

/** What the address names cannot be shown: it is not there, or could not be fetched, which may be tried again. */
export function Unopened({ what, problem, again, children }: Given) {
  const gone = problem instanceof Problem && problem.status === 404;
  return (
    <Result
      status="warning"
      title={gone ? `没有${what}` : `打不开${what}`}
      subTitle={problem.message}
      extra={
        <>
          {!gone && (
            <Button type="primary" onClick={again}>
              重试
            </Button>
          )}
          {children}
        </>
      }
    />
  );
}
