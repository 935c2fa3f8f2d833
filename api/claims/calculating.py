"""Calculators and deadlines as jobs of an isolated child (计算任务)."""

from dataclasses import dataclass

from api.claims.calculators import Asked, DeadlinesIn
from api.claims.refusals import Refused, refusal
from api.claims.writing import Json
from api.problems import Problem
from extractor.determination import TimelineEntry
from extractor.records import Extraction


@dataclass(frozen=True)
class Calculating:
    """One computation on a document's terms: gives it in the form that programs take."""

    extraction: Extraction
    asked: Asked

    def __call__(self, data: bytes, name: str) -> Json | Refused:
        """``data`` and ``name`` are of no use here."""
        from api.claims.reckoned import reckoned_form  # noqa: PLC0415  the child alone loads the language layer
        from api.claims.reckoning import reckon  # noqa: PLC0415

        try:
            return reckoned_form(reckon(self.extraction, self.asked))
        except Problem as problem:
            return refusal(problem)


@dataclass(frozen=True)
class Asking:
    """What a claim under a document must tell, in the form that programs take."""

    extraction: Extraction

    def __call__(self, data: bytes, name: str) -> Json:
        """``data`` and ``name`` are of no use here."""
        from api.claims.asking import claim_form  # noqa: PLC0415  as above

        return claim_form(self.extraction)


@dataclass(frozen=True)
class Dating:
    """The deadlines of a document."""

    extraction: Extraction
    asked: DeadlinesIn

    def __call__(self, data: bytes, name: str) -> tuple[TimelineEntry, ...] | Refused:
        """``data`` and ``name`` are of no use here."""
        from api.claims.reckoning import deadlines  # noqa: PLC0415

        try:
            return deadlines(self.extraction, self.asked)
        except Problem as problem:
            return refusal(problem)


@dataclass(frozen=True)
class Tabled:
    """Deadlines as a file: ``form`` is ics or xlsx."""

    entries: tuple[TimelineEntry, ...]
    title: str
    form: str

    def __call__(self, data: bytes, name: str) -> bytes:
        """``data`` and ``name`` are of no use here."""
        from api.export.calendar_file import calendar_file  # noqa: PLC0415  as above
        from api.export.claim_sheet import timeline_sheet  # noqa: PLC0415
        from extractor.facts import FACT_NAMES  # noqa: PLC0415

        if self.form == "ics":
            return calendar_file(self.title, self.entries)
        return timeline_sheet(self.entries, self.title, FACT_NAMES)
