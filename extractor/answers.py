"""What documents say on one point after another (要素), as values. Standard library only."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extractor.document import Span
from extractor.quotations import Quotation


class Standing(StrEnum):
    """What a document says on a point. "The text does not say" and "could not be read" are different answers."""

    STATED = "stated"  # 已载明
    SCHEDULE = "schedule"  # 以保险单载明为准
    SILENT = "silent"  # 文本未载明
    UNREADABLE = "unreadable"  # 未能读取: part of the document could not be read, and the rest does not say


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as stated: ``unit`` is ``yuan``, ``share`` (5% is 0.05) a unit of time (``day``, ``working_day`` …), or
    ``item`` for a count."""

    number: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement on the point: its words, and its figure where it states one.

    ``shown`` is what a table cell shows (``30日``, ``5%``, or a short quote), in Chinese.
    """

    quotation: Quotation
    shown: str
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one document says on one element (要素); entries are in document order, empty where it is silent."""

    standing: Standing
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One element across the documents: an answer for each document, in their order."""

    key: str
    title: str
    group: str
    answers: tuple[Answer, ...]

    @property
    def differs(self) -> bool:
        """True where the documents do not all say the same on this point."""
        said = {(answer.standing, tuple(entry.shown for entry in answer.entries)) for answer in self.answers}
        return len(said) > 1


@dataclass(frozen=True, slots=True)
class Matrix:
    """Elements by documents (条款要素对照表). ``documents`` are the titles, in the order of the answers."""

    documents: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A document of a library: the shares (0–1) of the own passages that it has word for word, and that it has at
    least in similar words. ``key`` is the library's name for it."""

    key: str
    verbatim: float
    similar: float


@dataclass(frozen=True, slots=True)
class Echo:
    """One own passage in a library: how many documents have the like, and which of the neighbours have it word for
    word, or in similar words only."""

    path: str
    span: Span
    held: int
    verbatim: tuple[str, ...]
    similar: tuple[str, ...]

    @property
    def unusual(self) -> bool:
        """True where no document of the library has the like (少见条款)."""
        return self.held == 0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a document stands in a library (条款库比对): ``neighbours`` nearest first, ``echoes`` in document order,
    ``searched`` the number of documents in the library."""

    searched: int
    neighbours: tuple[Neighbour, ...]
    echoes: tuple[Echo, ...]
