import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useState } from "react";

import { named, PARTS } from "./claiming";
import { type Loss, NO_LOSS } from "./draft";
import { useFilling } from "./filling";
import { AmountInput, WordsInput, Wrong } from "./inputs";
import { LOSS_KINDS } from "./wording";

/** The losses claimed, one row each. The first row stands there empty. */
export function Losses() {
  const { draft, change, problems } = useFilling();
  const losses = draft.losses.length ? draft.losses : [NO_LOSS];
  const put = (next: readonly Loss[]) => {
    change((now) => ({ ...now, losses: next }));
  };
  return (
    <div className="claim-rows" data-place="/event/losses">
      {losses.map((loss, at) => (
        <LossRow
          key={at}
          loss={loss}
          at={at}
          problemAt={(part) => problems.get(`/event/losses/${String(at)}${part}`)}
          onChange={(changed) => { put(losses.map((one, nth) => (nth === at ? { ...one, ...changed } : one))); }}
          onDelete={losses.length > 1 || draft.losses.length > 0 ? () => { put(losses.filter((_, nth) => nth !== at)); } : null}
        />
      ))}
      <Wrong>{problems.get("/event/losses")}</Wrong>
      <Button size="small" icon={<PlusOutlined />} onClick={() => { put([...losses, NO_LOSS]); }}>
        再加一项损失
      </Button>
    </div>
  );
}

const PLACES = ["", "/name", "/amount", "/item", "/person", "/occurrence"] as const;

/** What is wrong in a row, each with the part it is about. */
function wrongIn(problemAt: (place: string) => string | undefined): string {
  return PLACES.flatMap((place) => {
    const told = problemAt(place);
    return told === undefined ? [] : [named(PARTS[place.slice(1)] ?? "", told)];
  }).join("；");
}

type RowGiven = {
  loss: Loss;
  at: number;
  problemAt: (part: string) => string | undefined;
  onChange: (changed: Partial<Loss>) => void;
  onDelete: (() => void) | null;
};

function LossRow({ loss, at, problemAt, onChange, onDelete }: RowGiven) {
  const which = `损失${String(at + 1)}`;
  const [hadMore] = useState(() => Boolean(loss.item || loss.person || loss.occurrence));
  return (
    <fieldset className="claim-row">
      <legend className="unseen">{which}</legend>
      <label className="claim-part claim-part-wide">
        名称
        <WordsInput label={`${which}名称`} value={loss.name} onChange={(name) => { onChange({ name }); }} />
      </label>
      <label className="claim-part">
        金额
        <AmountInput label={`${which}金额`} value={loss.amount} onChange={(amount) => { onChange({ amount }); }} />
      </label>
      <label className="claim-part">
        性质
        <Select
          aria-label={`${which}性质`}
          value={loss.kind}
          options={Object.entries(LOSS_KINDS).map(([value, label]) => ({ value, label }))}
          onChange={(kind: string) => { onChange({ kind: kind as Loss["kind"] }); }}
        />
      </label>
      <details className="claim-more" open={hadMore}>
        <summary>属于何物、何人、哪次事故</summary>
        <label className="claim-part">
          标的或账户
          <WordsInput label={`${which}标的或账户`} value={loss.item} onChange={(item) => { onChange({ item }); }} />
        </label>
        <label className="claim-part">
          受损失的人
          <WordsInput label={`${which}受损失的人`} value={loss.person} onChange={(person) => { onChange({ person }); }} />
        </label>
        <label className="claim-part">
          所属事故（一案多次时）
          <WordsInput label={`${which}所属事故`} value={loss.occurrence} onChange={(occurrence) => { onChange({ occurrence }); }} />
        </label>
      </details>
      {onDelete && <Button type="text" icon={<DeleteOutlined />} aria-label={`删去${which}`} onClick={onDelete} />}
      <Wrong>{wrongIn(problemAt)}</Wrong>
    </fieldset>
  );
}
