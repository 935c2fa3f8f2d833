"""An edit of a document's text and what a comparison must say of it, as values."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractor.differences import ChangeKind, Gain, Place
from extractor.document import Span


@dataclass(frozen=True, slots=True, order=True)
class Patch:
    """``text[start:end]`` becomes ``words``. A quiet patch follows from another one (a number that moves up): it is
    not where the edit is looked for."""

    start: int
    end: int
    words: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """What must be said. Without ``kinds`` the meaning is kept: nothing material may be reported. Of several kinds
    each counts as right. ``gain`` and ``place`` are None where nothing is claimed."""

    kinds: frozenset[ChangeKind] = frozenset()
    gain: Gain | None = None
    place: Place | None = None

    @property
    def material(self) -> bool:
        """True where the edit changes what is agreed."""
        return bool(self.kinds)


SAME_MEANING = Expected()


def expect(*kinds: ChangeKind, gain: Gain | None = None) -> Expected:
    """A change of one of these kinds that helps ``gain``."""
    return Expected(frozenset(kinds), gain)


@dataclass(frozen=True, slots=True)
class Mutation:
    """One planted edit. ``before`` and ``after`` are the words that differ; ``wide`` means that it touches so much
    of the document that a change is put down to it only where no other edit stands; ``alone`` that it bears no other
    edit beside it."""

    kind: str
    path: str
    patches: tuple[Patch, ...]
    before: str
    after: str
    expected: Expected
    wide: bool = False
    alone: bool = False

    def loud(self) -> tuple[Patch, ...]:
        """The patches that are the edit itself."""
        return tuple(patch for patch in self.patches if not patch.quiet)

    def reach(self) -> tuple[int, int]:
        """First and last character touched by the edit itself."""
        loud = self.loud()
        return min(patch.start for patch in loud), max(patch.end for patch in loud)


@dataclass(frozen=True)
class Mutated:
    """A text after its patches, with the way from the old places to the new ones."""

    before: str
    patches: tuple[Patch, ...]
    text: str = field(init=False)
    _starts: tuple[int, ...] = field(init=False)
    _shifts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        pieces, starts, shifts, at, shift = [], [], [], 0, 0
        for patch in sorted(self.patches):
            if patch.start < at:
                raise ValueError(f"patches overlap at {patch.start}")
            pieces += [self.before[at : patch.start], patch.words]
            starts.append(patch.start)
            shifts.append(shift)
            at, shift = patch.end, shift + len(patch.words) - (patch.end - patch.start)
        pieces.append(self.before[at:])
        object.__setattr__(self, "text", "".join(pieces))
        object.__setattr__(self, "_starts", tuple(starts))
        object.__setattr__(self, "_shifts", tuple(shifts))

    def range_of(self, patch: Patch) -> tuple[int, int]:
        """Where the words of a patch stand in the new text (empty where it only deletes)."""
        at = bisect_right(sorted(self.patches), patch) - 1
        start = patch.start + self._shifts[at]
        return start, start + len(patch.words)


def line_at(text: str, start: int, end: int) -> Span | None:
    """The whole lines that ``text[start:end]`` touches, without the line breaks around them; None where it is blank."""
    while start < end and text[start] == "\n":
        start += 1
    while start < end and text[end - 1] == "\n":
        end -= 1
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    return Span(first, last) if first < last else None


def overlap(patches: Iterable[Patch], others: Iterable[Patch]) -> bool:
    """True where two sets of patches touch the same characters."""
    theirs = list(others)
    return any(
        (one.start < two.end and two.start < one.end) or one.start == two.start
        for one in patches
        for two in theirs
    )
