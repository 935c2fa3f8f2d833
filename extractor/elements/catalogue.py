"""The catalogue of elements (要素目录): the points that every wording is asked about, from ``corpora/elements``."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from extractor.answers import Answer, Entry, Figure, Standing
from extractor.assessments import LineOfCover
from extractor.elements.declared import read_declared
from extractor.elements.entries import entry_of, said_of
from extractor.elements.figures import Reading, figures_of
from extractor.elements.selection import Declared, Pattern, Selector, select
from extractor.elements.wording import Statement, Wording

_FOLDER = Path(__file__).resolve().parents[2] / "corpora" / "elements"
_PAPER = r"(?:保险单|保单|保险凭证|投保单|明细表|批单|特别约定|附表|信息表|计划表)"
SCHEDULE = re.compile(
    rf"{_PAPER}(?:或[^，。；]{{2,8}})?[^，。；]{{0,8}}(?:载明|约定|列明|写明|写入|记载|注明|为准)"
    r"|(?:保险)?合同(?:中|上|内|里)?(?:载明|列明|写明|记载|注明)|(?:载明|写入|记载)于"
    r"|由(?:投保人|双方|甲乙双方|保险合同双方|您)[^，。；]{0,16}(?:协商|约定)(?:[^，。；]{0,6}(?:确定|载明)|$)"
    r"|由(?:投保人|您|我们|保险人)[^，。；]{0,8}[与和][^，。；]{2,6}(?:协商|约定|商定)"
)
# A time limit is deferred only where the words are about the time, not about the event.
DUE_SCHEDULE = re.compile(
    r"(?:约定|载明|规定|列明|写明)的[^，。；]{0,4}(?:期限|时限|时间|日期|期间|交费日|缴费日|支付日)|按(?:照)?[^，。；]{0,6}(?:约定|载明)(?:的方式)?(?:一次|分期|按期|交|缴|支付)"
)


class Element(Reading):
    """One point (要素). ``value`` names the field whose figure a table cell shows; without it the cell shows the words.

    ``schedule`` is how a text defers the figure to the policy schedule. ``lines`` are the lines of insurance it
    belongs to; empty for all. With ``count`` the cell shows how many statements there are.
    """

    key: str = Field(min_length=1, pattern=r"^[a-z0-9-]+$")
    title: str = Field(min_length=1)
    select: tuple[Selector, ...] = Field(min_length=1)
    schedule: Pattern = SCHEDULE.pattern
    lines: tuple[LineOfCover, ...] = ()
    count: bool = False
    group: str = ""

    @model_validator(mode="before")
    @classmethod
    def _time_is_deferred_by_its_words(cls, given: Any) -> Any:
        if isinstance(given, dict) and given.get("value") == "deadline":
            return {"schedule": DUE_SCHEDULE.pattern, **given}
        return given


class ElementGroup(Declared):
    """One file of the catalogue; ``lines`` hold for its elements that name none."""

    group: str = Field(min_length=1)
    lines: tuple[LineOfCover, ...] = ()
    elements: tuple[Element, ...] = Field(min_length=1)


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Element]:
    """Every element by its key, in the order of the files and in them. Raises DeclarationProblem."""
    found: dict[str, Element] = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        group = read_declared(path.read_text(encoding="utf-8"), ElementGroup, path.name)
        for element in group.elements:
            if element.key in found:
                raise ValueError(f"{path.name}: the key {element.key} stands twice in the catalogue")
            lines = element.lines or group.lines
            found[element.key] = element.model_copy(update={"group": group.group, "lines": lines})
    return found


def answer(wording: Wording, element: Element) -> Answer:
    """What the wording says on the element."""
    statements = _distinct(select(wording, element.select), element)
    if not statements:
        return Answer(Standing.UNREADABLE if wording.unread else Standing.SILENT)
    if element.count:
        return Answer(Standing.STATED, (_counted(statements),))
    entries = _entries(statements, element)
    told = any(_told(statement, element) for statement in statements)
    if element.value and not told and any(_deferred(statement, element) for statement in statements):
        return Answer(Standing.SCHEDULE, entries)
    return Answer(Standing.STATED, entries)


def _told(statement: Statement, element: Element) -> bool:
    """Does the statement give what is asked itself: words, or a figure that is no mere bound?"""
    words = said_of(statement, element)
    if words:
        return re.search(element.schedule, words) is None
    return any(not one.bound for one in figures_of(statement, element))


def _distinct(statements: tuple[Statement, ...], element: Element) -> tuple[Statement, ...]:
    """Without the sentences that a record among them stands in, and without the records that stand in another one,
    unless theirs alone is the figure."""
    records = [statement for statement in statements if statement.record is not None]
    sentences = [
        statement
        for statement in statements
        if statement.record is None and not any(_overlap(statement, record) for record in records)
    ]
    kept = [
        record
        for record in records
        if not any(
            _within(record, other) and (figures_of(other, element) or not figures_of(record, element))
            for other in records
        )
    ]
    return tuple(sorted((*kept, *sentences), key=lambda statement: statement.quotation.span))


def _overlap(one: Statement, other: Statement) -> bool:
    first, second = one.quotation.span, other.quotation.span
    return first.start < second.end and second.start < first.end


def _within(one: Statement, other: Statement) -> bool:
    inner, outer = one.quotation.span, other.quotation.span
    return inner != outer and outer.covers(inner)


def _entries(statements: tuple[Statement, ...], element: Element) -> tuple[Entry, ...]:
    alone = len(statements) == 1
    return tuple(
        entry_of(statement, element, _place(statement, element), alone=alone) for statement in statements
    )


def _counted(statements: tuple[Statement, ...]) -> Entry:
    number = len(statements)
    return Entry(statements[0].quotation, f"共{number}项", Figure(Decimal(number), "item"))


def _place(statement: Statement, element: Element) -> int:
    """Where in its words the statement speaks of the element."""
    for selector in element.select:
        for pattern in (selector.subject, selector.words):
            found = re.search(pattern, statement.text) if pattern else None
            if found:
                return found.start()
    return 0


def _deferred(statement: Statement, element: Element) -> bool:
    return statement.in_schedule or re.search(element.schedule, statement.text) is not None
