/** Which documents the overview is about; what is empty asks nothing. */
export type Scope = { documents: readonly string[]; lines: readonly string[]; insurers: readonly string[] };

/** What the panel shows: the records behind a figure, or how the documents answer a point. */
export type Chosen = {
  point: string;
  series: string | null;
  /** Values from, to, in the unit of the series. */
  least: number | null;
  most: number | null;
  said: Said;
};
export type Said = "stated" | "silent" | "unreadable";

const SAID: readonly Said[] = ["stated", "silent", "unreadable"];
const CHOSEN = ["point", "series", "least", "most", "said"] as const;

export function scopeIn(search: URLSearchParams): Scope {
  const listed = (name: string) => [...new Set((search.get(name) ?? "").split(",").filter(Boolean))];
  return { documents: listed("documents"), lines: listed("line"), insurers: search.getAll("insurer") };
}

export function withScope(search: URLSearchParams, scope: Scope): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of ["documents", "line", "insurer", ...CHOSEN]) next.delete(name);
  if (scope.documents.length) next.set("documents", scope.documents.join(","));
  if (scope.lines.length) next.set("line", scope.lines.join(","));
  for (const insurer of scope.insurers) next.append("insurer", insurer);
  return next;
}

export function chosenIn(search: URLSearchParams): Chosen | null {
  const point = search.get("point");
  if (!point) return null;
  const said = SAID.find((one) => one === search.get("said")) ?? "stated";
  return { point, series: search.get("series"), least: numberIn(search, "least"), most: numberIn(search, "most"), said };
}

function numberIn(search: URLSearchParams, name: string): number | null {
  const written = search.get(name);
  const value = Number(written);
  return written !== null && written !== "" && Number.isFinite(value) && value >= 0 ? value : null;
}

export function withChosen(search: URLSearchParams, chosen: Chosen | null): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of CHOSEN) next.delete(name);
  if (!chosen) return next;
  next.set("point", chosen.point);
  if (chosen.series) next.set("series", chosen.series);
  if (chosen.least !== null) next.set("least", String(chosen.least));
  if (chosen.most !== null) next.set("most", String(chosen.most));
  if (chosen.said !== "stated") next.set("said", chosen.said);
  return next;
}

/** The whole of a point. */
export function all(point: string, said: Said = "stated"): Chosen {
  return { point, series: null, least: null, most: null, said };
}
