import { WEIGHTS } from "../wording";
import type { Section } from "./playbooks";

/** The checks of a playbook, in words. */
export function Rules({ sections }: { sections: readonly Section[] }) {
  return (
    <>
      {sections.map(({ title, checks }) => (
        <section key={title} className="rules" aria-label={title}>
          <h2>
            {title}（{checks.length}）
          </h2>
          <ul>
            {checks.map(({ id, title, weight, requirement, subject, condition, premise, silence, advice }) => (
              <li key={id}>
                <p className="rule-name">
                  <b>{title}</b> <span className={`check-weight weight-${weight}`}>{WEIGHTS[weight]}</span>
                </p>
                <p>{requirement}</p>
                <p className="faint">
                  {subject && `查“${subject}”：`}
                  {condition}；{premise && `${premise}；`}
                  {silence}。
                </p>
                <p className="faint">不符合时：{advice}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
