import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";

import { useFilling } from "./filling";
import { ProseInput, Wrong } from "./inputs";

/** Special terms of the schedule, to the letter. */
export function Agreed() {
  const { draft, change, problems } = useFilling();
  const put = (agreed: readonly string[]) => { change((now) => ({ ...now, agreed })); };
  return (
    <div className="claim-rows" role="group" aria-label="特别约定">
      {draft.agreed.map((words, at) => (
        <div key={at} className="claim-row">
          <ProseInput
            label={`特别约定${String(at + 1)}（原文）`}
            rows={2}
            value={words}
            onChange={(text) => { put(draft.agreed.map((one, nth) => (nth === at ? text : one))); }}
          />
          <Button type="text" icon={<DeleteOutlined />} aria-label={`删去特别约定${String(at + 1)}`} onClick={() => { put(draft.agreed.filter((_, nth) => nth !== at)); }} />
          <Wrong>{problems.get(`/schedule/agreed/${String(at)}`)}</Wrong>
        </div>
      ))}
      <Button size="small" icon={<PlusOutlined />} onClick={() => { put([...draft.agreed, ""]); }}>
        添加特别约定（原文）
      </Button>
    </div>
  );
}
