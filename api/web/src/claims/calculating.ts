import { decimalOf } from "./amounts";

/** A part of the service's schema, as much of it as the forms are made from. */
type Schema = {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: readonly string[];
  const?: string;
  anyOf?: readonly Schema[];
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  additionalProperties?: Schema | boolean;
  description?: string;
  default?: unknown;
};
type Operation = { summary?: string; description?: string; tags?: readonly string[]; requestBody?: { content?: Readonly<Record<string, { schema?: Schema }>> }; responses?: Readonly<Record<string, { content?: Readonly<Record<string, { schema?: Schema }>> }>> };
export type OpenApi = { paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>; components: { schemas: Readonly<Record<string, Schema>> } };

export type Shape = "amount" | "day" | "moment" | "whole" | "truth" | "choice" | "words" | "wholes" | "rows" | "amounts" | "moments";
export type CalculatorField = { key: string; name: string; note: string; unit: string; shape: Shape; options: readonly { value: string; label: string }[]; parts: readonly CalculatorField[] };
export type Calculator = { key: string; name: string; told: string; path: string; fields: readonly CalculatorField[] };

const ROOT = "/v1/documents/{document_id}/";
const RESULTS = /(CalculationOut|PeriodStandingOut|PlanOut)$/;

/** Every calculator that the service has, with the form of each, read from its schema. */
export function calculatorsOf({ paths, components }: OpenApi): Calculator[] {
  const found: Calculator[] = [];
  for (const [path, methods] of Object.entries(paths)) {
    const post = methods["post"];
    const result = post?.responses?.["200"]?.content?.["application/json"]?.schema?.$ref ?? "";
    if (!post || !path.startsWith(ROOT) || !RESULTS.test(result)) continue;
    const body = resolved(post.requestBody?.content?.["application/json"]?.schema ?? {}, components.schemas);
    const key = path.slice(ROOT.length);
    found.push({ key, name: (post.summary ?? key).replace(/^(计算|核对)/, ""), told: post.description ?? "", path, fields: fieldsOf(body, components.schemas) });
  }
  return found;
}

type Schemas = OpenApi["components"]["schemas"];

function resolved(schema: Schema, schemas: Schemas): Schema {
  const target = schema.$ref ? schemas[schema.$ref.split("/").at(-1) ?? ""] : undefined;
  return target ? { ...target, ...(schema.description ? { description: schema.description } : {}) } : schema;
}

function fieldsOf(schema: Schema, schemas: Schemas): CalculatorField[] {
  return Object.entries(schema.properties ?? {}).map(([key, property]) => fieldOf(key, property, schemas));
}

function fieldOf(key: string, property: Schema, schemas: Schemas): CalculatorField {
  const kinds = (property.anyOf ?? [property]).filter(({ type }) => type !== "null").map((one) => resolved(one, schemas));
  const kind = kinds[0] ?? {};
  const shape = shapeOf(kinds, schemas);
  const told = property.description ?? key;
  const unit = /（元）/.test(told) ? "元" : "";
  const [name = key, note = ""] = split(told, shape);
  const parts = shape === "rows" ? fieldsOf(resolved(kind.items ?? {}, schemas), schemas) : [];
  return { key, name, note, unit, shape, options: (kind.enum ?? []).map((value) => ({ value, label: wordOf(value, told) })), parts };
}

function shapeOf(kinds: readonly Schema[], schemas: Schemas): Shape {
  const [kind = {}] = kinds;
  const types = kinds.map(({ type }) => type);
  if (kinds.some(({ anyOf }) => anyOf?.some(({ format }) => format === "date-time"))) return "moment";
  if (kinds.some(({ format }) => format === "date-time")) return "moment";
  if (kind.format === "date") return "day";
  if (kind.enum) return "choice";
  if (types.includes("boolean")) return "truth";
  if (types.includes("number") || kind.anyOf) return "amount";
  if (kind.type === "integer") return "whole";
  if (kind.type === "array") return resolved(kind.items ?? {}, schemas).properties ? "rows" : "wholes";
  if (kind.type !== "object" || typeof kind.additionalProperties !== "object") return "words";
  return shapeOf([kind.additionalProperties], schemas) === "amount" ? "amounts" : "moments";
}

/** Name and remark of a field: 已赔付（元）；没有请写 0. */
function split(told: string, shape: Shape): [string, string] {
  const [name = told, ...rest] = told.split(/[；，：]/);
  const note = shape === "choice" || shape === "moments" ? "" : told.slice(name.length + (rest.length ? 1 : 0));
  return [name.replace(/（元）/, ""), note];
}

/** The Chinese word of a value, from what its field says: policyholder 投保人. */
function wordOf(value: string, told: string): string {
  return new RegExp(`${value}\\s*([\\u4e00-\\u9fff]+)`).exec(told)?.[1] ?? value;
}

/** What is typed into a form: text, yes or no, rows of parts, or names with a value each. */
export type Row = Readonly<Record<string, string | boolean | undefined>>;
export type Value = string | boolean | readonly Row[] | readonly (readonly [string, string])[];
export type Values = Readonly<Record<string, Value | undefined>>;

/** The request, of what was typed; what cannot be read goes as it is, and the service says what is wrong. */
export function requestOf(fields: readonly CalculatorField[], values: Values): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const field of fields) {
    const value = values[field.key];
    const sent = value === undefined || value === "" ? undefined : sentOf(field, value);
    if (sent !== undefined) body[field.key] = sent;
  }
  return body;
}

function sentOf({ shape, parts }: CalculatorField, value: Value): unknown {
  if (typeof value === "boolean") return value;
  if (typeof value === "string") {
    if (shape === "truth") return undefined; // 不清楚
    if (shape === "amount") return decimalOf(value) ?? value;
    if (shape === "whole") return wholeOf(value);
    if (shape === "wholes") return value.split(/[\s、,，;；]+/).filter(Boolean).map(wholeOf);
    return value.trim();
  }
  if (shape === "rows") return (value as readonly Row[]).map((row) => requestOf(parts, row));
  const pairs = (value as readonly (readonly [string, string])[]).filter(([name, text]) => name.trim() && text.trim());
  return pairs.length ? Object.fromEntries(pairs.map(([name, text]) => [name.trim(), shape === "amounts" ? (decimalOf(text) ?? text) : text])) : undefined;
}

function wholeOf(text: string): number | string {
  const decimal = decimalOf(text);
  return decimal !== null && /^-?\d{1,7}$/.test(decimal) ? Number(decimal) : text.trim();
}
