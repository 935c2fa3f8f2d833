"""Notice of the insured event and what follows from its lack (出险通知): 《保险法》第二十一条."""

import re
from collections.abc import Callable, Iterator

from extractor.assessments import Verdict
from extractor.law.judging import Judgement
from extractor.law.paper import Paper, Point
from extractor.law.statutes import Rule

_REFUSES = re.compile(
    r"(?:不承担|不负|有权拒|可以拒|拒绝|不予|概不|丧失|放弃|免除)[^。；]{0,14}(?:责任|赔偿|给付|赔付|受理|权利|保险金|义务)"
    r"|(?:扣减|减少|降低)[^。；]{0,6}(?:赔款|赔偿|保险金)"
    r"|拒赔|不赔"
)
_LACK = re.compile(
    r"^(?:但)?(?:否则|逾期|未|如未|若未|没有|超过)|未[^。；]{0,20}(?:通知|报案|报告)|(?:迟延|延迟|延误|逾期|超时)[^。；]{0,6}(?:通知|报案)|，否则"
)
_TELLS = re.compile(r"通知(?!投保|被保险|受益|您|申请|客户)|报案|报告|告诉|告知")
_EVENT = re.compile(r"出险|报案|事故|损失|索赔|赔案|身故|伤残|住院|确诊|被盗|火灾|灾害")
_OTHER_NOTICE = re.compile(
    r"如实告知|危险程度|风险(?:变化|增加)|转让|过户|变更|补充提供|核定结果|解除|诉讼|仲裁|传票|追偿|职业|地址|住所|保险费|其他保险|重复保险|告知义务|未告知|不告知|委托|核保"
)
_POLICE = re.compile(r"公安|交警|交通管理|警察|消防")
_TO_INSURER = re.compile(
    r"(?:通知|报告|告知|告诉|报案[^。；]{0,6}向)[^。；]{0,6}(?<!被)(?:保险|本公司|我们|我公司|我方|承保人)"
    r"|向(?:保险|本公司|我们|我公司|我方|承保人)[^。；]{0,8}(?:报案|报告|通知)"
)
_FAULT = re.compile(r"故意|重大过失")
_UNSURE = re.compile(r"(?:无法|难以|不能)(?:确定|确认|核实|认定|查明|查清)|查不清")
_PART = re.compile(r"部分")
_BEGINS = re.compile(r"否则|逾期|未|如|若|您|投保|被保险|受益|因|由于|故意|索赔|申请|超过|没有|但|对|凡")
_SPAN = re.compile(r"([\d一二三四五六七八九十百两]+(?:个?工作日|小时|日|天))(?:之?内|以内)")
_COSTS = re.compile(r"(?:承担|负担)[^。；]{0,30}(?:增加|额外|多支出)的?[^。；]{0,20}费用")


def late_notice(paper: Paper, rule: Rule) -> Iterator[Judgement]:
    """Loss of the claim for late notice: only for intent or gross negligence, only what cannot be established."""
    for point in paper.points(rule.about):
        if _is_about_event(point):
            yield from _judged(point)


def _is_about_event(point: Point) -> bool:
    torn = _LACK.search(point.text) or _FAULT.search(point.text)
    whole = f"{point.before}。{point.text}" if torn else point.text
    if not (_TELLS.search(whole) and _EVENT.search(whole)) or _OTHER_NOTICE.search(whole):
        return False
    return not (_POLICE.search(point.text) and not _TO_INSURER.search(point.text))


def _judged(point: Point) -> Iterator[Judgement]:
    text = point.text
    if _COSTS.search(text) and _LACK.search(text):
        reason = "把因迟延通知增加的查勘费用加给被保险人一方；法律只对无法确定的部分免责，并无此负担"
        yield Judgement(Verdict.PERSON, reason, point.statement)
    elif _REFUSES.search(text) and (_LACK.search(text) or _FAULT.search(text)):
        yield Judgement(*_forfeiture(point), point.statement)
    elif re.search(r"应|须|请|必须", text) and _TO_INSURER.search(text):
        yield Judgement(Verdict.AGREES, "约定及时通知，此处没有约定法律以外的不利后果", point.statement)


def _forfeiture(point: Point) -> tuple[Verdict, str]:
    text = point.text
    hours = _SPAN.search(text) or _SPAN.search(point.before)
    limit = f"约定{hours[1]}内通知，" if hours else ""
    torn = not _BEGINS.match(text)  # a page break may tear the sentence
    fault = _FAULT.search(f"{point.before}{text}" if torn else text)
    part = _UNSURE.search(text) and _PART.search(text)
    if fault and part and not re.search(r"(?<!重大)过失", text):
        return Verdict.AGREES, "只在故意或者重大过失未及时通知、致使难以确定时，就无法确定的部分免责"
    if part:
        return Verdict.WORSE, f"{limit}未以故意或者重大过失为要件即对无法确定的部分免责"
    if re.search(r"扩大", text):
        return (
            Verdict.PERSON,
            f"{limit}对因未通知而扩大的损失免责；是否属于减损义务，须看未通知与扩大之间的因果关系",
        )
    if fault:
        return Verdict.WORSE, f"{limit}故意或者重大过失未通知即全部免责，没有限于无法确定的部分"
    return Verdict.WORSE, f"{limit}未及时通知即一概免责，不问故意、重大过失，也不限于无法确定的部分"


NOTICE: dict[str, Callable[[Paper, Rule], Iterator[Judgement]]] = {"late-notice": late_notice}
