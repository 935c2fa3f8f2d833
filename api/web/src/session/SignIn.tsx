import { LockOutlined, UserOutlined } from "@ant-design/icons";
import { Alert, Button, Form, Input, Typography } from "antd";

import { type Session, useSignIn } from "./session";

type Given = { name: string; password: string };
type Props = {
  /** The session that has ended: the same person goes on in the same workspace. */
  again?: Session;
  onDone?: () => void;
};

/** Name and password (登录). The message of a refusal is the service's own. */
export function SignInForm({ again, onDone }: Props) {
  const signIn = useSignIn();
  return (
    <Form<Given>
      layout="vertical"
      size="large"
      requiredMark={false}
      initialValues={{ name: again?.name ?? "" }}
      onFinish={(given) => {
        const here = again && given.name === again.name ? { workspace_id: again.workspace_id } : {};
        signIn.mutate({ ...given, ...here }, { onSuccess: () => onDone?.() });
      }}
    >
      <Form.Item label="用户名" name="name" rules={[{ required: true, message: "请填写用户名" }]}>
        <Input prefix={<UserOutlined aria-hidden />} autoComplete="username" autoFocus={!again} />
      </Form.Item>
      <Form.Item label="密码" name="password" rules={[{ required: true, message: "请填写密码" }]}>
        <Input.Password
          prefix={<LockOutlined aria-hidden />}
          autoComplete="current-password"
          autoFocus={again !== undefined}
        />
      </Form.Item>
      {signIn.error && (
        <Form.Item>
          <Alert type="error" showIcon title={signIn.error.message} role="alert" />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
        登录
      </Button>
    </Form>
  );
}

export function SignInPage() {
  return (
    <main className="sign-in">
      <section className="sign-in-card" aria-labelledby="sign-in-title">
        <Typography.Title level={1} id="sign-in-title" className="sign-in-title">
          条款工作台
        </Typography.Title>
        <Typography.Paragraph type="secondary">
          阅读、复核、比对保险条款与合同，每一条都能追到原文。
        </Typography.Paragraph>
        <SignInForm />
      </section>
    </main>
  );
}
