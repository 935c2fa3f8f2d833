import { DownloadOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";

type Given = { decided: ReadonlyMap<string, number>; names: ReadonlyMap<string, string>; chosen: string };

/** What was decided, as gold annotations: of the chosen document, or of each that somebody has reviewed. */
export function GoldButton({ decided, names, chosen }: Given) {
  const { message } = App.useApp();
  const documents = chosen ? [chosen] : [...decided.keys()];
  const only = documents.length === 1 ? documents[0] : undefined;
  const label = "导出标注（gold）";
  if (only) {
    return (
      <Button icon={<DownloadOutlined />} href={addressOf(only)} download>
        {label}
      </Button>
    );
  }
  const items = documents.map((id) => ({
    key: id,
    label: (
      <a href={addressOf(id)} download>
        {names.get(id) ?? id}（{decided.get(id)} 处复核）
      </a>
    ),
  }));
  return (
    <Dropdown trigger={["click"]} menu={{ items }} disabled={items.length === 0}>
      <Button
        icon={<DownloadOutlined />}
        onClick={() => {
          if (items.length === 0) void message.info("还没有复核结果可以导出");
        }}
      >
        {label}
      </Button>
    </Dropdown>
  );
}

function addressOf(document: string): string {
  return `/v1/documents/${document}/export?format=gold`;
}
