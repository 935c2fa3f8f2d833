import { Grid, Layout, Modal, Spin } from "antd";
import { type MouseEvent, Suspense, useEffect, useRef, useState } from "react";
import { Outlet, useLocation } from "react-router";

import { StayWhileSending } from "../library/StayWhileSending";
import { onSignedOut } from "../service/api";
import type { Session } from "../session/session";
import { SignInForm } from "../session/SignIn";
import { useMode } from "../style/mode";
import { NarrowHead, WideHead } from "./Heads";
import { Mishap } from "./Mishap";
import { viewAt } from "./views";

/** What stands around every view: menu, workspace, person; and the sign-in form when the session has ended. */
export function Frame({ session }: { session: Session }) {
  const { pathname } = useLocation();
  const { lg = true } = Grid.useBreakpoint();
  const mode = useMode();
  const at = viewAt(pathname);
  const body = useRef<HTMLElement>(null);
  const skip = (event: MouseEvent) => {
    event.preventDefault(); // the address names a place of the view, not of the frame
    body.current?.focus();
  };
  useEffect(() => {
    document.title = at ? `${at.name} · 条款工作台` : "条款工作台";
  }, [at]);
  return (
    <Layout className={`frame ${mode}`}>
      <a className="skip-link" href="#view" onClick={skip}>
        跳到正文
      </a>
      <Layout.Header className="frame-head">
        {lg ? <WideHead session={session} at={at} /> : <NarrowHead session={session} at={at} />}
      </Layout.Header>
      <main id="view" className="frame-body" tabIndex={-1} ref={body}>
        <Mishap at={`${session.workspace_id} ${pathname}`}>
          <Suspense fallback={<Waiting />}>
            <Outlet key={session.workspace_id} />
          </Suspense>
        </Mishap>
      </main>
      <SessionEnded session={session} />
      <StayWhileSending />
    </Layout>
  );
}

function Waiting() {
  return (
    <Spin className="frame-wait" description="正在打开…">
      <div />
    </Spin>
  );
}

/** The dialog takes the focus for itself when it opens; the password is what is wanted of the person. */
function focusPassword(isOpen: boolean): void {
  if (isOpen) document.querySelector<HTMLInputElement>(".ant-modal input[type=password]")?.focus();
}

/** The session has ended while a page is open: sign in again without leaving it, so that no typed word is lost. */
function SessionEnded({ session }: { session: Session }) {
  const [ended, setEnded] = useState(false);
  useEffect(
    () =>
      onSignedOut(() => {
        setEnded(true);
      }),
    [],
  );
  return (
    <Modal open={ended} title="登录已过期，请重新登录" footer={null} closable={false} width={400} destroyOnHidden afterOpenChange={focusPassword}>
      <p className="faint">页面上未保存的内容都还在，登录后可以继续。</p>
      <SignInForm
        again={session}
        onDone={() => {
          setEnded(false);
        }}
      />
    </Modal>
  );
}
