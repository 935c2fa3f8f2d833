import { useMutation } from "@tanstack/react-query";

import { keep } from "../library/exporting";
import { api, body } from "../service/api";
import type { operations } from "../service/schema";
import type { AnalysisKind } from "./analyses";

export type ReportForm = operations["exportAnalysis"]["parameters"]["query"]["format"];
type Report = { form: ReportForm; name: string; told: string };

const PAGE: Report = { form: "html", name: "网页（html）", told: "可离线打开、可打印" };
const SHEET: Report = { form: "xlsx", name: "Excel（xlsx）", told: "可筛选的表" };
const WORD: Report = { form: "docx", name: "Word（docx）", told: "报告" };
const NOTED: Report = { form: "annotated", name: "在原件上批注", told: "PDF 原件加高亮，其余为带批注的 Word" };
const DATA: Report = { form: "json", name: "JSON", told: "供程序使用" };

/** The forms in which each kind of analysis is told, as in api/analysis/forms.py. */
export const REPORTS: Readonly<Record<AnalysisKind, readonly Report[]>> = {
  comparison: [
    { ...PAGE, told: "两份并排，逐条对照" },
    { ...SHEET, told: "每处变更一行" },
    { ...WORD, told: "在文本二上标出修订和批注" },
    NOTED,
    DATA,
  ],
  matrix: [{ ...PAGE, told: "对照表，附原文" }, { ...SHEET, told: "对照表，附原文" }, DATA],
  playbook: [PAGE, SHEET, WORD, NOTED, DATA],
  law: [PAGE, SHEET, WORD, NOTED, DATA],
  exemptions: [PAGE, WORD, NOTED, DATA],
  neighbours: [DATA],
  claim: [PAGE, SHEET, WORD, DATA],
};

/** Make a report and let the browser keep it; gives what could not be shown in it. */
export function useReport(analysis: string) {
  return useMutation({
    mutationFn: async (form: ReportForm): Promise<readonly string[]> => {
      const answer = await api.GET("/v1/analyses/{analysis_id}/export", {
        params: { path: { analysis_id: analysis }, query: { format: form } },
        parseAs: "blob",
      });
      keep(body(answer) as Blob, answer.response);
      return remarksOf(answer.response.headers.get("Tiaokuan-Remarks"));
    },
  });
}

/** What a Tiaokuan-Remarks header says: percent-encoded JSON, a list of sentences. */
export function remarksOf(header: string | null): readonly string[] {
  if (!header) return [];
  const told: unknown = JSON.parse(decodeURIComponent(header));
  return Array.isArray(told) ? told.filter((one) => typeof one === "string") : [];
}
