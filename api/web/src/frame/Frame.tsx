import { Grid, Layout, Modal } from "antd";
import { useEffect, useState } from "react";
import { Outlet, useLocation } from "react-router";

import { StayWhileSending } from "../library/StayWhileSending";
import { onSignedOut } from "../service/api";
import type { Session } from "../session/session";
import { SignInForm } from "../session/SignIn";
import { useMode } from "../style/mode";
import { NarrowHead, WideHead } from "./Heads";
import { VIEWS } from "./views";

/** What stands around every view: menu, workspace, person; and the sign-in form when the session has ended. */
export function Frame({ session }: { session: Session }) {
  const { pathname } = useLocation();
  const { lg = true } = Grid.useBreakpoint();
  const mode = useMode();
  const at = VIEWS.find((view) => pathname.startsWith(view.path));
  useEffect(() => {
    document.title = at ? `${at.name} · 条款工作台` : "条款工作台";
  }, [at]);
  return (
    <Layout className={`frame ${mode}`}>
      <a className="skip-link" href="#view">
        跳到正文
      </a>
      <Layout.Header className="frame-head">
        {lg ? <WideHead session={session} at={at} /> : <NarrowHead session={session} at={at} />}
      </Layout.Header>
      <Layout.Content id="view" className="frame-body" tabIndex={-1} role="main">
        <Outlet key={session.workspace_id} />
      </Layout.Content>
      <SessionEnded session={session} />
      <StayWhileSending />
    </Layout>
  );
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
    <Modal open={ended} title="登录已过期，请重新登录" footer={null} closable={false} width={400} destroyOnHidden>
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
