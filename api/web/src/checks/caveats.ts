import { useQuery } from "@tanstack/react-query";

import type { Analysis } from "../analysis/analyses";
import { api, body } from "../service/api";
import { usePlaybooks } from "./playbooks/playbooks";
import { type LineOfCover, linesOf } from "./wording";

/** What the reader of a result must know of the document, in Chinese. */
export function useCaveats(analysis: Analysis, lines: readonly LineOfCover[]): readonly string[] {
  const [subject] = analysis.documents;
  const { data: playbooks } = usePlaybooks();
  const { data: document } = useQuery({
    queryKey: ["documents", "one", subject?.document_id],
    queryFn: async ({ signal }) => {
      const path = { document_id: subject?.document_id ?? "" };
      return body(await api.GET("/v1/documents/{document_id}", { params: { path }, signal }));
    },
    enabled: subject !== undefined,
  });
  const caveats: string[] = [];
  if (subject && !subject.current) {
    caveats.push("这份文档后来有了新的版本或重新读取过；以下结论和位置以审查时的内容为准，需要时请重新审查。");
  }
  const reading = document?.reading?.id === subject?.reading_id ? document?.reading : null;
  for (const { message, page } of reading?.remarks ?? []) {
    caveats.push(page ? `第 ${String(page)} 页：${message}` : message);
  }
  const playbook = playbooks?.find(({ title }) => title === analysis.playbook);
  if (playbook?.lines.length && lines.length && !playbook.lines.some((line) => lines.includes(line))) {
    const [meant, found] = [linesOf(playbook.lines), linesOf(lines)];
    caveats.push(`这份标准适用于${meant}，而本文档看来属于${found}：“应有而未载明”等结论可能并不适用。`);
  }
  return caveats;
}
