import { Button } from "antd";

import { type Asked, askedOf, boundOf, plain, type Question } from "./asking";
import { BoundField } from "./Bounds";
import { isAnswered, isBlankBound } from "./draft";
import { Field } from "./Field";
import { useFilling } from "./filling";
import { Losses } from "./Losses";
import { Sources } from "./Sources";

type Given = { questions: readonly Question[]; starts: ReadonlySet<string>; isChanged: boolean; isChecking: boolean; onCheck: () => void; onForm: (pointer: string) => void };

const FIRST = 8;
const IN_FORM = new Set(["bounds", "papers"]);

/** What is still open, each with its answer beside it: answer, and check again. */
export function OpenQuestions({ questions, starts, isChanged, isChecking, onCheck, onForm }: Given) {
  const { draft } = useFilling();
  const bounds = boundsOf(questions);
  const asked = askedOf(questions.filter((one) => !boundOf(one)), starts);
  const [open, unknown] = [asked.filter(({ pointer }) => !draft.unknown.includes(pointer)), asked.filter(({ pointer }) => draft.unknown.includes(pointer))];
  const isTold = (one: Question) => {
    const bound = boundOf(one);
    return bound !== null && draft[bound.field].some((row) => row.kind === bound.kind && row.name === bound.name && !isBlankBound(row));
  };
  const answered = open.filter(({ pointer }) => isAnswered(draft, pointer)).length + bounds.filter(isTold).length;
  return (
    <section className="claim-questions claim-no-print" aria-label="待答的问题">
      <h3>待答的问题（{open.length + bounds.length}）</h3>
      <p className="faint">在此处作答，答完重新核定；不知道的选“不清楚”，不会当作“否”。</p>
      {bounds.map((one) => {
        const bound = boundOf(one);
        return bound && <BoundField key={one.about + one.ask} wanted={bound} label={plain(one.ask)} sources={one.sources.map((source) => ({ ...source, ...bound, label: "", needed: true, case: "" }))} />;
      })}
      {open.slice(0, FIRST).map((one) => (
        <OpenQuestion key={one.pointer} asked={one} onForm={onForm} />
      ))}
      {open.length > FIRST && (
        <details className="claim-folded">
          <summary>其余 {open.length - FIRST} 个问题</summary>
          {open.slice(FIRST).map((one) => (
            <OpenQuestion key={one.pointer} asked={one} onForm={onForm} />
          ))}
        </details>
      )}
      {unknown.length > 0 && (
        <details className="claim-folded">
          <summary>已答“不清楚”的（{unknown.length}）</summary>
          {unknown.map((one) => (
            <OpenQuestion key={one.pointer} asked={one} onForm={onForm} />
          ))}
        </details>
      )}
      {isChanged && (
        <p className="claim-again">
          <Button type="primary" loading={isChecking} onClick={onCheck}>
            重新核定{answered > 0 && `（已答 ${String(answered)} 个）`}
          </Button>
        </p>
      )}
    </section>
  );
}

/** Questions for a limit or deductible of the schedule, each figure asked for once. */
function boundsOf(questions: readonly Question[]): Question[] {
  const figures = new Map<string, Question>();
  for (const question of questions) {
    const bound = boundOf(question);
    if (!bound) continue;
    const key = `${bound.field} ${bound.kind} ${bound.name}`;
    const known = figures.get(key);
    figures.set(key, known ? { ...known, sources: [...known.sources, ...question.sources] } : question);
  }
  return [...figures.values()];
}

function OpenQuestion({ asked, onForm }: { asked: Asked; onForm: (pointer: string) => void }) {
  const { document } = useFilling();
  if (asked.form === "losses") {
    return (
      <div className="claim-field">
        <span className="claim-label">{asked.asks.join(" ")}</span>
        <div className="claim-control">
          <Losses />
        </div>
      </div>
    );
  }
  if (!IN_FORM.has(asked.form) && !/^\/(event|schedule)\/\w+\/\d/.test(asked.pointer)) return <Field asked={asked} />;
  return (
    <div className="claim-field">
      <span className="claim-label">{asked.asks.join(" ")}</span>
      <div className="claim-control">
        <Button size="small" onClick={() => { onForm(asked.pointer); }}>
          到案情中填写
        </Button>
      </div>
      <p className="claim-why faint">
        <Sources document={document} sources={asked.sources} />
      </p>
    </div>
  );
}

/** The same where nothing can be answered: a saved check, or paper. */
export function QuestionList({ document, questions }: { document: string; questions: readonly Question[] }) {
  if (questions.length === 0) return null;
  return (
    <section aria-label="待查的问题">
      <h3>待查的问题（{questions.length}）</h3>
      <ol className="claim-question-list">
        {questions.map((one) => (
          <li key={one.about + one.ask}>
            {plain(one.ask)} <Sources document={document} sources={one.sources} />
          </li>
        ))}
      </ol>
    </section>
  );
}
