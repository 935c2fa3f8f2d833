"""Claims checked in child processes (批量核定): one that cannot be checked never stops the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.problems import FieldError, Problem
from extractor.claim import Claim
from extractor.determination import Determination
from extractor.errors import ReadingCancelled, ReadingStopped, TiaokuanError
from extractor.pages.isolation import Worker
from extractor.records import Extraction

CHUNK = 16  # claims that go to a child at a time
_STOPPED = (
    "核定这一案件时超过了时间或内存的上限，或发生内部错误。请缩短经过的文字后重试；若仍如此，请告知管理员。"
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a claim came to, or why it came to nothing: ``reason`` is Chinese, ``errors`` name the fields."""

    found: Determination | None
    code: str = ""
    reason: str = ""
    errors: tuple[FieldError, ...] = ()


def refused(error: TiaokuanError) -> Checked:
    """What is told of a claim that is wrong in itself, or whose document cannot be had."""
    errors = error.errors if isinstance(error, Problem) else ()
    return Checked(None, error.code, str(error), errors)


class Checking:
    """One claim against a document as a job of an isolated child. It can be pickled."""

    def __init__(self, extraction: Extraction, claim: Claim) -> None:
        self._extraction = extraction
        self._claim = claim

    def __call__(self, data: bytes, name: str) -> Determination:
        """``data`` and ``name`` are of no use here."""
        from extractor.adjustment.checking import check_claim  # noqa: PLC0415  the child alone loads the language layer

        return check_claim(self._extraction, self._claim)


class CheckingMany:
    """Several claims against one document as a job of an isolated child. It can be pickled."""

    def __init__(self, extraction: Extraction, claims: Sequence[Claim]) -> None:
        self._extraction = extraction
        self._claims = tuple(claims)

    def __call__(self, data: bytes, name: str) -> tuple[Determination, ...]:
        """``data`` and ``name`` are of no use here."""
        from extractor.adjustment.checking import check_claim  # noqa: PLC0415

        return tuple(check_claim(self._extraction, claim) for claim in self._claims)


def check_many(worker: Worker, extraction: Extraction, claims: Sequence[Claim]) -> list[Checked]:
    """What each claim came to, in order. Raises ReadingCancelled where the worker is stopped.

    Where a child dies over a chunk, its claims are gone through one by one, so that only the culprit fails.
    """
    try:
        return [Checked(found) for found in worker.run(CheckingMany(extraction, claims), b"")]
    except ReadingCancelled:
        raise
    except ReadingStopped:
        return list(_one_by_one(worker, extraction, claims))


def _one_by_one(worker: Worker, extraction: Extraction, claims: Sequence[Claim]) -> Iterator[Checked]:
    for claim in claims:
        try:
            yield Checked(worker.run(Checking(extraction, claim), b""))
        except ReadingCancelled:
            raise
        except ReadingStopped:
            yield Checked(None, "claim-stopped", _STOPPED)
