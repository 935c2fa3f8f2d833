import { Alert, App, Form, Input, Modal } from "antd";

import { useChangePassword } from "./session";

type Given = { current: string; password: string; repeated: string };

const SHORTEST = 12; // characters: the service's own rule, told before it is asked

/** Change the own password; everybody signed in with it signs in again. */
export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm<Given>();
  const { message } = App.useApp();
  const change = useChangePassword();
  return (
    <Modal
      open
      title="修改密码"
      okText="修改"
      confirmLoading={change.isPending}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form<Given>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ current, password }) => {
          change.mutate(
            { current, password },
            { onSuccess: () => void message.success("密码已修改。请用新密码登录。", 6) },
          );
        }}
      >
        <p className="faint">修改后，所有设备上的登录都会失效，需用新密码重新登录。</p>
        <Form.Item label="当前密码" name="current" rules={[{ required: true, message: "请填写当前密码" }]}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        <Form.Item
          label="新密码"
          name="password"
          rules={[{ required: true, min: SHORTEST, message: `新密码至少 ${String(SHORTEST)} 个字符` }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          label="再次填写新密码"
          name="repeated"
          dependencies={["password"]}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, repeated) =>
                repeated === getFieldValue("password")
                  ? Promise.resolve()
                  : Promise.reject(new Error("两次填写的新密码不一致")),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {change.error && <Alert type="error" showIcon role="alert" title={change.error.message} />}
        <button type="submit" hidden aria-label="修改" /* Enter submits only where there is one */ />
      </Form>
    </Modal>
  );
}
