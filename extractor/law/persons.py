"""Insurance of persons (人身保险): suicide and its two years, 《保险法》第四十四条."""

import re
from collections.abc import Callable, Iterator

from extractor.assessments import LineOfCover, Verdict
from extractor.law.judging import Judgement, read_value
from extractor.law.paper import Paper, Point
from extractor.law.statutes import Rule
from extractor.records import RecordType
from extractor.structure.headings import Role

_SPAN = re.compile(r"([\d一二三四五六七八九十两]+(?:周年|年|日|天|个?月))(?:之?内|以内)[^。；]{0,20}自杀")
_INCAPABLE = re.compile(r"(?:无|不具备|没有)(?:完全)?民事行为能力")


def suicide(paper: Paper, rule: Rule) -> Iterator[Judgement]:
    """An insurer of life may exclude suicide for two years, and never that of one without legal capacity."""
    for point in paper.points(rule.about):
        if point.statement.role is Role.EXCLUSION or "不承担" in point.near:
            verdict, reason = _excluded(point, paper)
            if _pays_on_death(paper) or verdict is Verdict.AGREES or _SPAN.search(point.text):
                yield Judgement(verdict, reason, point.statement)


def _excluded(point: Point, paper: Paper) -> tuple[Verdict, str]:
    match = _SPAN.search(point.text) or _SPAN.search(point.near.replace("。", ""))
    value, legal = read_value(match[1]) if match else None, read_value("2年")
    if value is not None and legal is not None and value.at_most(legal) is False:
        return Verdict.WORSE, f"自杀免责期{value.shown}，长于法定的{legal.shown}"
    if not _INCAPABLE.search(point.near):
        return Verdict.WORSE, "自杀免责没有把被保险人自杀时为无民事行为能力人的情形除外"
    if value is not None:
        return (
            (Verdict.AGREES, "自杀免责限于二年")
            if value == legal
            else (Verdict.BETTER, f"自杀免责期{value.shown}，短于法定的二年")
        )
    if LineOfCover.ACCIDENT in paper.wording.lines:
        return Verdict.AGREES, "自杀不是外来、非本意的意外伤害，本不在承保范围；无民事行为能力的除外已写明"
    if _short(paper):
        return (
            Verdict.AGREES,
            "没有写二年，但保险期间不超过二年，免责不会超出法定范围；连续续保的，期间从何时起算请另核",
        )
    return Verdict.WORSE, "自杀免责没有二年的限制，合同成立或者复效满二年后也不赔"


def _pays_on_death(paper: Paper) -> bool:
    """The rule is for contracts that pay on death (以死亡为给付保险金条件)."""
    return (
        LineOfCover.HEALTH not in paper.wording.lines[:1]
        or re.search(r"(?:身故|死亡)保险金", paper.text) is not None
    )


def _short(paper: Paper) -> bool:
    """Is the insurance period no longer than two years?"""
    legal = read_value("2年")
    for statement in paper.wording.records:
        record = statement.record
        if record is None or record.type is not RecordType.PERIOD or record.fields.get("kind") != "insurance":
            continue
        found = re.search(
            r"保险期[间限][^。；]{0,16}?([\d一二三四五六七八九十]+(?:年|个月|日|天))", statement.text
        )
        value = read_value(found[1]) if found else None
        if value is not None and legal is not None and value.at_most(legal):
            return True
    return False


PERSONS: dict[str, Callable[[Paper, Rule], Iterator[Judgement]]] = {"suicide": suicide}
