"""What a change is about and what became of it, in Chinese (变更说明)."""

import re

from extractor.comparison.changes.context import Context, Norm, Provision
from extractor.comparison.changes.kinds import Raw
from extractor.differences import ChangeKind, Gain

_NAMED = re.compile(
    r"等待期|观察期|犹豫期|宽限期|追溯期|免赔期|发现期|报告期|保险期[间限]|保障期[间限]|诉讼时效|索赔时效|保证续保期?间?|(?:绝对)?免赔额|(?:绝对)?免赔率|自付比例|"
    r"每次事故(?:赔偿|责任)?限额|累计(?:赔偿|责任)?限额|每人(?:赔偿|责任)?限额|(?:赔偿|责任|给付)限额|限额|基本保险金额|保险金额|(?:赔付|给付|赔偿|报销)比例|退保手续费|手续费|违约金|滞纳金|保证金|服务费|"
    r"佣金|保险费率|费率|保险费|现金价值|津贴|预付|利息"
)
_TIMES: dict[str, str] = {
    "settlement": "核定、赔付期限", "loss_notice": "出险通知期限", "premium": "交费期限", "claim_documents": "单证提交与补充通知期限",
    "termination": "解除合同期限", "refund": "退费期限", "issue_policy": "签发保险单期限", "risk_change": "危险增加通知期限", "advance_payment": "先予支付期限",
    "notice": "通知期限", "transfer": "转让通知期限", "payment": "付款期限", "service": "服务时限", "cooperation": "协助期限",
    "disclosure": "告知期限", "subrogation": "追偿期限", "litigation": "诉讼通知期限", "data": "信息保密期限",
}  # fmt: skip
_DUTIES: dict[str, str] = {
    "settlement": "核定、赔付", "loss_notice": "出险通知", "premium": "交付保险费", "claim_documents": "索赔单证", "termination": "解除合同", "refund": "退费",
    "issue_policy": "签发保险单", "risk_change": "危险增加通知", "advance_payment": "先予支付", "notice": "通知", "transfer": "转让", "payment": "付款",
    "service": "服务", "cooperation": "协助", "disclosure": "如实告知", "explanation": "提示说明", "prevention": "防灾防损", "mitigation": "施救减损",
    "subrogation": "代位求偿", "other_insurance": "重复保险", "litigation": "诉讼", "data": "信息保密",
}  # fmt: skip
_ACT_TIMES = (
    (re.compile(r"核定|赔付|给付|赔偿"), "核定、赔付期限"), (re.compile(r"通知|报案|告知"), "通知期限"), (re.compile(r"退还|返还"), "退费期限"),
    (re.compile(r"交纳|交付|支付"), "付款期限"), (re.compile(r"提供|提交"), "单证提交期限"), (re.compile(r"解除"), "解除合同期限"), (re.compile(r"答复|回复"), "答复期限"),
)  # fmt: skip
_PROVISIONS = {
    Provision.COVERAGE: "保险责任", Provision.EXCLUSION: "责任免除", Provision.LIMIT: "限额与免赔", Provision.PERIOD: "期间", Provision.PAYMENT: "费用",
    Provision.PENALTY: "违约责任", Provision.OBLIGATION: "义务", Provision.CLAIM_DOCUMENT: "索赔单证", Provision.DEFINITION: "释义", Provision.DISPUTE: "争议处理",
    Provision.OTHER: "条款内容",
}  # fmt: skip
_ASPECTS = {
    ChangeKind.PARTY: "的主体", ChangeKind.MODALITY: "的约束程度", ChangeKind.CONDITION: "的条件", ChangeKind.EXCEPTION: "的例外", ChangeKind.SCOPE: "的范围",
    ChangeKind.NEGATION: "的肯定与否定", ChangeKind.REFERENCE: "所引条款", ChangeKind.WORDING: "的表述", ChangeKind.ITEM_ADDED: "事项", ChangeKind.ITEM_DROPPED: "事项",
    ChangeKind.AMOUNT: "金额", ChangeKind.RATE: "比例", ChangeKind.DURATION: "期限", ChangeKind.DAY_KIND: "期限",
}  # fmt: skip


def subject_of(raw: Raw, context: Context) -> str:
    """What changed, in a few Chinese words: 免赔率, 等待期, 核定、赔付期限, 责任免除的范围."""
    if raw.kind in (ChangeKind.AMOUNT, ChangeKind.RATE, ChangeKind.DURATION, ChangeKind.DAY_KIND):
        return _figure(raw, context)
    return _matter(context) + _ASPECTS[raw.kind]


def _figure(raw: Raw, context: Context) -> str:
    named = list(_NAMED.finditer(context.before)) or list(_NAMED.finditer(context.after[:24]))[:1]
    timed = raw.kind in (ChangeKind.DURATION, ChangeKind.DAY_KIND)
    if timed:
        periods = [match[0] for match in named if re.search("期|时效", match[0])]
        if periods:
            return periods[-1]
        if context.topic in _TIMES:
            return _TIMES[context.topic]
        acted = next((name for pattern, name in _ACT_TIMES if pattern.search(context.after)), "")
        return acted or _matter(context) + _ASPECTS[raw.kind]
    return named[-1][0] if named else _matter(context) + _ASPECTS[raw.kind]


def _matter(context: Context) -> str:
    if context.provision is Provision.OBLIGATION:
        name = (
            "权利" if context.norm is Norm.RIGHT else "禁止" if context.norm is Norm.PROHIBITION else "义务"
        )
        return f"{context.bearer}{_DUTIES.get(context.topic, '')}{name}"
    return _PROVISIONS[context.provision]


_VERBS = {
    ChangeKind.AMOUNT: "金额", ChangeKind.RATE: "比例", ChangeKind.DURATION: "时间", ChangeKind.DAY_KIND: "日的计算方法", ChangeKind.PARTY: "主体",
    ChangeKind.MODALITY: "约束程度", ChangeKind.CONDITION: "条件", ChangeKind.EXCEPTION: "例外", ChangeKind.SCOPE: "范围", ChangeKind.NEGATION: "肯定与否定",
    ChangeKind.REFERENCE: "引用", ChangeKind.ITEM_ADDED: "内容", ChangeKind.ITEM_DROPPED: "内容", ChangeKind.WORDING: "表述",
}  # fmt: skip
_HELPS = {
    Gain.POLICYHOLDER: "对投保人、被保险人一方有利",
    Gain.INSURER: "对保险人有利",
    Gain.NEITHER: "对双方均无实质利弊",
    Gain.UNKNOWN: "对哪一方有利须由人判断",
}
_LONGEST = 40


def reason_of(raw: Raw, subject: str, gain: Gain, before: str, after: str) -> str:
    """One Chinese sentence: what became of it, and whom that helps."""
    what = _VERBS[raw.kind]
    old, new = _short(before), _short(after)
    if before and after:
        said = f"{subject}：{what}由“{old}”改为“{new}”"
    elif after:
        said = f"{subject}：文本二增加{what}“{new}”"
    else:
        said = f"{subject}：文本一的{what}“{old}”在文本二中没有"
    if raw.slip:
        return f"{said}，疑为错字或识别错误，须核对原件。"
    return f"{said}，{_HELPS[gain]}。"


def _short(words: str) -> str:
    plain = "".join(words.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
