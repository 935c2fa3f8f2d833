import type { ReactNode } from "react";

import type { Determination } from "./querying";
import { Sources, SourceLink } from "./Sources";
import { inWords } from "./deadlines";
import { COVERAGE, DUTIES, EFFECTS, EXCLUSIONS, PAPERS, PERIODS, type Tone } from "./wording";

type Given = { document: string; found: Determination };

/** Why it comes to this: period, coverage, exclusions, duties and papers, each with verdict, reason and clause. */
export function Trace({ document, found }: Given) {
  return (
    <>
      <Part title="保险期间">
        <p>
          <Tag {...PERIODS[found.period.status]} /> {found.period.why} <Sources document={document} sources={found.period.sources} />
        </p>
      </Part>
      <Part title="保险责任" none={found.coverage.length === 0 && "条文中没有读到保险责任。"}>
        <Matches document={document} matches={found.coverage} words={COVERAGE} />
      </Part>
      <Part title="责任免除" none={found.exclusions.length === 0 && "条文中没有读到责任免除。"}>
        <Matches document={document} matches={found.exclusions} words={EXCLUSIONS} />
      </Part>
      <Part title="被保险人一方的义务" none={found.duties.length === 0 && "条文没有写明影响赔付的义务。"}>
        <Duties document={document} duties={found.duties} />
      </Part>
      <Part title="索赔单证" none={found.documents.length === 0 && "条文没有列出索赔单证。"}>
        <ul className="claim-lines">
          {found.documents.map((paper) => (
            <li key={paper.path + String(paper.start)}>
              <Tag {...PAPERS[paper.status]} /> <span>{paper.quote}</span>
              {paper.case && <span className="faint">　只在“{paper.case}”时需要</span>}
              {paper.given && paper.given !== paper.quote && <span className="faint">　已交的“{paper.given}”与之相符</span>}
              <span className="claim-basis faint">
                <SourceLink document={document} source={paper} />
              </span>
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}

export function Part({ title, none, children }: { title: string; none?: string | false; children: ReactNode }) {
  return (
    <section className="claim-part-of-result" aria-label={title}>
      <h3>{title}</h3>
      {none ? <p className="faint">{none}</p> : children}
    </section>
  );
}

/** A verdict in words and colour. */
export function Tag({ name, tone }: { name: string; tone: Tone }) {
  return <span className={`claim-tag claim-tone-${tone}`}>{name}</span>;
}

type Match = Determination["coverage"][number] | Determination["exclusions"][number];
type MatchesGiven = { document: string; matches: readonly Match[]; words: Readonly<Record<string, { name: string; tone: Tone }>> };

function Matches({ document, matches, words }: MatchesGiven) {
  const toneOf = (match: Match) => words[match.status]?.tone ?? "open";
  const [loud, quiet] = [matches.filter((match) => toneOf(match) !== "quiet"), matches.filter((match) => toneOf(match) === "quiet")];
  const line = (match: Match) => (
    <li key={match.path + String(match.start) + match.quote}>
      <Tag {...(words[match.status] ?? { name: match.status, tone: "open" })} /> <q>{match.quote}</q>
      <span className="claim-basis faint">
        <SourceLink document={document} source={match} /> {match.why}
      </span>
    </li>
  );
  return (
    <>
      <ul className="claim-lines">{loud.map(line)}</ul>
      {quiet.length > 0 && (
        <details className="claim-folded">
          <summary>
            {words[quiet[0]?.status ?? ""]?.name ?? "其余"}的 {quiet.length} 项
          </summary>
          <ul className="claim-lines">{quiet.map(line)}</ul>
        </details>
      )}
    </>
  );
}

const ORDER = { broken: 0, unknown: 1, kept: 2 } as const;

function Duties({ document, duties }: { document: string; duties: Determination["duties"] }) {
  const sorted = [...duties].sort((one, other) => ORDER[one.status] - ORDER[other.status]);
  return (
    <ul className="claim-lines">
      {sorted.map((duty) => (
        <li key={duty.path + String(duty.start) + duty.why}>
          <Tag {...DUTIES[duty.status]} /> <span className="faint">{duty.bearer}</span> <q>{duty.quote}</q>
          {duty.due && <span>　期限 {inWords(duty.due)}</span>}
          <span className="claim-basis faint">
            <SourceLink document={document} source={duty} /> {duty.why}
          </span>
          {duty.status !== "kept" && (
            <span className="claim-basis faint">
              后果：{EFFECTS[duty.effect]}
              {duty.consequence && (
                <>
                  　<q>{duty.consequence}</q> {duty.consequence_source && <SourceLink document={document} source={duty.consequence_source} />}
                </>
              )}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
