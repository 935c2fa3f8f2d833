"""The parts of a unit (要素) that the rules are sure of: bearer, condition, action, deadline, exception, consequence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.language.norms import Norm
from extractor.language.parties import find_parties
from extractor.language.timing import main_deadline
from extractor.language.units import split_segments
from extractor.terms.obligations import act_of
from extractor.terms.passages import Passage

_CONDITION = re.compile(r"(?:的|时|后|前|之日起|情况下|情形下?)$|^(?:如果?|若|因|由于|凡|除非|对于?|当)")
_EXCEPTION = re.compile(
    r"但[^。；]{2,60}除外|(?:^|，|；)除[^，。；]{2,60}?(?:以?外|之外)|（[^）]{2,40}除外）"
)
_OTHERWISE = re.compile(r"，(?=否则)")


@dataclass(frozen=True, slots=True)
class Portion:
    """A labelled stretch of a unit: ``text[start:end]``."""

    label: str
    start: int
    end: int


def portions_of(passage: Passage, norm: Norm | None, types: Sequence[str]) -> Iterator[Portion]:
    """The parts of one unit, each once."""
    text = passage.text
    for match in _EXCEPTION.finditer(text):
        start = match.start() + (1 if match[0][0] in "，；（" else 0)
        yield Portion("exception", start, match.end() - (1 if match[0].endswith("）") else 0))
    if "obligation" not in types or norm is None:
        return
    yield from _of_norm(text, norm)
    deadline = main_deadline(text)
    if deadline is not None:
        yield Portion("deadline", deadline.span.start, deadline.span.end)
    otherwise = _OTHERWISE.search(text)
    if otherwise:
        yield Portion("consequence", otherwise.end(), len(text))


def _of_norm(text: str, norm: Norm) -> Iterator[Portion]:
    bearers = [
        one for one in find_parties(text) if one.name and one.name in norm.bearer and one.end <= norm.start
    ]
    if bearers:
        yield Portion("bearer", bearers[-1].start, bearers[-1].end)
    act = act_of(text, norm).rstrip("，、：；。")
    if act:
        yield Portion("action", norm.start, norm.start + len(act))
    conditions = [
        one
        for one in split_segments(text)
        if one.end <= norm.start and _CONDITION.search(one.text) and not _EXCEPTION.search(one.text)
    ]
    if conditions:
        yield Portion("condition", conditions[0].start, conditions[-1].end)
