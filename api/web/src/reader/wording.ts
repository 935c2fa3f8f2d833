import type { components } from "../service/schema";

export type RecordType = components["schemas"]["RecordOut"]["type"];
export type Review = components["schemas"]["RecordOut"]["review"];

type Words = Readonly<Record<string, string>>;

// The same words as api/export/wording.py.
export const TYPES: Readonly<Record<RecordType, string>> = {
  coverage: "保险责任",
  exclusion: "责任免除",
  limit: "限额与免赔",
  obligation: "义务与权利",
  period: "期间",
  payment: "费用",
  penalty: "违约金",
  claim_document: "索赔单证",
  definition: "释义",
  dispute: "争议解决",
  party: "当事人",
};
export const TYPE_LIST = Object.keys(TYPES) as RecordType[];
/** One character for the margin. */
export const TYPE_LETTERS: Readonly<Record<RecordType, string>> = {
  coverage: "责",
  exclusion: "免",
  limit: "限",
  obligation: "义",
  period: "期",
  payment: "费",
  penalty: "违",
  claim_document: "证",
  definition: "释",
  dispute: "争",
  party: "方",
};
export const REVIEWS: Readonly<Record<Review, string>> = {
  unreviewed: "未复核",
  accepted: "已采纳",
  corrected: "已更正",
  rejected: "已驳回",
  added: "人工补充",
};
export const REVIEW_LIST = Object.keys(REVIEWS) as Review[];
export const STATUSES: Words = {
  resolved: "已找到",
  dangling: "找不到",
  ambiguous: "有歧义",
  external: "外部文件",
};
export const UNITS: Words = {
  minute: "分钟",
  hour: "小时",
  day: "日",
  working_day: "个工作日",
  month: "个月",
  year: "年",
};
export const DEADLINE_KINDS: Words = { within: "……内", before: "提前……", after: "满……后" };
export const MODALITIES: Words = { duty: "应当", prohibition: "不得", right: "有权" };
export const PLACEMENTS: Words = { section: "责任免除部分", elsewhere: "其他条款" };
export const TOPICS: Words = {
  disclosure: "如实告知",
  explanation: "提示说明",
  issue_policy: "签发保单",
  premium: "交付保险费",
  risk_change: "危险增加通知",
  prevention: "安全防灾",
  mitigation: "施救",
  loss_notice: "出险通知",
  cooperation: "协助配合",
  claim_documents: "提供单证",
  settlement: "核定赔付",
  advance_payment: "先行赔付",
  termination: "解除终止",
  refund: "退还",
  subrogation: "代位追偿",
  other_insurance: "其他保险",
  litigation: "诉讼仲裁",
  service: "服务",
  payment: "付款",
  data: "信息与保密",
  notice: "其他通知",
  transfer: "转让变更",
  other: "其他",
};
export const KINDS: Readonly<Partial<Record<RecordType, Words>>> = {
  limit: {
    sum_insured: "保险金额",
    per_occurrence: "每次事故限额",
    aggregate: "累计限额",
    per_person: "每人限额",
    per_item: "每件限额",
    sub_limit: "分项限额",
    deductible: "免赔额（率）",
    copay: "赔付（自付）比例",
    contribution: "重复保险比例分摊",
    other: "其他限额",
  },
  period: {
    insurance: "保险期间",
    waiting: "等待期",
    retroactive: "追溯期",
    hesitation: "犹豫期",
    grace: "宽限期",
    limitation: "诉讼时效",
    contract: "合同期限",
    other: "其他期间",
  },
  payment: {
    premium: "保险费",
    contract_price: "合同价款",
    service_fee: "服务费",
    bond: "保证金",
    refund: "退还款项",
    refund_fee: "退保手续费",
    other: "其他费用",
  },
  dispute: {
    negotiation: "协商",
    arbitration: "仲裁",
    litigation: "诉讼",
    mediation: "调解",
    governing_law: "适用法律",
  },
};
export const FIELDS: Words = {
  payer: "给付人",
  bearer: "义务（权利）人",
  role: "角色",
  name: "名称",
  term: "术语",
  modality: "情态",
  topic: "主题",
  kind: "种类",
  amount: "金额",
  rate: "比例",
  per: "计算单位",
  in_schedule: "保单载明",
  value: "时长",
  unit: "时间单位",
  from: "起始日",
  to: "截止日",
  deadline: "期限",
  other_deadlines: "其他期限",
  tier: "金额档次",
  placement: "位置",
  exception: "除外情形",
  covered: "承保对象",
  conditions: "条件",
  benefit: "给付内容",
  period: "期间",
  waiting: "等待期",
  ends: "终止",
  consequence: "违反后果",
  targets: "针对条款",
  forum: "受理机构",
};
/** Parties by the names that the record format has for them. */
export const PARTIES = ["投保人", "被保险人", "保险人", "受益人", "甲方", "乙方", "双方"];
/** Parts of a page that hold no words that were read. */
export const REGIONS: Words = { seal: "印章", handwriting: "手写", "unread-region": "未识别" };
/** How much a finding weighs: what changes rights and money comes first. */
export const GRAVITIES: Readonly<Record<1 | 2 | 3, string>> = { 3: "严重", 2: "一般", 1: "轻微" };

/** Who found a record. */
export const FINDERS: Readonly<Record<components["schemas"]["Finder"], string>> = {
  rule: "规则读出",
  model: "学习模型读出",
  both: "规则和学习模型都读出",
  reviewer: "复核人补充",
};
