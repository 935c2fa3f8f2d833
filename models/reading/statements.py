"""What goes into the reader and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or clause to read (段句), the nearest lead-in above it and the role of its section (labels.ROLES)."""

    text: str
    lead: str = ""
    role: str = "other"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a unit (要素): ``text[start:end]`` is what ``label`` (labels.PARTS) says, ``score`` how sure, 0-1."""

    label: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Statement:
    """What a unit states. ``types`` gives each record type its likelihood, 0-1, not calibrated to any document.

    ``modality``, ``topic`` and ``limit`` are the likeliest, with their likelihood; they mean something only where the unit
    states an obligation or a limit. ``parts`` are those of an obligation or a coverage, in order.
    """

    types: Mapping[str, float]
    modality: tuple[str, float]
    topic: tuple[str, float]
    limit: tuple[str, float]
    parts: tuple[Part, ...]
