"""The words of one side beside those of the other (词元对齐): what remains different is a list of regions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from extractor.comparison.changes.tokens import Token, weighing
from extractor.comparison.changes.words import Sort, load_vocabulary


@dataclass(slots=True, eq=False)
class Region:
    """Words that differ at one place. ``a`` and ``b`` are the words that weigh, ``all_a`` and ``all_b`` the text they
    stand in with its light words, up to the words that both sides share."""

    a: list[Token]
    b: list[Token]
    all_a: list[Token] = field(default_factory=list)
    all_b: list[Token] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Alignment:
    """``matched`` pairs indices into ``a`` and ``b``, the words of each side that weigh, in order of both."""

    a: list[Token]
    b: list[Token]
    matched: list[tuple[int, int]]
    regions: list[Region]


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """All words of a side, those that weigh, where these stand among all, and which of these only moved."""

    everything: Sequence[Token]
    weighed: Sequence[Token]
    places: Sequence[int]
    moved: set[int]

    def left(self, last: int, following: int) -> list[Token]:
        """The words that weigh between two matched ones and did not move."""
        return [self.weighed[at] for at in range(last + 1, following) if at not in self.moved]

    def stretch(self, last: int, following: int) -> list[Token]:
        """All words between two matched ones, without what moved."""
        start = self.places[last] + 1 if last >= 0 else 0
        end = self.places[following] if following < len(self.places) else len(self.everything)
        gone = {self.places[at] for at in self.moved}
        return [token for at, token in enumerate(self.everything[start:end], start) if at not in gone]


def align(all_a: Sequence[Token], all_b: Sequence[Token]) -> Alignment:
    """Align the words that weigh; what only moved is no difference."""
    a, b = weighing(all_a), weighing(all_b)
    keys_a, keys_b = _shared_keys(a, b)
    matched = _slid(_matches(keys_a, keys_b), (a, keys_a), (b, keys_b))
    moved_a, moved_b = _moves(a, b, keys_a, keys_b, matched)
    sides = _Side(all_a, a, _places(all_a, a), moved_a), _Side(all_b, b, _places(all_b, b), moved_b)
    return Alignment(a, b, matched, list(_regions(*sides, matched)))


def _shared_keys(a: Sequence[Token], b: Sequence[Token]) -> tuple[list[str], list[str]]:
    """Keys under which words that may stand for each other are one."""
    vocabulary = load_vocabulary()
    keys_a, keys_b = [_key(token) for token in a], [_key(token) for token in b]
    only_a = {key: token for key, token in zip(keys_a, a, strict=True) if token.sort is Sort.WORD}
    only_b = {key: token for key, token in zip(keys_b, b, strict=True) if token.sort is Sort.WORD}
    for key in only_a.keys() & only_b.keys():
        del only_a[key], only_b[key]
    by_group = {
        number: key for key, token in only_a.items() for number in vocabulary.groups.get(token.text, ())
    }
    renamed = {}
    for key, token in only_b.items():
        shared = sorted(by_group.keys() & vocabulary.groups.get(token.text, frozenset()))
        if shared:
            renamed[key] = by_group[shared[0]]
    return keys_a, [renamed.get(key, key) for key in keys_b]


def _key(token: Token) -> str:
    return token.key if token.sort is Sort.WORD else f"{token.sort}:{token.key}"


def _matches(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    matched: list[tuple[int, int]] = []
    for block in Indel.opcodes(a, b):
        if block.tag == "equal":
            matched += zip(
                range(block.src_start, block.src_end), range(block.dest_start, block.dest_end), strict=True
            )
    return matched


_Words = tuple[Sequence[Token], Sequence[str]]


def _slid(matched: list[tuple[int, int]], a: _Words, b: _Words) -> list[tuple[int, int]]:
    """Where one side has more words and a word before them comes again at their end, a clause is what was put in:
    （双方签署确认书后，）双方应当, not 双方（签署确认书后，双方）应当."""
    slid = list(matched)
    ends = [*matched[1:], (len(a[0]), len(b[0]))]
    for at, (one, other) in enumerate(matched):
        following = ends[at]
        if following[0] == one + 1 and following[1] > other + 1 and _recurs(b, other, following[1] - 1):
            slid[at] = (one, following[1] - 1)
        elif following[1] == other + 1 and following[0] > one + 1 and _recurs(a, one, following[0] - 1):
            slid[at] = (following[0] - 1, other)
    return slid


def _recurs(words: _Words, first: int, last: int) -> bool:
    tokens, keys = words
    begins = first == 0 or tokens[first - 1].segment != tokens[first].segment
    return begins and keys[first] == keys[last] and tokens[first].segment != tokens[last].segment


# --- what only moved ------------------------------------------------------------------------------------


def _moves(
    a: Sequence[Token],
    b: Sequence[Token],
    keys_a: Sequence[str],
    keys_b: Sequence[str],
    matched: Sequence[tuple[int, int]],
) -> tuple[set[int], set[int]]:
    """Indices of the words that stand elsewhere on the other side: the longest runs first."""
    free_a = set(range(len(a))) - {one for one, _ in matched}
    free_b = set(range(len(b))) - {other for _, other in matched}
    moved_a: set[int] = set()
    moved_b: set[int] = set()
    ordered = _same_order(a, b)
    for size, start_a, start_b in _common_runs(keys_a, keys_b, free_a, free_b):
        run_a, run_b = range(start_a, start_a + size), range(start_b, start_b + size)
        if free_a.issuperset(run_a) and free_b.issuperset(run_b) and _may_move(a, b, run_a, run_b, ordered):
            moved_a.update(run_a)
            moved_b.update(run_b)
            free_a.difference_update(run_a)
            free_b.difference_update(run_b)
    return moved_a, moved_b


def _common_runs(
    keys_a: Sequence[str], keys_b: Sequence[str], free_a: set[int], free_b: set[int]
) -> list[tuple[int, int, int]]:
    """Runs that both sides have unmatched, the longest first; every shorter beginning of a run is tried after it."""
    by_key: dict[str, list[int]] = {}
    for other in sorted(free_b):
        by_key.setdefault(keys_b[other], []).append(other)
    runs = []
    for one in sorted(free_a):
        for other in by_key.get(keys_a[one], ()):
            size = 1
            while (
                one + size in free_a and other + size in free_b and keys_a[one + size] == keys_b[other + size]
            ):
                size += 1
            runs += [(length, one, other) for length in range(size, 0, -1)]
    return sorted(runs, key=lambda run: (-run[0], run[1], run[2]))


_SortedKeys = dict[Sort, bool]


def _same_order(a: Sequence[Token], b: Sequence[Token]) -> _SortedKeys:
    """For parties and figures: whether both sides name the same ones in the same order."""
    kinds = (Sort.PARTY, Sort.MODAL, Sort.MONEY, Sort.RATE, Sort.TIME, Sort.COUNT, Sort.DATE)
    return {
        kind: [token.key for token in a if token.sort is kind]
        == [token.key for token in b if token.sort is kind]
        for kind in kinds
    }


def _may_move(
    a: Sequence[Token], b: Sequence[Token], run_a: Sequence[int], run_b: Sequence[int], ordered: _SortedKeys
) -> bool:
    """A run with a word in it may; a party or a figure alone only where no other changes places with it."""
    words = sum(a[at].sort in (Sort.WORD, Sort.SCOPE, Sort.REQUIREMENT) for at in run_a)
    turned = not ordered[Sort.MODAL] and any(a[at].sort is Sort.MODAL for at in run_a)
    whole = any(a[at].sort is Sort.PARTY for at in run_a)
    if words and (whole or not turned) and (len(run_a) > 1 or not any(a[at].is_value for at in run_a)):
        return True
    if len(run_a) == 1 and (a[run_a[0]].topic or b[run_b[0]].topic):
        return True
    if len(run_a) == 1 and a[run_a[0]].sort is Sort.NEGATION:
        return False
    if _listed(a, run_a[0]) and _listed(b, run_b[0]):
        return True
    return all(ordered.get(a[at].sort, True) for at in run_a)


def _listed(tokens: Sequence[Token], at: int) -> bool:
    """Whether a party stands in a list of parties."""
    near = [tokens[other] for other in (at - 1, at + 1) if 0 <= other < len(tokens)]
    return tokens[at].sort is Sort.PARTY and any(
        token.sort is Sort.PARTY and token.segment == tokens[at].segment and _close(token, tokens[at])
        for token in near
    )


def _close(one: Token, other: Token) -> bool:
    return max(one.start, other.start) - min(one.end, other.end) <= 2


# --- what remains ---------------------------------------------------------------------------------------


def _places(everything: Sequence[Token], weighed: Sequence[Token]) -> list[int]:
    """Index of each word that weighs among all words."""
    index = {id(token): at for at, token in enumerate(everything)}
    return [index[id(token)] for token in weighed]


def _regions(a: _Side, b: _Side, matched: Sequence[tuple[int, int]]) -> Iterator[Region]:
    last = (-1, -1)
    for following in [*matched, (len(a.weighed), len(b.weighed))]:
        left_a, left_b = a.left(last[0], following[0]), b.left(last[1], following[1])
        if left_a or left_b:
            yield _trimmed(left_a, left_b, a.stretch(last[0], following[0]), b.stretch(last[1], following[1]))
        last = following


def _trimmed(a: list[Token], b: list[Token], all_a: list[Token], all_b: list[Token]) -> Region:
    """Without the light words that both begin or end with."""
    while all_a and all_b and _light_alike(all_a[0], all_b[0]):
        all_a, all_b = all_a[1:], all_b[1:]
    while all_a and all_b and _light_alike(all_a[-1], all_b[-1]):
        all_a, all_b = all_a[:-1], all_b[:-1]
    return Region(a, b, _bare(all_a), _bare(all_b))


def _light_alike(one: Token, other: Token) -> bool:
    return not one.weighs and not other.weighs and one.text == other.text


def _bare(everything: list[Token]) -> list[Token]:
    """Without punctuation at the ends."""
    while everything and everything[0].sort is Sort.STOP:
        everything = everything[1:]
    while everything and everything[-1].sort is Sort.STOP:
        everything = everything[:-1]
    return everything
