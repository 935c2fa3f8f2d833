"""Which real documents are left out of training to be measured (留一折)."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

REAL = ("shared/", "held-out/")  # collections of real documents that people annotated


def fold_of(source: str, folds: int) -> int:
    """In which of ``folds`` an annotated document (``held-out/life350-019``) is left out of training to be measured."""
    return int(sha256(source.encode()).hexdigest(), 16) % folds


def without_fold(examples: Sequence[dict[str, Any]], fold: int, folds: int) -> list[dict[str, Any]]:
    """The examples but those of the real annotated documents of a fold, and but those that say the same in other documents."""
    left_out = {
        one["source"]
        for one in examples
        if one["source"].startswith(REAL) and fold_of(one["source"], folds) == fold
    }
    said = {one["text"] for one in examples if one["source"] in left_out}
    return [one for one in examples if one["source"] not in left_out and one["text"] not in said]
