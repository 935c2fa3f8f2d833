"""What a check comes to before it is written down (审查中间结果), and how its place is told."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.assessments import Verdict
from extractor.elements.catalogue import SCHEDULE
from extractor.elements.wording import Statement
from extractor.playbooks.declared import Check

_PLACES = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """Verdict, its reason in Chinese, and the statements it rests on."""

    verdict: Verdict
    reason: str
    statements: tuple[Statement, ...] = ()


def on(statements: Iterable[Statement]) -> str:
    """Where the statements stand: ``第三条、第五条（二）等5处``."""
    paths = list(dict.fromkeys(statement.quotation.path for statement in statements))
    named = "、".join(paths[:_PLACES])
    return named if len(paths) <= _PLACES else f"{named}等{len(paths)}处"


def deferred(check: Check, statements: Iterable[Statement]) -> bool:
    """Does any of the statements leave the content to the schedule (以保险单载明为准)?"""
    pattern = check.known.schedule if check.known else SCHEDULE.pattern
    return any(statement.in_schedule or re.search(pattern, statement.text) for statement in statements)
