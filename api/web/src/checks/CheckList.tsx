import { Empty, Segmented } from "antd";

import { AnalysisList } from "../analysis/AnalysisList";
import { whatCameOf } from "./ordering";
import { useListed } from "./useShown";
import { CHECK_KINDS, type CheckKind, KIND_NAMES } from "./wording";

/** The checks that the workspace keeps, newest first. */
export function CheckList({ mayWrite }: { mayWrite: boolean }) {
  const [[kind], want] = useListed("kind", CHECK_KINDS);
  return (
    <section className="check-earlier" aria-label="已有的审查">
      <div className="check-earlier-head">
        <h2>已有的审查</h2>
        <Segmented<CheckKind | "">
          aria-label="只看一种"
          size="small"
          value={kind ?? ""}
          options={[{ value: "", label: "全部" }, ...CHECK_KINDS.map((one) => ({ value: one, label: KIND_NAMES[one] }))]}
          onChange={(chosen) => {
            want(chosen ? [chosen] : []);
          }}
        />
      </div>
      <AnalysisList
        kinds={kind ? [kind] : CHECK_KINDS}
        label="已有的审查"
        addressOf={({ id }) => `/checks/${id}`}
        tell={whatCameOf}
        mayWrite={mayWrite}
        empty={
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={kind ? `还没有“${KIND_NAMES[kind]}”的结果。` : "还没有审查。请选择文档和要查的内容，再点“开始审查”。"}
          />
        }
      />
    </section>
  );
}
