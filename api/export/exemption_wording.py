"""Words of the notice of exemptions (免责事项说明书用语): what it rests on, its headings, and what each entry means.

The explanations are composed by rule from extent and subject. They are no part of the contract and say so.
"""

from extractor.assessments import Exemption, Extent, Prompt

BASIS = (
    "本说明书依据《中华人民共和国保险法》第十七条第二款和《最高人民法院关于适用〈中华人民共和国保险法〉若干问题的解释（二）》"
    "第九条至第十三条编制，汇集本保险条款中免除或者减轻保险人责任的约定，包括责任免除部分以外的约定。"
)
CAUTION = "“条款原文”摘自保险条款，以加粗文字显示；“说明”是为便于理解所作的解释，不属于保险合同的内容，与条款不一致的，以条款为准。"
HEADINGS: dict[str, str] = {
    Extent.FULL: "不承担责任的情形",
    Extent.PART: "减少赔付的约定（免赔额、免赔率、比例赔付、分项限制等）",
    Extent.TIME: "一定期间内不承担责任的约定（等待期、效力中止等）",
    Extent.FORFEIT: "因投保方行为不赔、少赔或者不退费的约定",
    Extent.SHARE: "与其他保险、其他补偿分摊的约定",
}
MARKS: dict[str, str] = {
    Prompt.SHOWN: "",
    Prompt.NOT_SHOWN: "▲ 原文未作显著提示",
    Prompt.UNKNOWN: "△ 原文有无显著提示未能判断",
}
SECTIONS = {True: "责任免除部分之内", False: "责任免除部分之外"}
COLUMNS = ("序号", "条款位置", "条款原文", "说明（不属于合同内容）", "备注")
DECLARATION = (
    "保险人已向本人（本单位）提供本保险条款和本说明书，对上列免除或者减轻保险人责任的约定作了足以引起注意的提示，"
    "并就其概念、内容和法律后果作了明确说明，本人（本单位）已经理解。"
)
COPIED = "请投保人亲笔抄写：“本人已阅读本说明书，保险人已就免除保险人责任的条款向本人作出提示和明确说明，本人已理解并接受。”"
SIGNED = (
    "投保人（签字或者盖章）：____________________",
    "日期：________年____月____日",
    "保险人说明人员（签字）：____________________",
    "日期：________年____月____日",
)
_MEANINGS: dict[str, str] = {
    Extent.FULL: "发生“{}”情形的，保险人不承担赔偿或者给付责任。",
    Extent.PART: "“{}”：保险人按扣除、折算或者限制之后的金额赔付，其余部分由被保险人一方自行承担。",
    Extent.TIME: "“{}”：约定的期间或者状态内发生的事故，保险人不承担责任，或者只退还保险费、只承担约定的有限责任。",
    Extent.FORFEIT: "投保人、被保险人或者受益人有“{}”情形的，保险人按约定不赔、少赔或者不退还保险费。",
    Extent.SHARE: "“{}”：损失另有其他保险或者其他来源承担的，保险人只承担自己应当分担的部分。",
}
_NARROWED = "{}把一部分情形排除在保障之外；属于被排除的情形的，保险人不承担责任。"


def meaning(exemption: Exemption) -> str:
    """What the exemption means, in plain and neutral Chinese."""
    if exemption.subject.endswith("限定"):
        told = _NARROWED.format(exemption.subject)
    else:
        told = _MEANINGS[exemption.extent].format(exemption.subject)
    return f"{told}原文另有例外，见备注。" if exemption.exception else told
