"""Sentences about the insurer's liability (保险责任与免责): promises to pay, and refusals."""

import re
from functools import lru_cache

from extractor.language.parties import INSURER

_PAY = r"(?:赔偿|赔付|给付|支付|垫付|补偿|理赔|保险金)"
REFUSAL = re.compile(
    rf"不(?:再)?(?:承担|负担|负)[^，。；]{{0,16}}?(?:责任|义务|之责)|不(?:予|再予以|予以){_PAY}|不负责(?:任何)?(?:{_PAY}|任何|承担)?|不受其?(?:约束|拘束)"
    rf"|不承担(?:任何)?(?:责任|损失|费用|给付|赔偿)|不(?:再)?(?:赔偿|赔付|给付|理赔|赔)(?!责任|时)|不向[^，。；]{{0,8}}(?<!申请)(?<!请求)(?<!要求)(?<!提出)赔偿|没有义务|不代垫|减按|不(?:予)?退费|拒(?:绝)?赔(?:付)?$|(?<!避免或)(?<!避免和)(?<!防止或)(?<!防止和)减(?:少|付|免|轻)[^，。；]{{0,6}}(?:赔偿|保险金(?!额)|责任(?!事故|范围|期|的?(?:条款|约定|内容|情形|事项|部分)|的$))|不(?:予)?退还(?!(?:保险金额)?减少)[^，。；]{{0,10}}(?:保险费|现金价值)|仅对[^，。；]{{2,40}}(?:承担[^，。；]{{0,6}}责任|予以理赔|予以给付|负责赔偿)|免除(?!保险人|我们|本公司|乙方|甲方)[^，。；]{{0,8}}责任(?!的?[^，。；]{{0,4}}(?:条款|约定|内容|情形|事项|部分)|的$)|无须承担|不再承担|不予承担|已[^，。；]{{2,12}}的，?不(?:再|予)退[还费]|责任[^，。；]{{0,12}}中止"
    rf"|责任(?:自[^，。；]{{2,12}}起)?中止|有权[^；。]{{0,24}}?(?:拒绝赔偿|拒绝给付|拒赔|拒付|终止保险责任|剔除)|不(?:予|再)(?:受理|负责)|(?:应|可以?)[^，。；]{{0,12}}(?:扣减|剔除)(?![^，。；]{{0,10}}欠)|可以?(?:相应)?(?:扣减|减少)(?![^，。；]{{0,10}}(?:保险金额|保额))|(?:概|一律)不|不在[^，。；]{{0,10}}(?:赔偿|保险责任|保障|承保|本保险)[^，。；]{{0,4}}(?:范围|之列|内)|不属于[^，。；]{{0,8}}(?:保障|承保|赔偿)范围|不(?:属于|在|作为|[可能得]作为)[^，。；]{{0,12}}(?:保险标的|承保标的|保险财产)(?!的)|不(?:属于|同于|构成)[^，。；]{{0,8}}(?:责任|责任范围)(?![^，。；])|扣减相应|损失[^，。；]{{0,6}}由(?:被保险人|投保人)(?:自行|自己)(?:承担|负责)|丧失[^，。；]{{0,16}}(?:保险单|保险合同|本合同)[^，。；]{{0,6}}(?:所有|一切|全部)(?:权益|利益|权利)"
)
_AIMS = re.compile(r"为[^，。；]{2,16}、$")  # 为控制损害后果、减轻赔偿责任而支出的费用
_NOT_REFUSAL = re.compile(r"(?:不承担|不负)(?:违约|连带|担保)责任|不承担的责任$")
# 承运人依法免除责任的货物灭失: whoever else goes free, and what that is said of, refuse nothing.
_OTHERS = re.compile(r"(?:承运人|托运人|第三[者人]|责任[方人]|担保人|保证人|债务人|施工方)[^，。；]{0,8}$")
PROMISE = re.compile(
    rf"负责赔偿|负赔偿责任|先行(?:向[^，。；]{{1,6}})?(?:赔付|赔偿)|[甲乙]方[^，。；]{{0,12}}承保(?=[^，。；]{{0,24}}(?:险|保险)(?:[、和及]|$))|责任范围已?包[含括]|纳入[^，。；]{{0,12}}(?:保障|承保|保险责任)范围|[甲乙]方(?:一次性)?给付[\d.,]+万?元|(?:我们|本公司|保险人)一次性给付[\d.,]+万?元|每日给付[\d.,]+元|负责(?:被保险|保险标的|[^，。；]{{0,60}}(?:损失|费用)$)|进行赔付|(?:保险人|我们|本公司)(?:(?:继续|仍|仍然)承担[^，。；]{{0,24}}(?:责任|费用)|承担责任)|承保(?:内容|险种)[^，。；]{{0,10}}为|费(?:用)?(?:（[^）]*）)?(?:，|等)?(?:均|亦|也)?(?:由(?:乙方|保险人|甲方|我们)(?:另行|全部|全额)?承担|由(?:保险人|我们|本公司)负担)|(?:承担|负)(?:相应的?|下列|以下|如下|本附加?)?(?:保险|赔偿|给付)(?:保险金)?的?责任|(?:予以|也予){_PAY}|偿付[^，。；]{{0,10}}(?:保险金额?|损失)|给付[^，。；]{{0,14}}保险金额(?!的?(?:比例|\d)|减少)|给付[^，。；]{{0,30}}?(?:保险金|年金|津贴|补贴|金)(?!额|价值|的(?:义务|责任|期限|请求|协议|数额|申请))"
    rf"|(?:按|根据|依照|依据|在)[^，。；]{{0,60}}?(?:赔偿|赔付|给付|理赔|补偿)(?!额|限额|责任限额|请求|处理|的|标准|比例|方式|情况|记录|率|范围|期限|通知|金额|条件|申请|义务|款|案|服务|时|请|时效|保险金额|保险金的(?:义务|责任|数额|期限))"
    rf"|豁免[^，。；]{{0,14}}保险费|全额(?:理赔|赔付)|支付(?!的医[疗药])[^，。；]{{0,20}}(?:抢救|医疗)[^，。；]{{0,6}}费用|赔偿[^，。；]{{0,20}}(?:损失|费用)"
)
NEGATED = re.compile(r"不(?:承担|负|予|再)?[^，。；]{0,2}$")
INSURER_WORD = re.compile(INSURER)


@lru_cache(maxsize=4096)
def find_refusal(text: str) -> re.Match[str] | None:
    """The words by which the insurer refuses or lessens its liability, or None."""
    for match in REFUSAL.finditer(text):
        rest = text[match.end() :]
        conditional = re.match(r"[^，。；]{0,6}的，", rest) is not None
        forbidden = re.search(r"不得[^，。；]{0,12}$", text[: match.start()]) is not None
        if match[0].startswith("减") and _AIMS.search(text[: match.start()]):
            continue
        of_noun = re.match(r"的(?:金额|部分|情形|疾病|损失|费用)(?:$|[，。；])", rest) is not None
        of_others = match[0].startswith("免除") and _OTHERS.search(text[: match.start()]) is not None
        if of_noun or of_others:
            continue
        if not (conditional or forbidden or _NOT_REFUSAL.match(text, match.start())):
            return match
    return None


# 给付第二次保险金后，… and 应由第三方承担赔偿责任而…的，… suppose a payment and promise none.
_AFTER_PAYMENT = re.compile(
    r"(?:责任)?的(?:先决|前提)?(?:条件|前提)|而[^，。；]{0,16}的，|后(?:，|[^，。；]{0,10}(?:有权|可))"
)


@lru_cache(maxsize=4096)
def find_promise(text: str) -> re.Match[str] | None:
    """The words by which somebody promises to indemnify or to pay a benefit, or None; never a refusal."""
    for match in PROMISE.finditer(text):
        if NEGATED.search(text[: match.start()]) or REFUSAL.match(text, max(match.start() - 1, 0)):
            continue
        if not _AFTER_PAYMENT.match(text[match.end() :]):
            return match
    return None
