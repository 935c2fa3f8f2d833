/** Amounts and rates as text: what a person types stays exact, and never passes through a binary fraction. */

const WIDE = /[０-９．，－％]/g;
const NUMBER = /^(-?)(\d+)(?:\.(\d*))?$/;
const SCALES: Readonly<Record<string, number>> = { 万: 4, 亿: 8, 千: 3, 百万: 6, 千万: 7 };
const FITTING = 15; // digits that a number of JSON carries unharmed

/** The decimal that was typed, as 6万, ¥1,234.50元 or 1234.5; null where it is none. */
export function decimalOf(typed: string): string | null {
  const narrow = typed.replace(WIDE, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  const bare = narrow.replace(/[\s,，]/g, "").replace(/^(?:人民币|RMB|CNY|￥|¥)/i, "").replace(/(?:元整?|圆)$/, "");
  const scale = /(百万|千万|[万亿千])$/.exec(bare)?.[1] ?? "";
  return moved(scale ? bare.slice(0, -scale.length) : bare, scale ? (SCALES[scale] ?? 0) : 0);
}

/** The decimal with its point so many places further right; null for what is no decimal. */
export function moved(decimal: string, places: number): string | null {
  const parts = NUMBER.exec(decimal.trim());
  if (!parts) return null;
  const [, sign = "", whole = "", fraction = ""] = parts;
  const digits = places < 0 ? whole.padStart(1 - places, "0") + fraction : whole + fraction.padEnd(places, "0");
  const point = (places < 0 ? Math.max(whole.length, 1 - places) : whole.length) + places;
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, "");
  const right = digits.slice(point).replace(/0+$/, "");
  const plain = right ? `${left || "0"}.${right}` : left || "0";
  return sign && plain !== "0" ? `-${plain}` : plain;
}

/** A percentage as people write it, as the fraction that the service takes: 12.5% is 0.125. */
export function rateOf(typed: string): string | null {
  const decimal = decimalOf(typed.replace(/[%％]\s*$/, ""));
  return decimal === null ? null : moved(decimal, -2);
}

/** The number of a decimal text, for JSON that must hold one; null where it would not be exact. */
export function exactNumber(decimal: string): number | null {
  const digits = decimal.replace(/[-.]/g, "").replace(/^0+/, "");
  return digits.length <= FITTING && NUMBER.test(decimal) ? Number(decimal) : null;
}

/** A number of JSON as decimal text; the shortest that names it is the one that was sent. */
export function written(value: number | string): string {
  const text = String(value);
  const [digits = "", exponent] = text.split("e");
  return exponent === undefined ? text : (moved(digits, Number(exponent)) ?? text);
}

/** 12345.6 as 12,345.60: grouped, with fen. */
export function grouped(value: number | string): string {
  const [whole = "", fraction = ""] = written(value).split(".");
  const sign = whole.startsWith("-") ? "−" : "";
  return `${sign}${whole.replace("-", "").replace(/\B(?=(\d{3})+$)/g, ",")}.${fraction.padEnd(2, "0")}`;
}

/** Yuan with currency, for the sentence on top. */
export function yuan(value: number | string): string {
  return `人民币 ${grouped(value)} 元`;
}

/** A fraction as a percentage. */
export function percent(rate: number | string): string {
  return `${moved(written(rate), 2) ?? String(rate)}%`;
}

/** What the amount comes to in words of ten thousands, to see at a glance that no zero is missing; empty for small ones. */
export function atAGlance(typed: string): string {
  const decimal = decimalOf(typed);
  if (decimal === null || decimal.replace(/\..*$/, "").length < 5) return "";
  const [scale, name] = decimal.replace(/\..*$/, "").length > 8 ? [-8, "亿元"] : [-4, "万元"];
  return `${moved(decimal, scale) ?? ""} ${name}`;
}
