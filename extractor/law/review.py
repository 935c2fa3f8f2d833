"""A wording against the law (法律审查): every rule of the pack, with its verdict.

What the law says applies whether or not the contract repeats it. So silence is ABSENT only where the law asks that
the contract states the point, else NOT_CONCERNED. A term that departs from a rule the parties may change is WORSE
where it can be measured and is less than the law gives, with a note that the law allows it; where it is of another
kind, a person must judge it.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from extractor.assessments import Assessment, LineOfCover, Review, Verdict
from extractor.elements.wording import Wording
from extractor.law.danger import DANGER
from extractor.law.judging import Judgement, judge_cases, standing, weakened
from extractor.law.notice import NOTICE
from extractor.law.paper import Paper
from extractor.law.persons import PERSONS
from extractor.law.settlement import SETTLEMENT
from extractor.law.statutes import Force, Reach, Rule, Statute, citations, statutes
from extractor.quotations import Quotation

STANDARD = "law"
TITLE = "法律规则包"
JUDGES: dict[str, Callable[[Paper, Rule], Iterator[Judgement]]] = {
    **SETTLEMENT,
    **NOTICE,
    **PERSONS,
    **DANGER,
}
_MOST_QUOTES = 5
_MOST_REASONS = 3
_LINES = {
    LineOfCover.LIABILITY: "责任保险",
    LineOfCover.PROPERTY: "财产损失保险",
    LineOfCover.CARGO: "货物运输保险",
    LineOfCover.MOTOR: "机动车保险",
    LineOfCover.CREDIT: "保证、信用保险",
    LineOfCover.AGRICULTURE: "农业保险",
    LineOfCover.LIFE: "人寿保险",
    LineOfCover.HEALTH: "健康保险",
    LineOfCover.ACCIDENT: "意外伤害保险",
    LineOfCover.SERVICE: "服务、采购合同",
}


def review_law(wording: Wording) -> Review:
    """Every rule of every statute, in their order. Raises DeclarationProblem where a statute's file is wrong."""
    paper = Paper(wording)
    assessments = tuple(
        _assessed(paper, statute, rule) for statute in statutes().values() for rule in statute.rules
    )
    return Review(STANDARD, TITLE, wording.lines, assessments)


def _assessed(paper: Paper, statute: Statute, rule: Rule) -> Assessment:
    outside = _outside(paper, rule)
    if outside:
        return _assessment(statute, rule, Verdict.NOT_CONCERNED, outside)
    judge = JUDGES[rule.judge] if rule.judge else judge_cases
    judgements = standing([weakened(rule, judgement) for judgement in judge(paper, rule)])
    if not judgements:
        return _silent(paper, statute, rule)
    verdict = judgements[0].verdict
    note = f"。{statute.note}" if statute.note and verdict is not Verdict.AGREES else ""
    return _assessment(
        statute,
        rule,
        verdict,
        "；".join(_distinct(judgement.reason for judgement in judgements)[:_MOST_REASONS]) + note,
        sources=tuple(dict.fromkeys(judgement.statement.quotation for judgement in judgements))[
            :_MOST_QUOTES
        ],
        prevails=_prevails(paper, statute, rule) if verdict is Verdict.WORSE else "",
    )


def _assessment(
    statute: Statute,
    rule: Rule,
    verdict: Verdict,
    reason: str,
    *,
    sources: tuple[Quotation, ...] = (),
    prevails: str = "",
    silence: bool = False,
) -> Assessment:
    wanted = verdict in {Verdict.WORSE, Verdict.ABSENT, Verdict.PERSON}
    return Assessment(
        rule=rule.id,
        title=rule.title,
        verdict=verdict,
        weight=rule.weight,
        requirement=rule.requirement,
        reason=reason + "。",
        advice=rule.advice if wanted else "",
        sources=sources,
        citations=tuple(citations(statute, rule)),
        prevails=prevails,
        silence=silence,
    )


def _silent(paper: Paper, statute: Statute, rule: Rule) -> Assessment:
    if not rule.required:
        reason = rule.silence or "文本未涉及此点；法律规定直接适用，不必写入合同"
        return _assessment(statute, rule, Verdict.NOT_CONCERNED, _as_far_as_read(paper) + reason)
    if paper.wording.unread:
        reason = f"文本有未能读取的部分（{paper.wording.unread_note}），无法确认是否载明，请人工查看"
        return _assessment(statute, rule, Verdict.PERSON, reason, silence=True)
    unseen = f"（{paper.wording.unread_note}）" if paper.wording.unread_note else ""
    reason = rule.silence or "文本未载明，而法律要求合同载明"
    return _assessment(statute, rule, Verdict.ABSENT, reason + unseen)


def _as_far_as_read(paper: Paper) -> str:
    """What a verdict on silence is preceded by where part of the document is unread (Chinese)."""
    return "有内容未能读取；就读出的部分而言，" if paper.wording.unread else ""


def _prevails(paper: Paper, statute: Statute, rule: Rule) -> str:
    """The term that takes effect where the document yields to the law; a rule that may be changed yields nothing."""
    if not paper.law_prevails or rule.force is Force.DEFAULT:
        return ""
    return f"文本约定与法律抵触时以法律为准，故按《{statute.short}》{rule.article}：{rule.requirement}"


def _outside(paper: Paper, rule: Rule) -> str:
    """Why the rule is not for this document (Chinese), or nothing."""
    lines = paper.wording.lines
    if not set(rule.lines) & set(lines):
        return f"本规则适用于{_named(rule.lines)}，本文本为{_named(lines)}"
    if not _reached(paper, rule.reach):
        return "本文本不属于本规则适用的合同类型"
    return ""


def _reached(paper: Paper, reach: Reach) -> bool:
    return (
        (not reach.title or re.search(reach.title, paper.title) is not None)
        and (not reach.title_without or re.search(reach.title_without, paper.title) is None)
        and (not reach.text or re.search(reach.text, paper.text) is not None)
        and (not reach.text_without or re.search(reach.text_without, paper.text) is None)
        and (reach.sea is None or reach.sea == paper.at_sea)
    )


def _named(lines: Iterable[LineOfCover]) -> str:
    return "、".join(_LINES[line] for line in dict.fromkeys(lines))


def _distinct(reasons: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(reasons))
