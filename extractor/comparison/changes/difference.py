"""What differs inside a pair of passages (段内差异)."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from extractor.comparison.changes.alignment import align
from extractor.comparison.changes.judging import judge
from extractor.comparison.changes.kinds import SameTarget, raw_changes
from extractor.comparison.changes.marks import redline
from extractor.comparison.changes.noise import canonical
from extractor.comparison.changes.slips import mend, slipped
from extractor.comparison.changes.tokens import read_tokens
from extractor.comparison.passages import Passage
from extractor.differences import Change, Likeness, Mark


@dataclass(frozen=True, slots=True)
class Difference:
    """How two sides of a pair differ. ``marks`` is empty where they are SAME; ``similarity`` is 0–1."""

    likeness: Likeness
    changes: tuple[Change, ...] = ()
    marks: tuple[Mark, ...] = ()
    similarity: float = 1.0


def difference(
    a: tuple[Passage, ...],
    b: tuple[Passage, ...],
    same_target: SameTarget | None = None,
    retargeted: tuple[Change, ...] = (),
) -> Difference:
    """What differs between the passages of A and those of B (several where one was split or several merged).

    ``same_target(a_path, b_path)`` says whether a provision of A and one of B, by their paths as a reference words
    them (第十九条, 第五条（三）), are counterparts: a reference that was only renumbered is no change. Without it
    every other number is one. ``retargeted`` are the changes of references whose words stayed; they are added to
    what is found here. SAME where only noise differs, REWORDED where the words differ and the meaning, as far as can
    be told, does not. Neither side may be empty.
    """
    if not retargeted and _canonical(a) == _canonical(b):
        return Difference(Likeness.SAME)
    mended = mend(a, b)
    words_a, words_b = read_tokens(a, mended.a), read_tokens(b, mended.b)
    raws = raw_changes(align(words_a, words_b), words_a, words_b, same_target)
    raws = [*raws, *slipped(mended.slips, words_a, words_b)]
    changes = (*(judge(raw, a, b, words_a, words_b) for raw in raws), *retargeted)
    likeness = Likeness.CHANGED if changes else Likeness.REWORDED
    if mended.slips:
        words_a, words_b = read_tokens(a), read_tokens(b)
    return Difference(likeness, changes, redline(a, b, words_a, words_b), _similarity(a, b))


def _canonical(passages: Sequence[Passage]) -> str:
    return "".join(canonical(passage.span.quote(passage.document.text)) for passage in passages)


def _similarity(a: Sequence[Passage], b: Sequence[Passage]) -> float:
    one, other = "".join(passage.view.text for passage in a), "".join(passage.view.text for passage in b)
    return round(Indel.normalized_similarity(one, other), 4)
