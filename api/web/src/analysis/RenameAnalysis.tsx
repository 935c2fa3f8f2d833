import { Alert, Form, Input, Modal } from "antd";

import { type Analysis, useRenameAnalysis } from "./analyses";

/** Give an analysis another name. */
export function RenameAnalysis({ analysis, onClose }: { analysis: Analysis; onClose: () => void }) {
  const [form] = Form.useForm<{ name: string }>();
  const rename = useRenameAnalysis();
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
        initialValues={{ name: analysis.name }}
        onFinish={({ name }) => {
          rename.mutate({ analysis, name: name.trim() }, { onSuccess: onClose });
        }}
      >
        <Form.Item
          name="name"
          label="名称"
          rules={[{ required: true, whitespace: true, message: "请填写名称" }]}
          extra="下载的报告也用这个名称。"
        >
          <Input maxLength={400} autoFocus />
        </Form.Item>
        {rename.error && <Alert type="error" showIcon role="alert" title={rename.error.message} />}
      </Form>
    </Modal>
  );
}
