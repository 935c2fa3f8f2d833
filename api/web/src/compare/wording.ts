import type { components } from "../service/schema";

export type Pair = components["schemas"]["PairOut"];
export type Change = components["schemas"]["ChangeOut"];
export type Gain = Change["gain"];
export type Weight = Change["weight"];
export type ChangeKind = Change["kind"];
/** A change, or what befalls a whole clause without one: it stands elsewhere, or is said in other words. */
export type DifferenceKind = ChangeKind | "reworded" | "moved";

type Named<Key extends string> = Readonly<Record<Key, string>>;

// The same words as api/export/comparison_wording.py.
export const LIKENESSES: Named<Pair["likeness"]> = {
  same: "相同",
  reworded: "表述不同",
  changed: "实质变更",
  only_a: "仅文本一有",
  only_b: "仅文本二有",
};
export const KINDS: Named<DifferenceKind> = {
  amount: "金额",
  rate: "比例",
  duration: "期限",
  day_kind: "日历日与工作日",
  party: "主体",
  modality: "应当、可以、不得",
  condition: "条件",
  exception: "除外与但书",
  scope: "范围词",
  item_added: "内容增加",
  item_dropped: "内容减少",
  reference: "引用条款",
  negation: "肯定与否定",
  wording: "措辞",
  reworded: "表述不同",
  moved: "位置移动",
};
export const KIND_LIST = Object.keys(KINDS) as DifferenceKind[];
export const GAINS: Named<Gain> = {
  insurer: "有利于保险人",
  policyholder: "有利于投保方",
  unknown: "利弊待人工判断",
  neither: "双方均无增减",
};
export const GAIN_LIST = Object.keys(GAINS) as Gain[];
/** One character each, so that no mark rests on its colour alone. */
export const GAIN_LETTERS: Named<Gain> = { insurer: "保", policyholder: "投", unknown: "？", neither: "平" };
export const WEIGHTS: Named<Weight> = { high: "重要", medium: "一般", low: "次要" };
export const WEIGHT_LIST = Object.keys(WEIGHTS) as Weight[];
/** Below this likeness a person should look whether the two clauses belong together. */
export const DOUBTFUL = 0.5;
