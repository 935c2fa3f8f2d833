"""One document against a library of wordings (条款库比对): which are nearest, and which of its clauses are unusual.

A profile holds a hash of each passage's canonical text and a sketch of its words (MinHash over pairs of characters),
so that a library of a thousand wordings is compared without its texts.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from extractor.answers import Echo, Neighbour, Surroundings
from extractor.comparison.changes.noise import canonical
from extractor.comparison.passages import Passage, read_passages
from extractor.comparison.rows import is_figures
from extractor.comparison.similarity import meaning, pairs_of
from extractor.document import Span
from extractor.records import Extraction

WIDTH = 32  # numbers in a sketch
SIMILAR = (
    0.5  # share of equal numbers from which two passages are alike; about the share of pairs of characters
)
_SHORTEST = 8  # characters of a passage that says something by itself
_PRIME = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Profile:
    """What is kept of a document for the comparison with others (条款指纹), a few kilobytes; as JSON without loss.

    ``paths`` and ``spans`` are those of its passages in order; headings, table figures and fragments are left out.
    ``exact`` and ``sketches`` are base64 of little-endian numbers: 8 bytes a passage, and ``WIDTH`` times 4.
    """

    title: str
    paths: tuple[str, ...]
    spans: tuple[Span, ...]
    exact: str
    sketches: str


def profile(extraction: Extraction) -> Profile:
    """The profile of a document."""
    passages = [passage for passage in read_passages(extraction) if _says_something(passage)]
    texts = [passage.view.text for passage in passages]
    return Profile(
        extraction.document.title,
        tuple(passage.path for passage in passages),
        tuple(passage.span for passage in passages),
        _packed(np.array([_hash(text) for text in texts], "<u8")),
        _packed(np.array([_sketch(text) for text in texts], "<u4")),
    )


def nearest(own: Profile, library: Mapping[str, Profile], *, most: int = 50) -> Surroundings:
    """Where the document of ``own`` stands among those of ``library`` (its own profile should not be among them).

    At most ``most`` neighbours are named.
    """
    keys, held = list(library), list(library.values())
    owners = np.repeat(np.arange(len(held)), [len(each.paths) for each in held])
    exact = np.concatenate([np.empty(0, "<u8"), *map(_exact, held)])
    sketches = np.concatenate([np.empty((0, WIDTH), "<u4"), *map(_sketches, held)])
    found = [_holders(number, sketch, exact, sketches, owners) for number, sketch in _passages(own)]
    neighbours = _ranking(keys, found)[:most]
    named = {neighbour.key for neighbour in neighbours}
    echoes = [
        _echo(path, span, holders, keys, named)
        for path, span, holders in zip(own.paths, own.spans, found, strict=True)
    ]
    return Surroundings(len(held), neighbours, tuple(echoes))


def _echo(path: str, span: Span, holders: "_Holders", keys: Sequence[str], named: Set[str]) -> Echo:
    same, alike = holders
    verbatim, similar = (
        tuple(keys[at] for at in sorted(some) if keys[at] in named) for some in (same, alike - same)
    )
    return Echo(path, span, len(alike), verbatim, similar)


_Holders = tuple[
    frozenset[int], frozenset[int]
]  # those that have a passage word for word; those that have the like


def _holders(
    number: int,
    sketch: NDArray[np.uint32],
    exact: NDArray[np.uint64],
    sketches: NDArray[np.uint32],
    owners: NDArray[np.int64],
) -> _Holders:
    same = owners[exact == np.uint64(number)]
    alike = owners[np.count_nonzero(sketches == sketch, axis=1) >= SIMILAR * WIDTH]
    return frozenset(same.tolist()), frozenset(alike.tolist()) | frozenset(same.tolist())


def _ranking(keys: Sequence[str], found: Sequence[_Holders]) -> tuple[Neighbour, ...]:
    counts = np.zeros((2, len(keys)))
    for kind in (0, 1):
        for holders in found:
            counts[kind, list(holders[kind])] += 1
    shares = counts / max(len(found), 1)
    neighbours = [Neighbour(key, float(shares[0, at]), float(shares[1, at])) for at, key in enumerate(keys)]
    return tuple(sorted(neighbours, key=lambda each: (-each.similar, -each.verbatim, each.key)))


def _says_something(passage: Passage) -> bool:
    return len(canonical(passage.view.text)) >= _SHORTEST and not is_figures(passage)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(canonical(text).encode(), digest_size=8).digest(), "little")


def _sketch(text: str) -> NDArray[np.uint32]:
    grams = np.array(sorted({crc32(pair.encode()) % _PRIME for pair in pairs_of(meaning(text))}), np.uint64)
    factors, terms = _permutations()
    hashed = (factors[:, None] * grams[None, :] + terms[:, None]) % np.uint64(_PRIME)
    return np.asarray(np.min(hashed, axis=1), np.uint32)


@lru_cache(maxsize=1)
def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Factors and terms of the sketch's hash functions: always the same, since profiles are kept."""
    numbers = [crc32(f"sketch {at}".encode()) % (_PRIME - 1) + 1 for at in range(2 * WIDTH)]
    return np.array(numbers[:WIDTH], np.uint64), np.array(numbers[WIDTH:], np.uint64)


def _packed(numbers: NDArray[np.generic]) -> str:
    return b64encode(numbers.tobytes()).decode("ascii")


def _exact(held: Profile) -> NDArray[np.uint64]:
    return np.frombuffer(b64decode(held.exact), "<u8")


def _sketches(held: Profile) -> NDArray[np.uint32]:
    return np.frombuffer(b64decode(held.sketches), "<u4").reshape(-1, WIDTH)


def _passages(held: Profile) -> Iterator[tuple[int, NDArray[np.uint32]]]:
    return zip(_exact(held).tolist(), _sketches(held), strict=True)
