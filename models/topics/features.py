"""Features of a norm: the one- and two-character sequences of its fields. Used for training and for reading alike."""

from collections.abc import Mapping
from itertools import pairwise

FIELDS: Mapping[str, float] = {"act": 1.0, "text": 1.0, "lead": 0.4, "role": 0.3}
"""Weight of each field: the words of the act, the whole unit, its lead-in, the role of its section."""


def grams_of(field: str, words: str) -> frozenset[str]:
    """The distinct features of one field; a role is one feature, an empty field has none."""
    if not words or field == "role":
        return frozenset({words} if words else ())
    marked = f"^{words}$"
    return frozenset(marked) | frozenset(map("".join, pairwise(marked)))


def share(field: str, count: int) -> float:
    """The value of each of the ``count`` features of a field: all fields of one kind are equally long."""
    return float(FIELDS[field] / count**0.5)
