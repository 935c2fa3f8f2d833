"""Kinds of duties that bear on a claim (义务种类): ``corpora/duties/kinds.yaml``, read and checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from extractor.elements.declared import read_declared
from extractor.elements.selection import Declared, Pattern

_FILE = Path(__file__).resolve().parents[3] / "corpora" / "duties" / "kinds.yaml"
_FACT = r"^[a-z_]+$"


class Gate(Declared):
    """What must have happened for the duty to arise; ``when``: only for duties whose words say so."""

    fact: str = Field(pattern=_FACT)
    ask: str = Field(min_length=4)
    told: Pattern = Field(min_length=1)
    when: Pattern = ""


class DutyKind(Declared):
    """One kind of duty; the head of the file says what its fields are."""

    name: str = Field(min_length=2)
    fact: str = Field(pattern=_FACT)
    ask: str = Field(min_length=4)
    breach: Pattern = Field(min_length=1)
    topics: tuple[str, ...] = ()
    act: Pattern = ""
    also: Pattern = ""
    without: Pattern = ""
    gate: Gate | None = None
    date: str = ""
    done: Pattern = ""
    signs: Pattern = ""
    undone: Pattern = ""
    bare: Pattern = ""
    timely: bool = False
    particular: bool = False
    condition: bool = False
    cause: bool = False
    fault: bool = False

    def takes(self, text: str, topic: str) -> bool:
        """Is a duty of this wording and topic one of the kind?"""
        if self.without and re.search(self.without, text):
            return False
        if self.also and re.search(self.also, text):
            return True
        return (not self.topics or topic in self.topics) and re.search(self.act, text) is not None


class _Kinds(Declared):
    kinds: Mapping[str, DutyKind]


@lru_cache(maxsize=1)
def load_kinds() -> Mapping[str, DutyKind]:
    """All kinds by key, in the order of the file."""
    return read_declared(_FILE.read_text("utf-8"), _Kinds, _FILE.name).kinds


@dataclass(frozen=True, slots=True)
class FactName:
    """A name that ``/event/facts`` may have, and the Chinese question that it answers."""

    key: str
    name: str
    ask: str


FAULT = "_fault"  # 故意, 重大过失, 一般过失, 无过错
CAUSED = "_caused"  # did the breach bring the event about?


def fact_vocabulary() -> tuple[FactName, ...]:
    """Every fact that the check of duties understands, in the order of the kinds."""
    found: dict[str, FactName] = {}
    for key, kind in load_kinds().items():
        names = [FactName(kind.fact, kind.name, kind.ask)]
        if kind.gate:
            names.append(FactName(kind.gate.fact, f"{kind.name}的前提", kind.gate.ask))
        if kind.date:
            names.append(FactName(kind.date, f"{kind.name}的日期", "保险费于何日交清（如 2025-01-05）？"))
        names.append(FactName(f"{key}{FAULT}", f"未履行{kind.name}的过错程度", fault_question(kind)))
        names.append(FactName(f"{key}{CAUSED}", f"未履行{kind.name}与事故的因果关系", cause_question(kind)))
        for each in names:
            found.setdefault(each.key, each)
    return tuple(found.values())


def fault_question(kind: DutyKind) -> str:
    """Was the breach intended, or grossly negligent?"""
    return f"未履行“{kind.name}”义务是故意、重大过失、一般过失还是没有过错？"


def cause_question(kind: DutyKind) -> str:
    """Did the breach cause the event?"""
    return f"事故是否因未履行“{kind.name}”义务而发生（因果关系）？"
