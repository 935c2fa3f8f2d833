"""How far an exemption frees the insurer (免责程度), read from its words."""

import re

from extractor.assessments import Extent

_SHARED = re.compile(
    r"重复保险|其[他它]保险(?:人|公司|合同)|别的保险人|(?:其[他它]|另有|另外)[^，。；]{0,12}保险[^。；]*(?:比例|之比|分摊|分担|扣除|剩余)|分摊|没有义务垫付|不(?:负责|予|代)垫付?(?![^，。；]{0,6}抢救)"
    r"|(?:医疗保险(?!金)|公费医疗|社会保险|社保|医保|其[他它](?:途径|渠道|福利|机构)|福利计划)[^。；]*(?:补偿|报销)[^。；]*(?:剩余|余额|扣[除减]|差额|不足部分|总额|总和)"
    r"|扣[除减][^，。；]{0,24}(?:医疗保险(?!金)|公费医疗|社会保险|社保|医保|其[他它](?:途径|渠道))[^，。；]{0,16}(?:补偿|报销|支付|赔付|给付)"
)
_FOR_A_TIME = re.compile(
    r"等待期|观察期|免责期|^(?:交清|付清|缴清)[之以]?前|效力中止|责任[^，。；]{0,16}中止|中止期|(?:生效|复效|成立|效力恢复)[^，。；]{0,20}起[^。；]{0,24}(?:日|天|个月)(?:（[^）]*）)?内[^。；]*(?:疾病|确诊|患|病症)"
    r"|保险费[^，。；]{0,8}(?:交|付|缴)[^，。；]{0,3}(?:清|足|纳)?[^，。；]{0,4}(?:前|以前|之前)|保险费未[^，。；]{0,6}清|未(?:按[^，。；]{0,20})?(?:约定)?(?:交清|付清|缴清|交纳|缴纳|支付|交付|缴付|补[交缴])[^，。；]{0,6}(?:保险费|保费)|(?:^|仍|到期)(?:未|没有)(?:能)?(?:交清|付清|缴清|交费|缴费|付费)"
    r"|(?:期间|合同|责任)(?:终止|解除)(?:之)?后发生|合同生效前"
)
_BREACH = re.compile(
    r"否则|未[^，。；]{0,12}(?:通知|告知|申报|提供|履行|遵守)|没有(?:告知|保留|做到)|未(?:能|做到)?(?:及时|告知|做到|履行|遵守|如实|据实|按|通知|提供|尽|取得|经|采取|办理|申报)|没有(?:通知|做到|保险人|采取|及时|提供)|违反|违背|拒[绝不]|妨碍|阻碍"
    r"|不(?:履行|遵守|配合|通知|及时|能提供|据实|如实|按)|不[^，。；]{0,8}申请赔偿|逾期|放弃|因?故意(?:或者?因?重大过失|的，)|重大过失|隐瞒|谎称|伪造|变造|虚报|虚假|编造|夸大|擅自|怠于|延误|不真实|不(?:予|再)?退|丧失[^，。；]{0,16}(?:权益?|利益|权利)|不能提供|(?:致使|导致)[^，。；]{0,10}(?:不能|无法)(?:核定|确定|核实|分辨|行使|代位)"
)
_BREACH_OF_DUTY = re.compile(
    r"未[^，。；]{0,14}(?:通知|告知|申报|单证|材料|协助)|(?:告知|通知|协助)义务|索赔[^，。；]{0,8}(?:材料|单证)"
)
_IN_PART = re.compile(
    r"免赔|自[负付]|扣[减除]|减[按付轻]|减少[^，。；]{0,8}(?:赔|给付|保险金|支付)|只按|较高的?一项|一项|剔除|比例|之比|%|百分之|无法(?:核实|确定)的?部分|扩大的?(?:部分|损失)|剩余|不足部分|超[出过][^。；]*限额|限额|最高|不(?:得)?超过|为限"
)
_IN_PROPORTION = re.compile(r"比例|之比")
_PART_OF_LIST = re.compile(r"免赔|损失率|%以[下内]|自[负付](?:额|比例|部分|医疗|费用)")


def extent_of(text: str, *, listed: bool) -> Extent:
    """The extent of an exemption by its words; ``listed`` is an item of a list of exclusions, which names a cause."""
    if _SHARED.search(text):
        return Extent.SHARE
    if _FOR_A_TIME.search(text) and not _IN_PROPORTION.search(text):
        return Extent.TIME
    if (_BREACH_OF_DUTY if listed else _BREACH).search(text) and not _only_pays_less(text):
        return Extent.FORFEIT
    if (_PART_OF_LIST if listed else _IN_PART).search(text):
        return Extent.PART
    return Extent.FULL


_REFUSES = re.compile(r"不(?:予|再)?(?:承担|负|赔|给付|退)|拒[绝赔付]|扣[减除]")


def _only_pays_less(text: str) -> bool:
    """A share is still paid: nothing is forfeited."""
    return re.search(r"比例|之比|%", text) is not None and _REFUSES.search(text) is None
