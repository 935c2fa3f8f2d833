"""Verdicts from declared cases (判断): which cases hold for the words, and which verdict of several stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.assessments import Verdict
from extractor.elements.measures import Measure, parse_measure
from extractor.elements.wording import Statement
from extractor.law.paper import Paper, Point
from extractor.law.statutes import Case, Force, Rule

_ORDER = (Verdict.WORSE, Verdict.PERSON, Verdict.BETTER, Verdict.AGREES)
_MAY = re.compile(
    r"(?<!解除)(?:可以?|有权|酌情|视情况)(?:根据|自(?!行)|在(?!保险)|于|先予|先行|发出|履行|作出|做出|赔偿|给付|退还|及时|一次|说明|提示)"
)
_MAY_DIFFER = "法律允许合同另行约定，约定本身未必无效，但不如法定标准有利，作为格式条款还须提示说明"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one statement comes to, and why (Chinese, without the closing full stop)."""

    verdict: Verdict
    reason: str
    statement: Statement


def judge_cases(paper: Paper, rule: Rule) -> Iterator[Judgement]:
    """Every case that holds, for every point that touches the rule."""
    for point in paper.points(rule.about):
        for case in rule.cases:
            if _holds(case, point, paper):
                yield from _judged(case, point, rule)


def weakened(rule: Rule, judgement: Judgement) -> Judgement:
    """The judgement, or WORSE where the words make a mere right of what the law makes the insurer's duty."""
    good = judgement.verdict in {Verdict.AGREES, Verdict.BETTER}
    if rule.duty and good and _MAY.search(judgement.statement.text):
        return Judgement(Verdict.WORSE, "把保险人应当履行的义务写作“可以”", judgement.statement)
    return judgement


def standing(judgements: list[Judgement]) -> list[Judgement]:
    """Those of the verdict that stands: worse before person before better before agrees."""
    for verdict in _ORDER:
        found = [judgement for judgement in judgements if judgement.verdict is verdict]
        if found:
            return found
    return []


def _holds(case: Case, point: Point, paper: Paper) -> bool:
    return (
        _matches(case.words, case.without, point.text)
        and _matches(case.near, case.far, point.near)
        and _matches(case.around, case.apart, point.around)
        and _matches("", case.nowhere, paper.text)
        and (not case.role or point.statement.role in case.role)
        and (not case.lines or bool(set(case.lines) & set(paper.wording.lines)))
    )


def _matches(wanted: str, unwanted: str, text: str) -> bool:
    return (not wanted or re.search(wanted, text) is not None) and (
        not unwanted or re.search(unwanted, text) is None
    )


def _judged(case: Case, point: Point, rule: Rule) -> Iterator[Judgement]:
    if case.verdict is not None:
        yield Judgement(case.verdict, case.reason, point.statement)
        return
    match = re.search(case.value, point.text)
    value = read_value(match[1]) if match else None
    if value is not None and case.limit is not None:
        verdict, reason = compared(value, case.limit, case.favours, case.name, rule)
        note = f"；{case.reason}" if case.reason else ""
        yield Judgement(verdict, reason + note, point.statement)


def read_value(text: str) -> Measure | None:
    """``三十日`` as a measure; None where it is none."""
    try:
        return parse_measure(text.replace("自然日", "日").replace("周年", "年"))
    except ValueError:
        return None


def compared(value: Measure, limit: str, favours: str, name: str, rule: Rule) -> tuple[Verdict, str]:
    """The verdict on a quantity against what the law gives, and the reason with both numbers."""
    legal = parse_measure(limit)
    said = f"约定{name}{value.shown}"
    if (value.least, value.most) == (legal.least, legal.most):
        return Verdict.AGREES, f"{said}，与法定的{legal.shown}相同"
    good = value.at_most(legal) if favours == "less" else value.at_least(legal)
    longer = ("长于", "短于") if value.dimension == "days" else ("高于", "低于")
    bad_word, good_word = longer if favours == "less" else longer[::-1]
    if good:
        return Verdict.BETTER, f"{said}，{good_word}法定的{legal.shown}，对被保险人一方有利"
    note = f"；{_MAY_DIFFER}" if rule.force is Force.DEFAULT else ""
    if good is False:
        return rule.departure, f"{said}，{bad_word}法定的{legal.shown}{note}"
    if "工作日" in value.shown and favours == "less" and value.least >= legal.least:
        return rule.departure, f"{said}，遇休息日即{bad_word}法定的{legal.shown}{note}"
    return Verdict.PERSON, f"{said}，是否{bad_word}法定的{legal.shown}要看日历，请核对"
