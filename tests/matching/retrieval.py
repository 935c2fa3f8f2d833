"""The retrieval set (出险描述集): short descriptions with the coverages and exclusions that are right, and the measure."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from extractor.claim import Event
from extractor.determination import CoverageStatus, ExclusionStatus
from extractor.extraction import extract
from extractor.matching import match_coverages, match_exclusions
from extractor.records import Extraction

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
FIRST = 3


@dataclass(frozen=True, slots=True)
class Described:
    """One description: the document, the words, the right paths."""

    document: str
    said: str
    coverage: tuple[str, ...]
    exclusions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What the matching makes of a description: the first paths, and exclusions called ``applies``."""

    described: Described
    coverage: tuple[str, ...]
    exclusions: tuple[str, ...]
    applies: tuple[str, ...]
    met: tuple[str, ...]

    @property
    def coverage_right(self) -> bool:
        """All right coverages among the first three; where there is none, none is called met."""
        right = self.described.coverage
        return {*right} <= {*self.coverage} if right else not self.met

    @property
    def exclusions_right(self) -> bool:
        """All right exclusions among the first three; where there is none, none is called applies."""
        right = self.described.exclusions
        return {*right} <= {*self.exclusions} if right else not self.applies

    @property
    def wrongly_applied(self) -> tuple[str, ...]:
        """Exclusions called ``applies`` that are none of the right ones."""
        return tuple(path for path in self.applies if path not in self.described.exclusions)

    @property
    def wrongly_met(self) -> tuple[str, ...]:
        """Coverages called ``met`` that are none of the right ones."""
        return tuple(path for path in self.met if path not in self.described.coverage)


def read_set(path: Path) -> tuple[Described, ...]:
    """The descriptions of one file."""
    stated = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # paths such as 2.10 stay words
    return tuple(
        Described(
            document,
            entry["said"],
            tuple(entry.get("coverage", "").split()),
            tuple(entry.get("exclusions", "").split()),
        )
        for document, entries in stated.items()
        for entry in entries
    )


@lru_cache(maxsize=32)
def reading(path: Path) -> Extraction:
    """One document, read once."""
    return extract(path.read_bytes(), path.name)


def find(described: Described, folder: Path) -> Found:
    """Match one description with its document."""
    extraction = reading(folder / f"{described.document}.txt")
    event = Event(description=described.said)
    coverages, exclusions = match_coverages(extraction, event), match_exclusions(extraction, event)
    return Found(
        described,
        tuple(match.source.path for match in coverages[:FIRST] if match.status is not CoverageStatus.NOT_MET),
        tuple(
            match.source.path for match in exclusions[:FIRST] if match.status is not ExclusionStatus.RULED_OUT
        ),
        tuple(match.source.path for match in exclusions if match.status is ExclusionStatus.APPLIES),
        tuple(match.source.path for match in coverages if match.status is CoverageStatus.MET),
    )


@dataclass(frozen=True, slots=True)
class Measure:
    """How many descriptions there are, shares found right, how many exclusions were called ``applies`` and coverages
    ``met``, and how many of them wrongly, that is outside the labels."""

    count: int
    coverage: float
    exclusions: float
    wrongly_applied: int
    applied: int
    wrongly_met: int
    met: int

    @property
    def met_outside(self) -> float:
        """The share of ``met`` that lies outside the labels, 0–1."""
        return self.wrongly_met / self.met if self.met else 0.0


def measure(found: list[Found]) -> Measure:
    """The measure of one set."""
    return Measure(
        len(found),
        sum(each.coverage_right for each in found) / len(found),
        sum(each.exclusions_right for each in found) / len(found),
        sum(len(each.wrongly_applied) for each in found),
        sum(len(each.applies) for each in found),
        sum(len(each.wrongly_met) for each in found),
        sum(len(each.met) for each in found),
    )


def failures(found: list[Found]) -> Iterator[str]:
    """One line for each description that is not found right."""
    for each in found:
        wrong = each.wrongly_applied or each.wrongly_met
        if not (each.coverage_right and each.exclusions_right and not wrong):
            said = each.described
            yield (
                f"{said.document}: {said.said}\n"
                f"    coverage {'ok' if each.coverage_right else 'WRONG'} {said.coverage} / {each.coverage}"
                f" met {each.met}\n"
                f"    exclusions {'ok' if each.exclusions_right else 'WRONG'} {said.exclusions} / {each.exclusions}"
                f" applies {each.applies}"
            )
