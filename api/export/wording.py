"""Chinese names for everything a person reads in an export (中文用语).

Every table is total over its enumeration; ``tests/api/test_wording.py`` holds them to that. Values that
the record format leaves open (a code, a topic of a later version) are shown as they are, never dropped.
"""

from decimal import Decimal

from extractor.document import DocumentKind, Level, Source
from extractor.quantities import UNIT_NAMES, Deadline, DeadlineKind, MoneyRange
from extractor.records import FieldValue, Record, RecordType, Reference, Status

TYPES: dict[str, str] = {
    RecordType.COVERAGE: "保险责任",
    RecordType.EXCLUSION: "责任免除",
    RecordType.LIMIT: "限额与免赔",
    RecordType.OBLIGATION: "义务与权利",
    RecordType.PERIOD: "期间",
    RecordType.PAYMENT: "费用",
    RecordType.PENALTY: "违约金",
    RecordType.CLAIM_DOCUMENT: "索赔单证",
    RecordType.DEFINITION: "释义",
    RecordType.DISPUTE: "争议解决",
    RecordType.PARTY: "当事人",
}
TAGS: dict[str, str] = {
    RecordType.COVERAGE: "责",
    RecordType.EXCLUSION: "免",
    RecordType.LIMIT: "限",
    RecordType.OBLIGATION: "义",
    RecordType.PERIOD: "期",
    RecordType.PAYMENT: "费",
    RecordType.PENALTY: "违",
    RecordType.CLAIM_DOCUMENT: "证",
    RecordType.DEFINITION: "释",
    RecordType.DISPUTE: "争",
    RecordType.PARTY: "方",
}
DOCUMENT_KINDS: dict[str, str] = {DocumentKind.CLAUSES: "保险条款", DocumentKind.CONTRACT: "合同"}
SOURCES: dict[str, str] = {
    Source.TEXT: "文本",
    Source.HTML: "网页",
    Source.DOCX: "Word 文档",
    Source.DOC: "Word 97 文档",
    Source.PDF: "PDF",
    Source.IMAGE: "图片",
}
LEVELS: dict[str, str] = {
    Level.PREAMBLE: "前言",
    Level.PART: "编",
    Level.CHAPTER: "章",
    Level.SECTION: "节",
    Level.ARTICLE: "条",
    Level.ITEM: "款项",
    Level.DEFINITION: "释义",
    Level.APPENDIX: "附录",
    Level.TABLE: "表格",
    Level.SIGNATURE: "签署",
}
STATUSES: dict[str, str] = {
    Status.RESOLVED: "已找到",
    Status.DANGLING: "找不到",
    Status.AMBIGUOUS: "有歧义",
    Status.EXTERNAL: "外部文件",
}
UNITS = UNIT_NAMES
DEADLINES: dict[str, str] = {
    DeadlineKind.WITHIN: "{}内",
    DeadlineKind.BEFORE: "提前{}",
    DeadlineKind.AFTER: "满{}后",
}
MODALITIES = {"duty": "应当", "prohibition": "不得", "right": "有权"}
PLACEMENTS = {"section": "责任免除部分", "elsewhere": "其他条款"}
TOPICS = {
    "disclosure": "如实告知",
    "explanation": "提示说明",
    "issue_policy": "签发保单",
    "premium": "交付保险费",
    "risk_change": "危险增加通知",
    "prevention": "安全防灾",
    "mitigation": "施救",
    "loss_notice": "出险通知",
    "cooperation": "协助配合",
    "claim_documents": "提供单证",
    "settlement": "核定赔付",
    "advance_payment": "先行赔付",
    "termination": "解除终止",
    "refund": "退还",
    "subrogation": "代位追偿",
    "other_insurance": "其他保险",
    "litigation": "诉讼仲裁",
    "service": "服务",
    "payment": "付款",
    "data": "信息与保密",
    "notice": "其他通知",
    "transfer": "转让变更",
    "other": "其他",
}
KINDS: dict[str, dict[str, str]] = {
    RecordType.LIMIT: {
        "sum_insured": "保险金额",
        "per_occurrence": "每次事故限额",
        "aggregate": "累计限额",
        "per_person": "每人限额",
        "per_item": "每件限额",
        "sub_limit": "分项限额",
        "deductible": "免赔额（率）",
        "copay": "赔付（自付）比例",
        "contribution": "重复保险比例分摊",
        "other": "其他限额",
    },
    RecordType.PERIOD: {
        "insurance": "保险期间",
        "waiting": "等待期",
        "retroactive": "追溯期",
        "hesitation": "犹豫期",
        "grace": "宽限期",
        "limitation": "诉讼时效",
        "contract": "合同期限",
        "other": "其他期间",
    },
    RecordType.PAYMENT: {
        "premium": "保险费",
        "contract_price": "合同价款",
        "service_fee": "服务费",
        "bond": "保证金",
        "refund": "退还款项",
        "refund_fee": "退保手续费",
        "other": "其他费用",
    },
    RecordType.DISPUTE: {
        "negotiation": "协商",
        "arbitration": "仲裁",
        "litigation": "诉讼",
        "mediation": "调解",
        "governing_law": "适用法律",
    },
}
FINDINGS = {
    "duplicate-number": "编号重复",
    "missing-number": "编号缺失",
    "out-of-order-number": "编号乱序",
    "dangling-reference": "引用落空",
    "ambiguous-reference": "引用有歧义",
    "duplicated-text": "文字重复",
    "amount-mismatch": "金额不符",
    "doubtful-figure": "数字识别存疑",
    "doubtful-text": "文字识别存疑",
    "conflict": "条款冲突",
    "blank": "空白待填",
    "garbled": "文字错乱",
    "missing-object": "缺少宾语",
    "drafting-note": "起草说明残留",
    "truncated": "文本不完整",
    "statute": "与法律不符",
    "undefined-term": "术语未释义",
    "unused-definition": "释义未使用",
    "impossible-deadline": "期限无法履行",
    "missing-limit": "保障缺少限额",
    "duty-without-consequence": "义务无后果",
    "penalty-without-duty": "违约金无对应义务",
    "review-unplaced": "复核结论未能放回",
}
# In the order in which columns and details are shown.
FIELDS = {
    "payer": "给付人",
    "bearer": "义务（权利）人",
    "role": "角色",
    "name": "名称",
    "term": "术语",
    "modality": "情态",
    "topic": "主题",
    "kind": "种类",
    "amount": "金额",
    "rate": "比例",
    "per": "计算单位",
    "in_schedule": "保单载明",
    "value": "时长",
    "unit": "时间单位",
    "from": "起始日",
    "to": "截止日",
    "deadline": "期限",
    "other_deadlines": "其他期限",
    "tier": "金额档次",
    "placement": "位置",
    "exception": "除外情形",
    "covered": "承保对象",
    "conditions": "条件",
    "benefit": "给付内容",
    "period": "期间",
    "waiting": "等待期",
    "ends": "终止",
    "consequence": "违反后果",
    "targets": "针对条款",
    "forum": "受理机构",
}


def money(amount: Decimal) -> str:
    """Yuan as a person reads them: ``100万元``, ``1,234.50元``; the value is exact."""
    if amount and amount % 10_000 == 0:
        return f"{amount / 10_000:,f}".partition(".")[0] + "万元"
    plain = amount.normalize()
    return f"{plain:,f}元"


def percent(rate: Decimal) -> str:
    """A share as a percentage without superfluous zeros: 0.03 → ``3%``."""
    shown = (rate * 100).normalize()
    return f"{shown:f}%"


def length(value: int | Decimal, unit: str) -> str:
    """A span of time: ``30日``, ``3个工作日``."""
    return f"{value}{UNITS.get(unit, unit)}"


def deadline(due: Deadline) -> str:
    """``30日内``, ``提前15日``, ``满2年后``."""
    return DEADLINES[due.kind].format(length(due.value, due.unit))


def tier(span: MoneyRange) -> str:
    """``1万元以上（不含）至5万元（含）``."""
    parts = []
    if span.lower is not None:
        parts.append(f"{money(span.lower)}以上（{'含' if span.lower_closed else '不含'}）")
    if span.upper is not None:
        parts.append(f"{money(span.upper)}以下（{'含' if span.upper_closed else '不含'}）")
    return "、".join(parts)


def field(kind: RecordType, key: str, value: FieldValue) -> str:
    """One field of a record of type ``kind`` in Chinese; open words are shown as they are."""
    if isinstance(value, Deadline):
        return deadline(value)
    if isinstance(value, MoneyRange):
        return tier(value)
    if isinstance(value, tuple):
        return "、".join(field(kind, key, part) for part in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (Decimal, int)):
        return _number(key, Decimal(value))
    tables = {"modality": MODALITIES, "topic": TOPICS, "placement": PLACEMENTS, "unit": UNITS}
    table = KINDS.get(kind, {}) if key == "kind" else tables.get(key, {})
    return table.get(value, value)


def _number(key: str, value: Decimal) -> str:
    if key == "amount":
        return money(value)
    return percent(value) if key == "rate" else f"{value.normalize():f}"


def details(record: Record) -> list[tuple[str, str]]:
    """The fields of a record as (name, value) in Chinese, in the order of ``FIELDS``, unknown ones last.

    ``value`` and ``unit`` are told as one length.
    """
    fields = record.fields
    shown = []
    for key in sorted(fields, key=_rank):
        if key == "unit" and "value" in fields:
            continue
        value = field(record.type, key, fields[key])
        if key == "value" and isinstance(fields.get("unit"), str):
            value += UNITS.get(str(fields["unit"]), str(fields["unit"]))
        shown.append((FIELDS.get(key, key), value))
    return shown


def _rank(key: str) -> tuple[int, str]:
    order = list(FIELDS)
    return (order.index(key), "") if key in FIELDS else (len(order), key)


def summary(record: Record) -> str:
    """The fields of a record in one line: ``种类：每次事故限额；金额：100万元``."""
    return "；".join(f"{name}：{value}" for name, value in details(record))


def whereto(reference: Reference) -> str:
    """What became of a reference: ``→ 第十九条``, or its status."""
    if not reference.targets:
        return STATUSES[reference.status]
    goal = "、".join(reference.targets)
    return f"→ {goal}" if reference.status is Status.RESOLVED else f"{STATUSES[reference.status]}：{goal}"
