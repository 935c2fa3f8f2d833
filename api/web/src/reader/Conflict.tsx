import { Alert, Button } from "antd";

import { Details } from "./Details";
import type { Fields } from "./fields";
import { ReviewTag, TypeTag } from "./TypeTag";
import type { RecordType, Review } from "./wording";

export type Version = { type: RecordType; fields: Fields; quote: string; review?: Review };

type Given = { theirs: Version; mine: Version; busy?: boolean; onMine: () => void; onTheirs: () => void };

/** Another reviewer was first: both versions, and the choice. */
export function Conflict({ theirs, mine, busy = false, onMine, onTheirs }: Given) {
  return (
    <section className="conflict" aria-label="两人同时修改">
      <Alert
        type="warning"
        showIcon
        role="alert"
        title="另一位复核人已先修改了这条记录"
        description="请对照两个版本，决定保留哪一个。您填写的内容仍保留在下方，选择之前不会丢失。"
      />
      <div className="versions">
        <VersionOf name="对方的（现在保存的）" version={theirs} />
        <VersionOf name="您的（尚未保存）" version={mine} />
      </div>
      <div className="decisions">
        <Button onClick={onTheirs}>采用对方的</Button>
        <Button type="primary" loading={busy} onClick={onMine}>
          以我的为准
        </Button>
      </div>
    </section>
  );
}

function VersionOf({ name, version }: { name: string; version: Version }) {
  return (
    <div className="version">
      <h3>
        {name} {version.review && <ReviewTag review={version.review} />}
      </h3>
      <TypeTag type={version.type} />
      <p className="card-quote card-clipped">{version.quote}</p>
      <Details type={version.type} fields={version.fields} />
    </div>
  );
}
