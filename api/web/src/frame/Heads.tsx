import { BulbOutlined, KeyOutlined, LogoutOutlined, MenuOutlined, UserOutlined } from "@ant-design/icons";
import { Button, Drawer, Dropdown, Menu, Tooltip } from "antd";
import { useState } from "react";
import { Link } from "react-router";

import { PasswordDialog } from "../session/PasswordDialog";
import type { Session } from "../session/session";
import { useLeaving } from "../session/useLeaving";
import { chooseMode, useMode } from "../style/mode";
import { type View, VIEWS } from "./views";
import { Workspace } from "./Workspace";

type Props = { session: Session; at: View | undefined };

const ITEMS = VIEWS.map(({ path, name, icon }) => ({ key: path, icon, label: <Link to={path}>{name}</Link> }));

/** Everything in one line. */
export function WideHead({ session, at }: Props) {
  const [isChanging, setChanging] = useState(false);
  const { signOut } = useLeaving();
  return (
    <>
      <Link to="/library" className="frame-name">
        条款工作台
      </Link>
      <Menu className="frame-menu" mode="horizontal" selectedKeys={at ? [at.path] : []} items={ITEMS} />
      <Workspace session={session} />
      <ModeButton />
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            { key: "password", icon: <KeyOutlined />, label: "修改密码…" },
            { key: "out", icon: <LogoutOutlined />, label: "退出登录" },
          ],
          onClick: ({ key }) => {
            if (key === "out") signOut();
            else setChanging(true);
          },
        }}
      >
        <Button type="text" icon={<UserOutlined />}>
          {session.name}
        </Button>
      </Dropdown>
      {isChanging && (
        <PasswordDialog
          onClose={() => {
            setChanging(false);
          }}
        />
      )}
    </>
  );
}

/** On a narrow page the views and all else stand in a drawer. */
export function NarrowHead({ session, at }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [isChanging, setChanging] = useState(false);
  const { signOut } = useLeaving();
  const close = () => {
    setOpen(false);
  };
  return (
    <>
      <Button
        type="text"
        icon={<MenuOutlined />}
        aria-label="打开菜单"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(true);
        }}
      />
      <span className="frame-at">{at?.name ?? "条款工作台"}</span>
      <ModeButton />
      <Drawer
        open={isOpen}
        onClose={close}
        placement="left"
        size={280}
        title="条款工作台"
        footer={
          <div className="frame-drawer-foot">
            <Workspace session={session} onDone={close} />
            <Button
              icon={<KeyOutlined />}
              onClick={() => {
                close();
                setChanging(true);
              }}
            >
              修改密码…
            </Button>
            <Button icon={<LogoutOutlined />} onClick={signOut}>
              退出登录（{session.name}）
            </Button>
          </div>
        }
      >
        <Menu mode="inline" className="frame-views" selectedKeys={at ? [at.path] : []} items={ITEMS} onClick={close} />
      </Drawer>
      {isChanging && (
        <PasswordDialog
          onClose={() => {
            setChanging(false);
          }}
        />
      )}
    </>
  );
}

function ModeButton() {
  const mode = useMode();
  const label = mode === "dark" ? "换为浅色" : "换为深色";
  return (
    <Tooltip title={label}>
      <Button
        type="text"
        aria-label={label}
        icon={<BulbOutlined />}
        onClick={() => {
          chooseMode(mode === "dark" ? "light" : "dark");
        }}
      />
    </Tooltip>
  );
}
