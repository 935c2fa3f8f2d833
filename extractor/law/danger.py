"""Increase of danger and duties of safety (危险增加、安全义务): 《保险法》第五十一条、第五十二条."""

import re
from collections.abc import Callable, Iterator

from extractor.assessments import Verdict
from extractor.law.judging import Judgement
from extractor.law.paper import Paper, Point
from extractor.law.statutes import Rule

_REFUSES = re.compile(
    r"(?:不承担|不负责?|不予|不给付|有权拒|拒绝|免除)[^。；]{0,10}(?:责任|赔偿|赔付|给付)|不负责赔偿|不赔"
)
_MISSED = re.compile(r"(?:未|没有|不)[^。；]{0,24}(?:通知|告知|履行|申报)")
_CAUSE = re.compile(
    r"[因由][^。；]{0,60}(?:危险|风险|显著|变更|转让)[^。；]{0,40}(?:发生|导致|造成|引起)|(?:导致|造成|引起)[^。；]{0,10}(?:保险)?事故"
)
_MUCH = re.compile(r"显著|明显|重要|严重")
_WIDER = re.compile(
    r"(?:或|以及|及)[^。；]{0,16}足以影响[^。；]*|重要事项(?:变更|变化)|任何[^。；]{0,8}(?:变化|变更)"
)


def danger_increase(paper: Paper, rule: Rule) -> Iterator[Judgement]:
    """No cover only for events that a significant increase caused and that nobody gave notice of."""
    for point in paper.points(rule.about):
        if not re.search(r"危险|风险", point.before + point.text):
            continue
        if _REFUSES.search(point.text) and _MISSED.search(point.near):
            yield Judgement(*_refusal(point), point.statement)
        elif "通知" in point.text and re.search(r"增加|增大|上升|变更|改变", point.text):
            yield Judgement(*_duty(point), point.statement)


def _refusal(point: Point) -> tuple[Verdict, str]:
    if not _CAUSE.search(point.text) and "扩大" not in point.text:
        return Verdict.WORSE, "危险增加未通知即免责，没有限于因危险增加而发生的事故"
    if not _MUCH.search(point.around):
        return Verdict.WORSE, "没有“显著”的限定，危险稍有增加未通知也会免责"
    if _WIDER.search(point.text) or _WIDER.search(point.before):
        return (
            Verdict.PERSON,
            "除危险程度显著增加外，还以足以影响承保的其他重要事项变更为免责事由，宽于法律；请判断其范围",
        )
    return Verdict.AGREES, "只对因危险程度显著增加而发生的事故免责"


def _duty(point: Point) -> tuple[Verdict, str]:
    if _MUCH.search(point.around):
        return Verdict.AGREES, "危险程度显著增加的应当通知，保险人可以增加保险费或者解除合同"
    return Verdict.PERSON, "通知义务没有“显著”的限定，请按法定的显著增加掌握"


_BREACH = re.compile(r"(?:未|没有|违反|不)[^。；]{0,30}(?:遵守|履行|执行|采取|约定|义务|规定|付诸实施|整改)")
_SAFETY = re.compile(r"安全|消防|防灾|隐患|预防措施|防护")
_SUSPENDED = re.compile(r"保险责任(?:中止|暂停|暂时中止)|(?:中止|暂停)[^。；]{0,4}(?:承担)?保险责任")
_LINK = re.compile(r"导致|致使|造成|引起|因此|因而|而发生|因[^，。；]{0,30}(?:发生|产生)|扩大")


def safety(paper: Paper, rule: Rule) -> Iterator[Judgement]:
    """A breach of safety duties lets the insurer raise the premium or rescind; the law gives no more."""
    for point in paper.points(rule.about):
        if _SUSPENDED.search(point.text):
            reason = "出险后整改期间中止保险责任；法律没有这一后果，属约定的免责，起止应当确定并提示说明"
            yield Judgement(Verdict.PERSON, reason, point.statement)
        elif _breaches(point) and _REFUSES.search(point.text):
            yield Judgement(*_unsafe(point), point.statement)
        elif _breaches(point) and re.search(r"增加保险费|解除", point.text):
            reason = "违反安全义务的，保险人可以增加保险费或者解除合同"
            yield Judgement(Verdict.AGREES, reason, point.statement)


def _breaches(point: Point) -> bool:
    """Is it about a breach of a duty of safety, in this sentence or (否则) the one before?"""
    if point.text.startswith("否则"):
        return _SAFETY.search(point.before) is not None
    return _SAFETY.search(point.around) is not None and _BREACH.search(point.text) is not None


def _unsafe(point: Point) -> tuple[Verdict, str]:
    if _LINK.search(point.text):
        reason = (
            "违反安全义务且因此出险的免责；法律只给增加保险费、解除合同两种后果，属约定的免责条款，须提示说明"
        )
        return Verdict.PERSON, reason
    return Verdict.WORSE, "违反安全义务即免责，不问与事故有无因果关系；法律只给增加保险费、解除合同两种后果"


DANGER: dict[str, Callable[[Paper, Rule], Iterator[Judgement]]] = {
    "danger-increase": danger_increase,
    "safety": safety,
}
