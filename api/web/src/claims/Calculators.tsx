import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Select, Spin } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { Link, useSearchParams } from "react-router";

import { Problem, problemOf, unreachable } from "../service/problems";
import { tellEnded } from "../session/session";
import { plain, type Question } from "./asking";
import { CalculatorForm } from "./CalculatorForm";
import { type Calculator, calculatorsOf, type OpenApi, requestOf, type Values } from "./calculating";
import { DocumentChoice } from "./DocumentChoice";
import { Outcome, type Reckoned } from "./Outcome";
import { useTerms } from "./querying";

const KEPT = "tiaokuan.calculator.";

/** What can be computed on the terms of one document; the forms are the service's own. */
export default function Calculators() {
  const [search, setSearch] = useSearchParams();
  const document = search.get("document") ?? "";
  const service = useQuery({
    queryKey: ["claims", "calculators"],
    queryFn: async ({ signal }) => calculatorsOf(await fetched<OpenApi>("/openapi.json", { signal })),
    staleTime: Infinity,
  });
  const terms = useTerms(document);
  const calculators = service.data ?? [];
  const calculator = calculators.find(({ key }) => key === search.get("calculator")) ?? calculators[0];
  const put = (name: string, value: string) => {
    setSearch((now) => {
      const next = new URLSearchParams(now);
      next.set(name, value);
      return next;
    });
  };
  if (!document) return <DocumentChoice title="按哪份文档计算？" onChoose={(id) => { put("document", id); }} />;
  const problem = service.error ?? terms.error;
  if (problem) {
    return (
      <div className="claim-page">
        <Alert
          type="error"
          showIcon
          role="alert"
          title={problem.message}
          action={
            <>
              <Button size="small" onClick={() => { void service.refetch(); void terms.refetch(); }}>重试</Button> <Link to="/claims/calculators">另选文档</Link>
            </>
          }
        />
      </div>
    );
  }
  if (!calculator || !terms.data) return <Spin className="claim-wait" description="正在打开…" />;
  return (
    <div className="claim-page">
      <header className="claim-case-head">
        <h2>
          <Link to={`/documents/${document}`}>{terms.data.document.name}</Link>
        </h2>
        <div className="claim-line claim-no-print">
          <Select
            aria-label="计算项目"
            className="claim-which"
            value={calculator.key}
            options={calculators.map(({ key, name }) => ({ value: key, label: name }))}
            onChange={(key: string) => { put("calculator", key); }}
          />
          <Link to="/claims/calculators">另选文档</Link>
        </div>
      </header>
      <OneCalculator key={`${document} ${calculator.key}`} document={document} calculator={calculator} facts={terms.data.form.starts} />
    </div>
  );
}

type Given = { document: string; calculator: Calculator; facts: readonly { fact: string; name: string }[] };

function OneCalculator({ document, calculator, facts }: Given) {
  const key = `${KEPT}${document}.${calculator.key}`;
  const [values, setValues] = useState<Values>(() => keptValues(key));
  useEffect(() => {
    if (Object.keys(values).length) localStorage.setItem(key, JSON.stringify(values));
    else localStorage.removeItem(key);
  }, [key, values]);
  const reckoning = useMutation({
    mutationFn: (body: Record<string, unknown>) =>
      fetched<Reckoned>(calculator.path.replace("{document_id}", encodeURIComponent(document)), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      }),
  });
  const problems = useMemo(() => {
    const fields = reckoning.error instanceof Problem ? reckoning.error.fields : [];
    return new Map(fields.map(({ pointer, message }) => [pointer, message]));
  }, [reckoning.error]);
  const asks = useMemo(() => new Map(questionsOf(reckoning.data).map(({ about, ask }) => [about, plain(ask)])), [reckoning.data]);
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (reckoning.data) told.current?.scrollIntoView({ block: "nearest" });
  }, [reckoning.data]);
  return (
    <div className="claim-calculator">
      <form
        className="claim-no-print"
        aria-label={calculator.name}
        onSubmit={(event) => {
          event.preventDefault();
          reckoning.mutate(requestOf(calculator.fields, values));
        }}
      >
        <p className="faint">{calculator.told}</p>
        <CalculatorForm fields={calculator.fields} values={values} onChange={setValues} problems={problems} asks={asks} facts={facts} />
        <p className="claim-line">
          <Button type="primary" htmlType="submit" loading={reckoning.isPending}>
            计算
          </Button>
          <Button onClick={() => { setValues({}); reckoning.reset(); }}>清空</Button>
        </p>
      </form>
      <div ref={told} role="region" aria-label="计算结果" aria-live="polite" aria-busy={reckoning.isPending}>
        {reckoning.error && <Alert type="error" showIcon role="alert" title={reckoning.error.message} />}
        {reckoning.data ? <Outcome document={document} title={calculator.name} reckoned={reckoning.data} /> : !reckoning.error && <p className="faint">填写知道的内容，按“计算”。没有填的不会猜测，会列出要补充什么。</p>}
      </div>
    </div>
  );
}

function questionsOf(reckoned: Reckoned | undefined): readonly Question[] {
  if (!reckoned) return [];
  return "calculation" in reckoned ? reckoned.calculation.questions : reckoned.questions;
}

function keptValues(key: string): Values {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as Values) : {};
  } catch {
    return {};
  }
}

/** The answer of the service at an address that its schema named; what fails throws a Problem, as the typed client does. */
async function fetched<Answer>(address: string, request: RequestInit): Promise<Answer> {
  let answer: Response;
  try {
    answer = await fetch(address, { credentials: "same-origin", ...request });
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === "AbortError") throw problem;
    throw unreachable();
  }
  if (answer.status === 401) await tellEnded();
  if (!answer.ok) throw await problemOf(answer);
  return (await answer.json()) as Answer;
}
