import type { ReactNode } from "react";

import { Payout } from "./Payout";
import type { Determination } from "./querying";
import { Timeline } from "./Timeline";
import { Part, Trace } from "./Trace";
import { conclusionOf } from "./verdict";

type Given = {
  document: string;
  name: string;
  found: Determination;
  /** The dates of the claim that start deadlines. */
  dates: Record<string, string>;
  /** What can be answered, or was left open. */
  questions: ReactNode;
  actions?: ReactNode;
};

/** What a claim comes to: the sentence on top, what is open, then the trace, the sum and the deadlines. */
export function Result({ document, name, found, dates, questions, actions }: Given) {
  const { word, sentence, tone } = conclusionOf(found);
  const isOpen = found.verdict === "needs_information";
  return (
    <article className="claim-result" aria-label="核定意见">
      <header className={`claim-verdict claim-tone-${tone}`}>
        <p className="claim-verdict-document faint">{name}</p>
        <h2>
          <span className="claim-verdict-word">{word}</span> {sentence}
        </h2>
        <p>{found.why}</p>
        {actions && <div className="claim-line claim-no-print">{actions}</div>}
      </header>
      {isOpen && questions}
      <Part title="赔款计算">
        <Payout key={JSON.stringify(found.payout)} document={document} payout={found.payout} />
      </Part>
      {!isOpen && questions}
      <Trace document={document} found={found} />
      <Part title="期限">
        <Timeline document={document} found={found} dates={dates} />
      </Part>
      <footer className="faint">{found.notice}</footer>
    </article>
  );
}
