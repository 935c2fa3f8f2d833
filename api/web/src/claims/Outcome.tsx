import { grouped } from "./amounts";
import type { components } from "../service/schema";
import { QuestionList } from "./OpenQuestions";
import { Payout } from "./Payout";
import { Sources, SourceLink } from "./Sources";
import { inWords } from "./deadlines";
import { Part, Tag } from "./Trace";
import { PERIODS } from "./wording";

type Calculation = components["schemas"]["CalculationOut"];
type Standing = components["schemas"]["PeriodStandingOut"];
type Plan = components["schemas"]["PlanOut"];
export type Reckoned = Calculation | Standing | Plan;

/** What a calculator came to: an amount with its steps, a standing, or a plan of payments. */
export function Outcome({ document, title, reckoned }: { document: string; title: string; reckoned: Reckoned }) {
  if ("instalments" in reckoned) return <PlanShown document={document} title={title} plan={reckoned} />;
  if ("status" in reckoned) {
    return (
      <Part title={title}>
        <p>
          <Tag {...PERIODS[reckoned.status]} /> {reckoned.why} <Sources document={document} sources={reckoned.sources} />
        </p>
        <QuestionList document={document} questions={reckoned.questions} />
      </Part>
    );
  }
  return (
    <Part title={title}>
      <QuestionList document={document} questions={reckoned.questions} />
      <Payout document={document} payout={reckoned} total="结果" />
    </Part>
  );
}

function PlanShown({ document, title, plan }: { document: string; title: string; plan: Plan }) {
  return (
    <Part title={title}>
      <QuestionList document={document} questions={plan.calculation.questions} />
      {plan.instalments.length > 0 && (
        <table className="claim-waterfall">
          <caption className="unseen">各期的日期和金额</caption>
          <thead>
            <tr>
              <th scope="col">期</th>
              <th scope="col">日期</th>
              <th scope="col" className="number">金额（元）</th>
            </tr>
          </thead>
          <tbody>
            {plan.instalments.map((one, at) => (
              <tr key={at}>
                <th scope="row">
                  {one.label}
                  <span className="claim-basis faint">{one.path && <SourceLink document={document} source={one} />}</span>
                </th>
                <td>{one.due ? inWords(one.due) : <span className="faint">{one.open_because}</span>}</td>
                <td className="number">{typeof one.amount === "number" ? grouped(one.amount) : "待定"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Payout document={document} payout={plan.calculation} total="合计" />
    </Part>
  );
}
