import { Alert, Button, Segmented, Spin } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";

import { exactly } from "../library/wording";
import { Problem } from "../service/problems";
import { useSession } from "../session/session";
import { CaseForm } from "./CaseForm";
import { caseOf, named, nameOfPlace, placesOf } from "./claiming";
import { type Draft, EMPTY, isEmpty } from "./draft";
import { FileButtons } from "./FileButtons";
import { type Filling, FillingProvider } from "./filling";
import { useKept } from "./keeping";
import { OpenQuestions, QuestionList } from "./OpenQuestions";
import { useDetermination, useTerms } from "./querying";
import { PrintButton, SaveButton } from "./ReportMenu";
import { Result } from "./Result";
import { datesOf } from "./deadlines";

/** The claim check of one document: the claim on the left, what it comes to on the right; one after the other where narrow. */
export function ClaimCheck({ id }: { id: string }) {
  const terms = useTerms(id);
  if (terms.isPending) return <Spin className="claim-wait" description="正在按条款准备表单…" />;
  if (terms.error) {
    return (
      <Alert
        className="claim-alone"
        type="error"
        showIcon
        role="alert"
        title={terms.error.message}
        action={
          <>
            <Button size="small" onClick={() => void terms.refetch()}>重试</Button> <Link to="/claims">另选文档</Link>
          </>
        }
      />
    );
  }
  return <Check id={id} name={terms.data.document.name} form={terms.data.form} />;
}

type Given = { id: string; name: string; form: NonNullable<ReturnType<typeof useTerms>["data"]>["form"] };

function Check({ id, name, form }: Given) {
  const { kept, change } = useKept(id);
  const [begun] = useState(kept);
  const [search, setSearch] = useSearchParams();
  const pane = search.get("pane") === "result" ? "result" : "case";
  const show = (next: "case" | "result") => {
    setSearch((now) => {
      const changed = new URLSearchParams(now);
      if (next === "result") changed.set("pane", "result");
      else changed.delete("pane");
      return changed;
    }, { replace: true });
  };
  const form$ = useRef<HTMLDivElement>(null);
  const told = useDetermination(id, kept.checked);
  const current = useMemo(() => JSON.stringify(caseOf(kept.draft)), [kept.draft]);
  const isChanged = current !== kept.checked;
  const problems = useMemo(
    () => (told.error instanceof Problem && !isChanged ? placesOf(told.error.fields, kept.draft) : new Map<string, string>()),
    [told.error, isChanged, kept.draft],
  );
  useEffect(() => {
    if (problems.size) form$.current?.querySelector(".claim-wrong")?.scrollIntoView({ block: "center" });
  }, [problems]);
  const filling: Filling = {
    document: id,
    draft: kept.draft,
    problems,
    change: (next) => { change((now) => ({ draft: next(now.draft) })); },
  };
  const check = () => {
    if (isChanged) change(() => ({ checked: current }));
    else void told.refetch();
    show("result");
  };
  const [loads, setLoads] = useState(0); // the form begins anew with each claim that is loaded
  const load = (draft: Draft) => {
    change(() => ({ draft, checked: "" }));
    setLoads((now) => now + 1);
  };
  return (
    <FillingProvider value={filling}>
      <div
        className={`claim-check claim-pane-${pane}`}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            check();
          }
        }}
      >
        <Segmented
          className="claim-panes claim-no-print"
          aria-label="看案情或结果"
          block
          value={pane}
          options={[{ value: "case", label: "案情" }, { value: "result", label: "结果" }]}
          onChange={show}
        />
        <div className="claim-case claim-no-print" ref={form$} role="region" aria-label="案情">
          <CaseHead {...{ id, name, draft: kept.draft, begun: isEmpty(begun.draft) ? "" : begun.at, onLoad: load }} />
          <Unplaced problems={problems} />
          <CaseForm key={loads} form={form} />
          <div className="claim-case-foot">
            <Button type="primary" loading={told.isFetching} onClick={check}>
              核定
            </Button>
            <span className="faint">Ctrl+Enter　·　{isEmpty(kept.draft) ? "随填随存在本浏览器" : "草稿已存在本浏览器"}</span>
          </div>
        </div>
        <div className="claim-told" role="region" aria-label="结果" aria-busy={told.isFetching}>
          <Told {...{ id, name, form, told, kept, isChanged, check, show, isWrong: problems.size > 0 }} />
        </div>
      </div>
    </FillingProvider>
  );
}

type HeadGiven = { id: string; name: string; draft: Draft; begun: string; onLoad: (draft: Draft) => void };

function CaseHead({ id, name, draft, begun, onLoad }: HeadGiven) {
  const [isOffered, setOffered] = useState(begun !== "");
  return (
    <header className="claim-case-head">
      <h2>
        <Link to={`/documents/${id}`}>{name}</Link>
      </h2>
      <div className="claim-line">
        <Link to="/claims">另选文档</Link>
        <FileButtons document={id} name={name} draft={draft} isEmpty={isEmpty(draft)} onLoad={onLoad} />
      </div>
      {isOffered && (
        <Alert
          type="info"
          showIcon
          title={`已恢复上次填写的案情（${exactly(begun)}）。`}
          closable
          onClose={() => { setOffered(false); }}
          action={
            <Button size="small" onClick={() => { onLoad(EMPTY); setOffered(false); }}>
              清空重填
            </Button>
          }
        />
      )}
    </header>
  );
}

/** What the service says is wrong, in one place for who comes from the result. */
function Unplaced({ problems }: { problems: ReadonlyMap<string, string> }) {
  if (problems.size === 0) return null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={`有 ${String(problems.size)} 处要更正，已标在各项下面`}
      description={
        <ul className="claim-plain">
          {[...problems].map(([place, problem]) => (
            <li key={place}>{named(nameOfPlace(place), problem)}</li>
          ))}
        </ul>
      }
    />
  );
}

type ToldGiven = Given & {
  told: ReturnType<typeof useDetermination>;
  kept: { checked: string };
  isChanged: boolean;
  isWrong: boolean;
  check: () => void;
  show: (pane: "case" | "result") => void;
};

function Told({ id, name, form, told, kept, isChanged, isWrong, check, show }: ToldGiven) {
  const { data: session } = useSession();
  const go = useNavigate();
  const starts = useMemo(() => new Set(form.starts.map(({ fact }) => fact)), [form]);
  if (kept.checked === "") return <Nothing />;
  if (told.error) {
    return (
      <Alert
        className="claim-alone"
        type="error"
        showIcon
        role="alert"
        title={isWrong ? "案情有误，没有核定" : told.error.message}
        description={isWrong && "要更正的地方已标在案情各项的下面。"}
        action={
          isWrong ? (
            <Button size="small" onClick={() => { show("case"); }}>去更正</Button>
          ) : (
            <Button size="small" onClick={() => void told.refetch()}>重试</Button>
          )
        }
      />
    );
  }
  if (!told.data) return <Spin className="claim-wait" description="正在核定…" />;
  const toForm = (pointer: string) => {
    show("case");
    const field = globalThis.document.querySelector(`.claim-case [data-place="${pointer.split("/").slice(0, 3).join("/")}"]`);
    field?.closest("details")?.setAttribute("open", "");
    field?.scrollIntoView({ block: "center" });
  };
  return (
    <>
      {isChanged && (
        <Alert
          className="claim-no-print"
          type="warning"
          showIcon
          title="案情已改动，下面是改动前的结果。"
          action={<Button size="small" type="primary" onClick={check}>重新核定</Button>}
        />
      )}
      <Result
        document={id}
        name={name}
        found={told.data}
        dates={datesOf(JSON.parse(kept.checked), starts)}
        questions={
          told.data.questions.length > 0 && (
            <>
              <OpenQuestions questions={told.data.questions} starts={starts} isChanged={isChanged} isChecking={told.isFetching} onCheck={check} onForm={toForm} />
              <div className="claim-print-only">
                <QuestionList document={id} questions={told.data.questions} />
              </div>
            </>
          )
        }
        actions={
          <>
            <SaveButton
              document={id}
              claim={kept.checked}
              name={`${name} 核定`}
              mayWrite={session?.scopes.some((one) => one === "write" || one === "admin") ?? false}
              onSaved={(saved) => void go(`/claims/saved/${saved}`)}
            />
            <PrintButton />
          </>
        }
      />
    </>
  );
}

function Nothing() {
  return (
    <div className="claim-nothing faint">
      <h2>结果在这里</h2>
      <p>填写知道的内容，按“核定”。没有填的不会猜测，会列为待答的问题，可在结果中直接作答。</p>
    </div>
  );
}
