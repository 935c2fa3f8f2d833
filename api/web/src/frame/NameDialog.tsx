import { Alert, Form, Input, Modal } from "antd";

type Given = {
  name: string;
  /** What the name is used for. */
  told: string;
  isSaving: boolean;
  error: Error | null;
  onSave: (name: string) => void;
  onClose: () => void;
};

/** Give something another name (修改名称). */
export function NameDialog({ name: before, told, isSaving, error, onSave, onClose }: Given) {
  const [form] = Form.useForm<{ name: string }>();
  return (
    <Modal
      open
      title="修改名称"
      okText="保存"
      confirmLoading={isSaving}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: before }}
        onFinish={({ name }) => {
          onSave(name.trim());
        }}
      >
        <Form.Item
          name="name"
          label="名称"
          rules={[{ required: true, whitespace: true, message: "请填写名称" }]}
          extra={told}
        >
          <Input maxLength={400} autoFocus />
        </Form.Item>
        {error && <Alert type="error" showIcon role="alert" title={error.message} />}
      </Form>
    </Modal>
  );
}
