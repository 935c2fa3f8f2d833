import { useMutation } from "@tanstack/react-query";

import { api, body } from "../service/api";
import type { components } from "../service/schema";

export type Format = components["schemas"]["ExportAs"];

/** The forms of an export: name, what it is for, and whether it takes several documents. */
export const FORMATS: readonly { format: Format; name: string; told: string; several: boolean }[] = [
  { format: "xlsx", name: "Excel（xlsx）", told: "记录、引用、发现、目录树各一张表", several: true },
  { format: "docx", name: "Word（docx）", told: "审阅报告，可按标题导航", several: false },
  { format: "html", name: "网页（html）", told: "审阅报告，原文与记录左右对照，可离线打开", several: false },
  { format: "markdown", name: "Markdown", told: "审阅报告，先发现后记录", several: false },
  { format: "csv", name: "CSV", told: "记录，每条一行", several: true },
  { format: "json", name: "JSON", told: "全部内容，供程序使用", several: false },
  { format: "jsonl", name: "JSON Lines", told: "全部内容，每项一行，供程序使用", several: true },
  { format: "gold", name: "标注（gold）", told: "复核后的标注，供评测程序使用；多份时为 zip", several: true },
];

export type Export = { ids: readonly string[]; format: Format; masked: boolean };

/** Export documents into one file and let the browser keep it. */
export function useExport() {
  return useMutation({
    mutationFn: async ({ ids, format, masked }: Export) => {
      const [only, ...others] = ids;
      if (only === undefined) return;
      const answer = others.length
        ? await api.GET("/v1/exports", {
            params: { query: { document_id: [...ids], format, masked } },
            parseAs: "blob",
          })
        : await api.GET("/v1/documents/{document_id}/export", {
            params: { path: { document_id: only }, query: { format, masked } },
            parseAs: "blob",
          });
      keep(body(answer) as Blob, answer.response);
    },
  });
}

/** The file as it was uploaded. */
export function useOriginal() {
  return useMutation({
    mutationFn: async (id: string) => {
      const answer = await api.GET("/v1/documents/{document_id}/original", {
        params: { path: { document_id: id } },
        parseAs: "blob",
      });
      keep(body(answer) as Blob, answer.response);
    },
  });
}

/** Let the browser keep the file under the name that the answer gives. */
export function keep(file: Blob, answer: Response): void {
  keepAs(file, fileNameOf(answer.headers.get("Content-Disposition") ?? ""));
}

/** Let the browser keep a text as a file of this name. */
export function keepText(text: string, name: string): void {
  keepAs(new Blob([text], { type: "text/plain;charset=utf-8" }), name);
}

function keepAs(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 60_000);
}

/** The name that a Content-Disposition header gives (RFC 6266). */
export function fileNameOf(disposition: string): string {
  const encoded = /filename\*=utf-8''([^;]+)/i.exec(disposition)?.[1];
  if (encoded) return decodeURIComponent(encoded);
  return /filename="([^"]*)"/.exec(disposition)?.[1] ?? "下载";
}
