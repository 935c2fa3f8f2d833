"""Deadlines of acts in sentences that are recorded as something else (a refund, a penalty), or not at all."""

import re
from collections.abc import Iterator, Sequence

from extractor.document import Span
from extractor.language.parties import find_parties
from extractor.language.timing import find_deadlines
from extractor.quantities import Deadline
from extractor.quotations import Quotation
from extractor.structure.headings import Role
from extractor.terms.passages import Passage
from extractor.timeline.actions import action_of, omitted_act
from extractor.timeline.stated import Timed, setting_of
from extractor.timeline.triggers import trigger_of

_FAILS = re.compile(r"^(?:之|以)?[内后]?[^，。；]{0,10}(?:未|没有|不)")


def unrecorded(passages: Sequence[Passage], held: Sequence[Span]) -> Iterator[tuple[int, Timed]]:
    """Those that no span of ``held`` holds, with their place.

    Only those that name their party and an event that starts the clock: others are no deadlines of an act.
    """
    for passage in passages:
        if passage.role in (Role.DEFINITIONS, Role.EXCLUSION):
            continue
        for hit in find_deadlines(passage.text):
            place = passage.unit.span(hit.span.start, hit.span.end)
            if not isinstance(hit.value, Deadline) or any(span.covers(place) for span in held):
                continue
            timed = _timed(passage, hit.span, hit.value)
            if timed is not None:
                yield hit.span.start, timed


def _timed(passage: Passage, span: Span, term: Deadline) -> Timed | None:
    setting = setting_of(passage, span, term.kind)
    parties = find_parties(setting.left)
    trigger = trigger_of(setting)
    fails = _FAILS.match(setting.right) is not None and not omitted_act(setting)
    if not parties or trigger.fact is None or fails:
        return None
    place = passage.unit.span()
    source = Quotation(passage.node.path, place, place.quote(passage.document.text))
    return Timed(source, parties[0].name, action_of(setting), trigger, term)
