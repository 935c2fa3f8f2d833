import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { api, body } from "../service/api";
import type { components, operations } from "../service/schema";
import type { Chosen, Scope } from "./address";

export type Portfolio = components["schemas"]["PortfolioOut"];
export type Point = components["schemas"]["PortfolioPointOut"];
export type Series = components["schemas"]["PortfolioSeriesOut"];
export type Value = components["schemas"]["PortfolioValueOut"];
export type Holder = components["schemas"]["PortfolioHolderOut"];
export type Count = components["schemas"]["PortfolioCountOut"];
export type Standing = components["schemas"]["PortfolioDocumentOut"];
export type Place = components["schemas"]["FigureSourceOut"];
type FigureSourcePage = components["schemas"]["FigureSourcePage"];
type SourcesQuery = NonNullable<operations["listPortfolioSources"]["parameters"]["query"]>;

const AT_ONCE = 50;

function asked({ documents, lines, insurers }: Scope) {
  return {
    document_id: [...documents],
    line: lines as NonNullable<SourcesQuery["line"]>, // the service refuses others, and says so
    insurer: [...insurers],
  };
}

/** Figures over the documents of the scope; the last ones stay while others are fetched. */
export function usePortfolio(scope: Scope) {
  return useQuery({
    queryKey: ["portfolio", scope],
    queryFn: async ({ signal }) => body(await api.GET("/v1/portfolio", { params: { query: asked(scope) }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** The records or findings behind a figure, page by page. */
export function useSources(scope: Scope, chosen: Chosen) {
  const { point, series, least, most } = chosen;
  return useInfiniteQuery({
    queryKey: ["portfolio", "sources", scope, point, series, least, most],
    queryFn: async ({ pageParam, signal }): Promise<FigureSourcePage> => {
      const query: SourcesQuery = {
        ...asked(scope),
        point,
        limit: AT_ONCE,
        ...(series && { series: series as NonNullable<SourcesQuery["series"]> }),
        ...(least !== null && { value_min: least }),
        ...(most !== null && { value_max: most }),
        ...(pageParam && { cursor: pageParam }),
      };
      return body(await api.GET("/v1/portfolio/sources", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
}

/** Which documents state a point, and which do not. */
export function useAnswers(scope: Scope, point: string, isWanted: boolean) {
  return useQuery({
    queryKey: ["portfolio", "answers", scope, point],
    queryFn: async ({ signal }) =>
      body(await api.GET("/v1/portfolio/documents", { params: { query: { ...asked(scope), point } }, signal })),
    enabled: isWanted,
  });
}
