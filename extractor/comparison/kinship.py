"""What besides its words speaks for two passages being counterparts (亲缘): headings, their part in the section, records.

Each trait counts by its rarity in both documents together: a heading over one paragraph says much, the record type of
forty exclusions next to nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from rapidfuzz import fuzz

from extractor.comparison.passages import Passage
from extractor.comparison.similarity import meaning
from extractor.records import Record, RecordType
from extractor.structure.headings import Role

# How much the traits of one kind can add up to.
_SHARES = {"heading": 0.3, "section": 0.1, "opening": 0.5, "lead": 0.25, "term": 0.6, "record": 0.35}
_RUN_IN = 0.7  # a heading that the other document prints in one line with its paragraph
_HEADING = 3  # characters of a heading that is told from the sentence after it without 指
_STRANGERS = 0.25  # taken off where the sections have different roles
_EXPLAINS = 0.2  # taken off where only one explains a term
_NEARLY = 80  # of 100: headings that are one but for a word
_VAGUE = frozenset({Role.OTHER, Role.GENERAL, Role.APPENDIX})

Traits = Mapping[str, frozenset[str]]


class Kinship:
    """The traits of the passages of two documents."""

    def __init__(self, a: Sequence[Passage], b: Sequence[Passage]) -> None:
        self._a, self._b = _read(a), _read(b)
        self._begins = (
            [meaning(_quote(passage)) for passage in a],
            [meaning(_quote(passage)) for passage in b],
        )
        self._roles = [passage.role for passage in a], [passage.role for passage in b]
        self._spread = Counter(
            trait for side in (self._a, self._b) for traits in side for trait in _all(traits)
        )
        self._scale = log(max(len(a) + len(b), 3))

    def rarity(self, among: int) -> float:
        """How much a trait says that ``among`` passages of both documents share: 1 for one passage, 0 for all."""
        return max(1 - log(max(among, 1)) / self._scale, 0.0)

    def between(self, at: int, other: int) -> float:
        """What speaks for passage ``at`` of A and ``other`` of B being counterparts, about -0.25 to 1."""
        a, b = self._a[at], self._b[other]
        total = sum(share * self._agreement(a[kind], b[kind]) for kind, share in _SHARES.items())
        total += _SHARES["heading"] * self._resemblance(a["heading"], b["heading"])
        total += _RUN_IN * max(self._run_in(self._begins[0][at], b), self._run_in(self._begins[1][other], a))
        roles = self._roles[0][at], self._roles[1][other]
        total -= _STRANGERS * (roles[0] is not roles[1] and not _VAGUE & {*roles})
        return total - _EXPLAINS * (bool(a["term"]) is not bool(b["term"]))

    def _agreement(self, a: frozenset[str], b: frozenset[str]) -> float:
        shared = a & b
        if not shared:
            return 0.0
        best = max(self.rarity(self._spread[trait] // 2) for trait in shared)
        return best * sqrt(len(shared) / len(a | b))

    def _run_in(self, begins: str, other: Traits) -> float:
        """Of a paragraph that begins with the heading of the other one's provision."""
        for trait in other["opening"]:
            heading = trait.removeprefix("opening:heading:")
            if (
                begins.startswith(heading if len(heading) >= _HEADING else f"{heading}指")
                and begins != heading
            ):
                return self.rarity(self._spread[trait])
        return 0.0

    def _resemblance(self, a: frozenset[str], b: frozenset[str]) -> float:
        """Of headings that are not the same."""
        if a == b or not a or not b:
            return 0.0
        (one,), (another,) = a, b
        alike = fuzz.ratio(one, another)
        rarity = self.rarity(max(self._spread[one], self._spread[another]))
        return rarity * alike / 100 if alike >= _NEARLY else 0.0


def _quote(passage: Passage) -> str:
    return passage.span.quote(passage.document.text)


def _all(traits: Traits) -> Iterable[str]:
    return (trait for kind in traits.values() for trait in kind)


def _read(passages: Sequence[Passage]) -> list[Traits]:
    opened: set[tuple[str, ...]] = set()
    read: list[Traits] = []
    for passage in passages:
        headings = tuple(f"heading:{meaning(heading)}" for heading in passage.headings)
        opens = bool(headings) and headings not in opened
        opened.add(headings)
        read.append(
            {
                "heading": frozenset(headings[:1]),
                "section": frozenset(f"section:{heading}" for heading in headings[1:]),
                "opening": frozenset({f"opening:{headings[0]}"} if opens else ()),
                "lead": frozenset({f"lead:{passage.role}"} if passage.view.text.endswith("：") else ()),
                "term": frozenset(_terms(passage)),
                "record": frozenset(trait for record in passage.records for trait in traits_of(record)),
            }
        )
    return read


def _terms(passage: Passage) -> Iterable[str]:
    """The term that the passage is the explanation of; not one explained in passing."""
    for record in passage.records:
        if record.type is RecordType.DEFINITION and "term" in record.fields:
            explained = min(record.span.end, passage.span.end) - record.span.start
            if 2 * explained > passage.span.end - passage.span.start:
                yield f"term:{meaning(str(record.fields['term']))}"


_KEYS = ("kind", "topic", "role", "placement")
_FINER = ("bearer", "payer", "per", "modality", "forum")


def traits_of(record: Record) -> Iterable[str]:
    """The type of a record, with what it is about, with whom it concerns."""
    fields = record.fields
    name = f"record:{record.type}"
    yield name
    about = [str(fields[key]) for key in _KEYS if key in fields]
    if about:
        name = f"{name}:{'/'.join(about)}"
        yield name
    finer = [str(fields[key]) for key in _FINER if key in fields]
    if finer:
        yield f"{name}:{'/'.join(finer)}"
