"""Worked examples as data: one YAML file of ``examples/`` for each document, in the forms that programs send.

An example is ``id``, ``kind``, ``input`` and ``expected``; the computation by hand stands beside it as a comment. The
document is one of our own (``document``), or one of ``../shared/docs`` (``shared``), which may be absent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractor.extraction import extract
from extractor.records import Extraction

EXAMPLES = Path(__file__).parent / "examples"
_OWN = Path(__file__).parents[2] / "corpora" / "documents"
_SHARED = Path(__file__).parents[3] / "shared" / "docs"


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example; ``source`` is the text that it is about, ``kind`` what is asked of it."""

    name: str
    source: Path
    kind: str
    given: Mapping[str, Any]
    expected: Mapping[str, Any]

    def extraction(self) -> Extraction:
        """The terms of its document; the test is skipped where the document is not here."""
        if not self.source.exists():
            pytest.skip(f"{self.source.name} is not here")
        return read(self.source)


@cache
def read(source: Path) -> Extraction:
    """A document, read once."""
    return extract(source.read_bytes(), source.name)


def examples() -> list[Example]:
    """Every example, in the order of the files."""
    return [example for path in sorted(EXAMPLES.glob("*.yaml")) for example in _of_file(path)]


def _of_file(path: Path) -> Iterator[Example]:
    told = yaml.safe_load(path.read_text("utf-8"))
    own, shared = told.get("document"), told.get("shared")
    source = _OWN / f"{own}.txt" if own else _SHARED / f"{shared}.txt"
    for one in told["examples"]:
        name = f"{own or shared}-{one['id']}"
        yield Example(name, source, one["kind"], one["input"], one["expected"])
