"""How alike an event and a clause are in their words (相似度): pairs of characters that both have."""

import re
from functools import lru_cache
from math import sqrt

_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]+")
# Pairs that stand in every clause and tell nothing.
_EMPTY = frozenset(
    re.findall(
        "..",
        "保险险人被保投保人的造成成的损失失的事故发生生的责任费用承担我们因为由于以及或者任何其他期间导致引起起的的损负责赔偿合同约定",
    )
)


def likeness(event: str, clause: str) -> float:
    """0–1: how much of the words of the shorter text the other has too, pairs of characters counted."""
    ours, theirs = _pairs(event), _pairs(clause)
    shared = len(ours & theirs)
    return shared / sqrt(len(ours) * len(theirs)) if shared else 0.0


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    runs = _HAN.findall(text)
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1)) - _EMPTY
