"""Documents for the tests of the calculators: our own from corpora, texts of a test, and the shared ones where present."""

from functools import lru_cache
from pathlib import Path

import pytest

from extractor.extraction import extract
from extractor.records import Extraction

_ROOT = Path(__file__).parents[2]
_SHARED = _ROOT.parent / "shared" / "docs"


@lru_cache
def own(name: str) -> Extraction:
    """A document of the repository."""
    path = _ROOT / "corpora" / "documents" / f"{name}.txt"
    return extract(path.read_bytes(), path.name)


@lru_cache
def shared(name: str) -> Extraction:
    """A real document outside the repository; the test is skipped where it is not there."""
    path = _SHARED / f"{name}.txt"
    if not path.exists():
        pytest.skip("shared documents are not here")
    return extract(path.read_bytes(), path.name)


@lru_cache
def text(words: str) -> Extraction:
    """A document that a test writes itself."""
    return extract(words.encode(), "条款.txt")
