import { Alert, Form, Input, Modal } from "antd";

import { type Document, useRename } from "./documents";

type Props = { document: Document; onClose: () => void };

export function RenameDialog({ document, onClose }: Props) {
  const [form] = Form.useForm<{ name: string }>();
  const rename = useRename();
  return (
    <Modal
      open
      title="修改名称"
      okText="保存"
      confirmLoading={rename.isPending}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: document.name }}
        onFinish={({ name }) => {
          rename.mutate({ document, name: name.trim() }, { onSuccess: onClose });
        }}
      >
        <Form.Item
          name="name"
          label="名称"
          rules={[{ required: true, whitespace: true, message: "请填写名称" }]}
          extra="只改库中的名称；原件的文件名和文档自己的标题不变。"
        >
          <Input maxLength={400} autoFocus />
        </Form.Item>
        {rename.error && <Alert type="error" showIcon role="alert" title={rename.error.message} />}
      </Form>
    </Modal>
  );
}
