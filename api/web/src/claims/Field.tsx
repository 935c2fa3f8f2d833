import { Button } from "antd";
import dayjs from "dayjs";
import { useId } from "react";

import { type Asked, optionsOf } from "./asking";
import { factOf } from "./draft";
import { useFact, useFilling, useText } from "./filling";
import { AmountInput, ChoiceInput, DayInput, MomentInput, ProseInput, TruthInput, UnknownButton, WordsInput, Wrong } from "./inputs";
import { isAfter } from "./moments";
import { Others } from "./Others";
import { Sources } from "./Sources";

/** One thing that the document asks for: its name, how to answer, why it is asked, and the clause that needs it. */
export function Field({ asked }: { asked: Asked }) {
  const id = useId();
  const { document } = useFilling();
  const fact = factOf(asked.pointer);
  const reasons = asked.asks.filter((ask) => ask !== asked.name);
  const hasLabel = asked.form !== "truth" && asked.form !== "order" && asked.form !== "others";
  return (
    <div className={`claim-field claim-field-${asked.form}`} data-place={asked.pointer}>
      {hasLabel ? <label htmlFor={id}>{asked.name}</label> : <span className="claim-label">{asked.name}</span>}
      <div className="claim-control">
        {asked.form === "others" ? <Others name={asked.name} /> : fact === null ? <TextField id={id} asked={asked} /> : <FactField id={id} asked={asked} fact={fact} />}
      </div>
      {(reasons.length > 0 || asked.sources.length > 0) && (
        <p className="claim-why faint">
          {reasons.join(" ")} <Sources document={document} sources={asked.sources} />
        </p>
      )}
    </div>
  );
}

type Given = { id: string; asked: Asked };

function TextField({ id, asked: { pointer, name, form, asks } }: Given) {
  const { value, problem, isUnknown, say, sayUnknown } = useText(pointer);
  const given = { id, value, onChange: say };
  return (
    <>
      <span className="claim-line">
        {form === "amount" && <AmountInput {...given} />}
        {form === "day" && <DayInput {...given} />}
        {form === "moment" && <MomentInput {...given} label={name} />}
        {form === "moment" && isAfter(value, dayjs().format("YYYY-MM-DD")) && <span className="bad">晚于今天，请核对年份</span>}
        {form === "prose" && <ProseInput {...given} rows={pointer === "/event/cause" ? 2 : 4} />}
        {(form === "text" || form === "number") && <WordsInput {...given} />}
        {form === "amount" && pointer !== "/schedule/premium" && (
          <Button size="small" aria-label={`${name}：没有`} onClick={() => { say("0"); }}>
            没有（0）
          </Button>
        )}
        {asks.length > 0 && form !== "prose" && <UnknownButton name={name} isUnknown={isUnknown} onChange={sayUnknown} />}
      </span>
      <Wrong>{problem}</Wrong>
    </>
  );
}

function FactField({ id, asked: { pointer, name, form, asks }, fact }: Given & { fact: string }) {
  const { answer, text, problem, isUnknown, sayTruth, sayText, sayUnknown } = useFact(fact, pointer);
  if (form === "truth" || form === "order") {
    const value = answer?.form === "truth" ? answer.value : null;
    return (
      <>
        <TruthInput
          label={name}
          value={value}
          isUnknown={isUnknown}
          onChange={sayTruth}
          onUnknown={sayUnknown}
          words={form === "order" ? ["之前", "之后"] : ["是", "否"]}
        />
        {answer && answer.form !== "truth" && <span className="faint">已写：{answer.text}</span>}
        <Wrong>{problem}</Wrong>
      </>
    );
  }
  const isFigure = form === "amount" || form === "number";
  const given = { id, value: text, onChange: (next: string) => { sayText(next, isFigure ? "number" : "text"); } };
  return (
    <>
      <span className="claim-line">
        {isFigure && <AmountInput {...given} unit={form === "amount" ? "元" : ""} />}
        {form === "moment" && <MomentInput {...given} label={name} />}
        {form === "choice" && <ChoiceInput {...given} options={optionsOf(asks[0] ?? name)} />}
        {(form === "text" || form === "prose" || form === "day") && <WordsInput {...given} />}
        <UnknownButton name={name} isUnknown={isUnknown} onChange={sayUnknown} />
      </span>
      <Wrong>{problem}</Wrong>
    </>
  );
}
