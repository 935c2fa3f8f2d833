import type { ReactNode } from "react";
import { useMemo, useState } from "react";

import { Agreed } from "./Agreed";
import { type Asked, type ClaimFormOut, type Section, SECTIONS, sectionsOf, unasked } from "./asking";
import { BoundField, FurtherBounds, StatedBounds } from "./Bounds";
import { type Draft, isAnswered, isBlankBound } from "./draft";
import { Field } from "./Field";
import { useFilling } from "./filling";
import { Losses } from "./Losses";
import { Papers } from "./Papers";

const OPTIONAL = ["/schedule/retroactive_from", "/schedule/premium"];
const LISTED = new Set(["/event/losses", "/event/documents", "/schedule/limits", "/schedule/deductibles", "/schedule/agreed", "/event/description", "/event/cause"]);
const EVENT_TIME = "/event/occurred";

/** The form of a claim, made from what this document asks for: what is needed first, all else folded. */
export function CaseForm({ form }: { form: ClaimFormOut }) {
  const asked = useMemo(() => sectionsOf(form), [form]);
  const needed = form.bounds.filter((bound) => bound.needed);
  return (
    <div className="claim-form">
      <Policy asked={asked.policy} form={form} needed={needed} />
      <Part section="event" fields={fieldsOf(asked.event)} count={[EVENT_TIME, "/event/cause", ...pointers(asked.event)]}>
        <Fields asked={[of(asked.event, EVENT_TIME), of(asked.event, "/event/cause"), withReasons(asked.event)]} />
        <Fields asked={fieldsOf(asked.event).filter(({ pointer }) => pointer !== EVENT_TIME)} />
        <Folded title="地点" place="/event/place">
          <Fields asked={[unasked("/event/place")]} />
        </Folded>
      </Part>
      <Part section="loss" fields={fieldsOf(asked.loss)} count={["/event/losses", ...pointers(asked.loss)]}>
        <Losses />
        <Rest asked={withAlways(fieldsOf(asked.loss), ["/event/recovered", "/event/paid_before", "/event/other_insurance"])} title="会影响金额的其他事项" />
      </Part>
      {asked.insured.length > 0 && (
        <Part section="insured" fields={asked.insured} count={pointers(asked.insured)} isFolded>
          <Fields asked={asked.insured} />
        </Part>
      )}
      <Part section="papers" fields={[]} count={["/event/documents"]} isFolded>
        <Papers papers={form.documents} />
      </Part>
      <Part section="time" fields={asked.time} count={pointers(asked.time)} isFolded>
        <Fields asked={withAlways(asked.time, ["/event/discovered", "/event/notified", "/event/claimed", "/event/complete_documents"])} />
      </Part>
    </div>
  );
}

function Policy({ asked, form, needed }: { asked: readonly Asked[]; form: ClaimFormOut; needed: ClaimFormOut["bounds"] }) {
  const { draft } = useFilling();
  const fields = fieldsOf(asked).filter(({ pointer }) => !OPTIONAL.includes(pointer));
  const wanted = asked.filter(({ pointer }) => OPTIONAL.includes(pointer));
  const further = OPTIONAL.filter((pointer) => !wanted.some((one) => one.pointer === pointer));
  const told = needed.filter((bound) => draft[bound.field].some((one) => one.kind === bound.kind && one.name === bound.name && !isBlankBound(one)));
  const places = pointers([...fields, ...wanted]);
  return (
    <Part section="policy" fields={[]} count={places} extra={[told.length, needed.length]}>
      <Fields asked={withAlways([...fields, ...wanted], ["/schedule/period/from", "/schedule/period/to"])} />
      {needed.map((bound) => (
        <BoundField key={`${bound.field} ${bound.kind} ${bound.name}`} wanted={bound} label={bound.label} sources={[bound]} />
      ))}
      <Folded title="保险单的其他内容" place="/schedule">
        <StatedBounds bounds={form.bounds.filter((bound) => !bound.needed)} />
        <FurtherBounds needed={needed} />
        <Fields asked={further.map(unasked)} />
        <Agreed />
      </Folded>
    </Part>
  );
}

type PartGiven = { section: Section; fields: readonly Asked[]; count: readonly string[]; extra?: readonly [number, number]; isFolded?: boolean; children: ReactNode };

/** One part of the form, with how much of what is asked in it was answered. */
function Part({ section, count, extra = [0, 0], isFolded = false, children }: PartGiven) {
  const { draft, problems } = useFilling();
  const places = [...new Set(count)];
  const answered = places.filter((place) => isAnswered(draft, place)).length + extra[0];
  const all = places.length + extra[1];
  const isWrong = [...problems.keys()].some((place) => placeIn(section, place));
  return (
    <details className="claim-section" open={!isFolded || isWrong} data-section={section}>
      <summary>
        <h3>{SECTIONS[section]}</h3>
        <span className="claim-count faint">
          已答 {answered} / {all}
        </span>
      </summary>
      <div className="claim-section-body">{children}</div>
    </details>
  );
}

function placeIn(section: Section, place: string): boolean {
  if (section === "papers") return place.startsWith("/event/documents");
  if (section === "time") return /^\/event\/(discovered|notified|claimed|complete_documents)/.test(place);
  return section === "insured" && place.startsWith("/event/facts/");
}

function Fields({ asked }: { asked: readonly Asked[] }) {
  return asked.map((one) => <Field key={one.pointer} asked={one} />);
}

/** What may change the sum, folded until it was answered or is wanted. */
function Rest({ asked, title }: { asked: readonly Asked[]; title: string }) {
  return (
    <Folded title={title} place="/event">
      <Fields asked={asked} />
    </Folded>
  );
}

function Folded({ title, place, children }: { title: string; place: string; children: ReactNode }) {
  const { draft, problems } = useFilling();
  const [hadMore] = useState(() => hasMore(draft, place));
  return (
    <details className="claim-folded" open={hadMore || [...problems.keys()].some((one) => one.startsWith(place))}>
      <summary>{title}</summary>
      <div className="claim-section-body">{children}</div>
    </details>
  );
}

function hasMore(draft: Draft, place: string): boolean {
  if (place === "/event/place") return isAnswered(draft, place);
  if (place === "/schedule") return draft.agreed.length > 0 || OPTIONAL.some((one) => isAnswered(draft, one));
  return ["/event/recovered", "/event/paid_before", "/event/other_insurance"].some((one) => isAnswered(draft, one));
}

function fieldsOf(asked: readonly Asked[]): Asked[] {
  return asked.filter(({ pointer }) => !LISTED.has(pointer));
}

function pointers(asked: readonly Asked[]): string[] {
  return asked.map(({ pointer }) => pointer).filter((pointer) => pointer !== "/schedule/limits" && pointer !== "/schedule/deductibles");
}

function of(asked: readonly Asked[], pointer: string): Asked {
  return asked.find((one) => one.pointer === pointer) ?? unasked(pointer);
}

function withReasons(asked: readonly Asked[]): Asked {
  return of(asked, "/event/description");
}

function withAlways(asked: readonly Asked[], always: readonly string[]): Asked[] {
  const told = new Set(asked.map(({ pointer }) => pointer));
  return [...asked, ...always.filter((pointer) => !told.has(pointer)).map(unasked)];
}
