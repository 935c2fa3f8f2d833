"""A document against a playbook (对照审查): every check comes to a verdict, the good ones too."""

import re
from collections.abc import Iterable

from extractor.assessments import Assessment, Review, Verdict
from extractor.elements.selection import select
from extractor.elements.wording import Statement, Wording
from extractor.playbooks.bounding import judge_values
from extractor.playbooks.declared import Check, IfSilent, Playbook, Require
from extractor.playbooks.outcomes import Outcome, on
from extractor.playbooks.telling import ROLES

_UNREAD = "部分页面或内容未能读取，已读部分没有写明，请人工查看原件"


def review(wording: Wording, playbook: Playbook) -> Review:
    """Every check of the playbook on the wording, in the playbook's order."""
    assessments = tuple(_assessed(wording, check) for check in playbook.checks)
    return Review(playbook.id, playbook.title, wording.lines, assessments)


def _assessed(wording: Wording, check: Check) -> Assessment:
    outcome = _outcome(wording, check)
    unseen = wording.unread_note if not outcome.statements else ""
    settled = outcome.verdict in {Verdict.AGREES, Verdict.NOT_CONCERNED}
    return Assessment(
        rule=check.id,
        title=check.title,
        verdict=outcome.verdict,
        weight=check.weight,
        requirement=check.requirement,
        reason=f"{outcome.reason}（{unseen}）" if unseen else outcome.reason,
        advice="" if settled else check.advice,
        sources=tuple(statement.quotation for statement in outcome.statements),
        silence=not outcome.statements,
    )


def _outcome(wording: Wording, check: Check) -> Outcome:
    if check.given and not select(wording, check.given.selectors):
        if wording.unread:
            return Outcome(Verdict.PERSON, f"无法确定是否涉及：{_UNREAD}")
        return Outcome(Verdict.NOT_CONCERNED, "文本没有此项要求的前提，不涉及")
    statements = _outermost(select(wording, check.selectors))
    if check.require is Require.ABSENT:
        return _forbidden(wording, check, statements)
    if not statements:
        return _silent(wording, check)
    if check.require is Require.PRESENT:
        return _wanted(check, statements)
    return judge_values(check, statements)


def _outermost(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements that do not lie inside another one."""
    kept: list[Statement] = []
    for statement in sorted(
        statements, key=lambda each: (each.quotation.span.start, -each.quotation.span.end)
    ):
        if not kept or not kept[-1].quotation.span.covers(statement.quotation.span):
            kept.append(statement)
    return tuple(kept)


def _silent(wording: Wording, check: Check) -> Outcome:
    if wording.unread:
        return Outcome(Verdict.PERSON, _UNREAD)
    match check.if_silent:
        case IfSilent.FINE:
            return Outcome(Verdict.NOT_CONCERNED, "文本没有此类约定，不涉及")
        case IfSilent.PERSON:
            return Outcome(Verdict.PERSON, "文本没有写明，是否需要由人工判断")
    rider = "；本条款是附加险条款，请一并查看主险条款" if "附加" in wording.document.title else ""
    return Outcome(Verdict.ABSENT, f"文本没有写明{rider}")


def _forbidden(wording: Wording, check: Check, statements: tuple[Statement, ...]) -> Outcome:
    if not statements:
        if wording.unread:
            return Outcome(Verdict.PERSON, "已读部分没有此类约定，但部分页面或内容未能读取，请人工查看原件")
        return Outcome(Verdict.AGREES, "文本中没有此类约定")
    acquitting = {at: _acquittal(wording, check, statement) for at, statement in enumerate(statements)}
    guilty = tuple(statement for at, statement in enumerate(statements) if not acquitting[at])
    if guilty:
        return Outcome(Verdict.WORSE, f"{on(guilty)}有不应有的约定", guilty)
    labels = "、".join(dict.fromkeys(acquitting.values()))
    return Outcome(Verdict.AGREES, f"{on(statements)}有此类约定，但同时写有“{labels}”，可以接受", statements)


def _acquittal(wording: Wording, check: Check, statement: Statement) -> str:
    words = _sentence(wording, statement)
    return next((label for label, pattern in check.unless.items() if re.search(pattern, words)), "")


def _sentence(wording: Wording, statement: Statement) -> str:
    """The whole sentence that a statement is, or is part of."""
    start = statement.quotation.span.start
    spans = ((each, each.quotation.span) for each in wording.sentences)
    return next((each.text for each, span in spans if span.start <= start < span.end), statement.text)


def _wanted(check: Check, statements: tuple[Statement, ...]) -> Outcome:
    texts = [statement.text for statement in statements]
    missing = [label for label, pattern in check.all_of.items() if not _found(pattern, texts)]
    if missing:
        return Outcome(Verdict.WORSE, f"{on(statements)}有约定，但没有写明{_listed(missing)}", statements)
    told = [label for label, pattern in check.any_of.items() if _found(pattern, texts)]
    if check.any_of and not told:
        listed = _listed(list(check.any_of))
        return Outcome(Verdict.WORSE, f"{on(statements)}有约定，但没有写明{listed}中的任何一项", statements)
    misplaced = tuple(each for each in statements if check.shown and each.role not in check.shown)
    if misplaced:
        places = "、".join(ROLES[role] for role in check.shown)
        return Outcome(Verdict.WORSE, f"{on(misplaced)}写在别处，应写在“{places}”部分", misplaced)
    shown = f"，写有{_listed([*check.all_of, *told])}" if check.all_of or told else ""
    noted = (
        "；具体内容以保险单载明为准，请一并核对保险单"
        if any(statement.in_schedule for statement in statements)
        else ""
    )
    return Outcome(Verdict.AGREES, f"{on(statements)}已载明{shown}{noted}", statements)


def _found(pattern: str, texts: Iterable[str]) -> bool:
    return any(re.search(pattern, text) for text in texts)


def _listed(labels: list[str]) -> str:
    return "、".join(f"“{label}”" for label in labels)
