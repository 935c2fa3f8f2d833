import { queryOptions } from "@tanstack/react-query";

import { api, body } from "../service/api";
import type { Lit } from "./marks";
import { type Box, boxOf } from "./pageBoxes";
import type { Span } from "./segments";

export type Where = { page: number; box: Box };

/** The boxes of a stretch of the text on the pages, one for each line. */
export function boxesOfSpan(document_id: string, reading: string, { start, end }: Span) {
  return queryOptions({
    queryKey: ["reading", reading, "boxes", start, end],
    staleTime: Infinity,
    queryFn: async (): Promise<Where[]> => {
      const params = { path: { document_id }, query: { reading, start, end } };
      const { boxes } = body(await api.GET("/v1/documents/{document_id}/boxes", { params }));
      return boxes.map(({ page, box }) => ({ page, box: boxOf(box) }));
    },
  });
}

/** The boxes of what is lit there, which came with it; null where nothing is. */
export function boxesOfLit(lit: readonly Lit[], span: Span): Where[] | null {
  const mark = lit.find(({ start, end, boxes }) => start === span.start && end === span.end && boxes?.length);
  return mark?.boxes?.map(({ page, box }) => ({ page, box: boxOf(box) })) ?? null;
}
