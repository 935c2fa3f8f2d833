"""What either reader finds (候选记录): records of the rules with what the model thinks of them, and what only it finds."""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.document import Span
from extractor.records import Record, RecordType
from extractor.terms.passages import Passage
from models.reading import Statement, Unit

LEAST = 0.2  # likelihood below which the model alone finds nothing
_FIRM = 0.5  # likelihood from which on the model is said to have found a thing too
_EDGE = 0.001
_PRIOR = 10  # records that both readers are taken to have found before they read: short documents tell little


@dataclass(frozen=True, slots=True)
class Accord:
    """How far the readers agree in a whole document (两种读法在全文的一致程度), as logarithms of odds.

    ``alone``: what the model finds firmly that the rules did not, against what both found; ``met``: the rules' records that
    the model finds too, against those it does not. Where they agree all along, a find of the model alone is seldom right;
    where they part often, the wording is one that the rules were not made for.
    """

    alone: float = 0.0
    met: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record of the rules or, where ``record`` is None, what the model alone finds in ``passage``.

    ``likelihood`` is the model's for this type in the unit, None where it read no unit there (a table row).
    ``rivals`` are the other types that the rules found in the unit, ``accord`` is that of the document.
    """

    type: RecordType
    record: Record | None
    passage: Passage | None
    statement: Statement | None
    rivals: int = 0
    accord: Accord = Accord()

    @property
    def likelihood(self) -> float | None:
        """How likely the model thinks that the unit states a record of this type, 0-1."""
        return None if self.statement is None else self.statement.types[self.type.value]

    @property
    def agreed(self) -> bool:
        """Both readers find it."""
        return self.record is not None and self.likelihood is not None and self.likelihood >= _FIRM


def unit_of(passage: Passage) -> Unit:
    """What the model reads of a passage."""
    lead = passage.leads[0].text if passage.leads else ""
    return Unit(passage.text, lead, passage.role.value)


def find_candidates(
    records: Sequence[Record], passages: Sequence[Passage], statements: Sequence[Statement]
) -> list[Candidate]:
    """The records in their order, each with what the model thinks; then what only the model finds, in reading order."""
    found = list(_found(records, passages, statements))
    accord = _accord(found)
    return [replace(candidate, accord=accord) for candidate in found]


def _accord(found: Sequence[Candidate]) -> Accord:
    seen = [one for one in found if one.record is not None and one.likelihood is not None]
    agreed = sum(one.agreed for one in seen)
    alone = sum(one.record is None and (one.likelihood or 0.0) >= _FIRM for one in found)
    return Accord(
        math.log((alone + 1) / (agreed + _PRIOR)), odds((agreed + _PRIOR - 1) / (len(seen) + _PRIOR))
    )


def _found(
    records: Sequence[Record], passages: Sequence[Passage], statements: Sequence[Statement]
) -> Iterator[Candidate]:
    order = sorted(range(len(passages)), key=lambda at: passages[at].unit.span().start)
    spans = [passages[at].unit.span() for at in order]
    found: dict[int, set[RecordType]] = {}
    for record in records:
        touched = _touched(spans, record.span)
        for at in touched:
            found.setdefault(order[at], set()).add(record.type)
        home = next((order[at] for at in touched if spans[at].end > record.span.start), None)
        if home is None:
            yield Candidate(record.type, record, None, None)
        else:
            yield Candidate(record.type, record, passages[home], statements[home])
    for at in order:
        taken = found.get(at, set())
        for kind in RecordType:
            if kind not in taken and statements[at].types[kind.value] >= LEAST:
                yield Candidate(kind, None, passages[at], statements[at], len(taken))


def _touched(spans: Sequence[Span], span: Span) -> list[int]:
    """Units of which the record quotes half, or that hold half of the record, in reading order."""
    touched = []
    at = bisect_left(spans, span.start, key=lambda one: one.end)
    while at < len(spans) and spans[at].start < span.end:
        shared = min(spans[at].end, span.end) - max(spans[at].start, span.start)
        if 2 * shared >= min(spans[at].end - spans[at].start, span.end - span.start):
            touched.append(at)
        at += 1
    return touched


def evidence(candidate: Candidate) -> list[float]:
    """Numbers that tell right candidates from wrong ones, in the order of the calibration."""
    likelihood = candidate.likelihood
    thought = odds(likelihood) if likelihood is not None else 0.0
    return [
        1.0,
        odds(candidate.record.confidence) if candidate.record else 0.0,
        thought,
        float(likelihood is None),
        float(candidate.agreed),
        float(min(candidate.rivals, 2)),
        thought if candidate.rivals else 0.0,
        float(candidate.passage is not None and candidate.passage.is_lead),
        candidate.accord.alone,
        candidate.accord.met,
    ]


def odds(share: float) -> float:
    """The logarithm of the odds of a share, within bounds."""
    kept = min(max(share, _EDGE), 1 - _EDGE)
    return math.log(kept / (1 - kept))
