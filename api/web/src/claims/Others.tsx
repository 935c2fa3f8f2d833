import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";

import { NO_OTHER, type Other, OTHERS } from "./draft";
import { useFilling, useText } from "./filling";
import { AmountInput, TruthInput, WordsInput, Wrong } from "./inputs";

/** Other insurance of the same loss: some, none, or not known. */
export function Others({ name }: { name: string }) {
  const { draft, change, problems } = useFilling();
  const { isUnknown, sayUnknown } = useText(OTHERS);
  const others = draft.others ?? [];
  const put = (next: readonly Other[] | null) => {
    change((now) => ({ ...now, others: next, unknown: now.unknown.filter((one) => one !== OTHERS) }));
  };
  const edit = (at: number, changed: Partial<Other>) => {
    put(others.map((one, nth) => (nth === at ? { ...one, ...changed } : one)));
  };
  return (
    <>
      <TruthInput
        label={name}
        value={draft.others === null ? null : others.length > 0}
        isUnknown={isUnknown}
        words={["有", "没有"]}
        onChange={(value) => {
          put(value === null ? null : value ? [NO_OTHER] : []);
        }}
        onUnknown={sayUnknown}
      />
      {others.map((other, at) => {
        const which = `其他保险${String(at + 1)}`;
        const place = `${OTHERS}/${String(at)}`;
        return (
          <fieldset key={at} className="claim-row">
            <legend className="unseen">{which}</legend>
            <label className="claim-part">
              保险人或名称
              <WordsInput value={other.name} onChange={(text) => { edit(at, { name: text }); }} />
            </label>
            <label className="claim-part">
              限额
              <AmountInput value={other.limit} onChange={(limit) => { edit(at, { limit }); }} />
            </label>
            <label className="claim-part">
              已赔付
              <AmountInput value={other.paid} onChange={(paid) => { edit(at, { paid }); }} />
            </label>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={`删去${which}`}
              onClick={() => { put(others.filter((_, nth) => nth !== at)); }}
            />
            <Wrong>{[place, `${place}/limit`, `${place}/paid`].map((one) => problems.get(one)).filter(Boolean).join("；")}</Wrong>
          </fieldset>
        );
      })}
      {others.length > 0 && (
        <Button size="small" icon={<PlusOutlined />} onClick={() => { put([...others, NO_OTHER]); }}>
          再加一项
        </Button>
      )}
    </>
  );
}
