"""What kind of change a region of differing words is (变更种类)."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractor.comparison.changes.alignment import Alignment, Region
from extractor.comparison.changes.idle import is_addressee, is_term, says_nothing
from extractor.comparison.changes.narrowing import narrows
from extractor.comparison.changes.tokens import Token, text_of
from extractor.comparison.changes.words import Sort, alike_in_parts, load_vocabulary, near
from extractor.differences import ChangeKind

SameTarget = Callable[[str, str], bool]
_KIND_OF = {
    Sort.MONEY: ChangeKind.AMOUNT,
    Sort.RATE: ChangeKind.RATE,
    Sort.TIME: ChangeKind.DURATION,
    Sort.DATE: ChangeKind.DURATION,
    Sort.COUNT: ChangeKind.AMOUNT,
    Sort.PARTY: ChangeKind.PARTY,
    Sort.MODAL: ChangeKind.MODALITY,
    Sort.NEGATION: ChangeKind.NEGATION,
    Sort.SCOPE: ChangeKind.SCOPE,
    Sort.REFERENCE: ChangeKind.REFERENCE,
    Sort.REQUIREMENT: ChangeKind.CONDITION,
    Sort.EXCEPTION: ChangeKind.EXCEPTION,
}
_WORDS = frozenset({Sort.WORD, Sort.SCOPE, Sort.REQUIREMENT, Sort.COUNT})
_VAGUE = re.compile(r"^每[年月日季周天]|期限|时间|期间|及时|尽快|立即|尽早|立刻|随时")
_REWRITTEN = (
    150  # pairs of words in a region beyond which it was written anew and nothing stands for anything
)
_FEW = 3  # words of a region in which a party that changed has changed
_FIGURES = (Sort.MONEY, Sort.RATE, Sort.COUNT)


@dataclass(slots=True, eq=False)
class Raw:
    """A change before it is judged: its words on each side, one of them perhaps empty. ``slip`` marks words that look
    like one with a character misread."""

    kind: ChangeKind
    a: list[Token]
    b: list[Token]
    slip: bool = False


def raw_changes(
    alignment: Alignment, all_a: Sequence[Token], all_b: Sequence[Token], same_target: SameTarget | None
) -> list[Raw]:
    """The changes of an alignment in order of their place."""
    found = [
        raw for region in alignment.regions for raw in _Region(region, all_a, all_b, same_target).changes()
    ]
    found += _turned(alignment, all_a, all_b)
    return sorted(found, key=lambda raw: (raw.b or raw.a)[0].start)


class _Region:
    """One region: the specific kinds first, then what is left of it."""

    def __init__(
        self, region: Region, all_a: Sequence[Token], all_b: Sequence[Token], same_target: SameTarget | None
    ) -> None:
        self.region = region
        self.whole = (all_a, all_b)
        self.same_target = same_target
        self.a, self.b = list(region.a), list(region.b)

    def changes(self) -> Iterator[Raw]:
        """The changes of the region."""
        specific = [*self._figures(), *self._vague_times(), *self._pairs(), *self._opposites()]
        yield from specific
        self._drop_alike()
        if self.a and self.b:
            yield from self._both_left(specific)
        elif self.a:
            yield from self._left(self.a, self.region.all_a, before=True)
        elif self.b:
            yield from self._left(self.b, self.region.all_b, before=False)

    # --- pairs of one sort ---

    def _figures(self) -> Iterator[Raw]:
        for sorts in ((Sort.TIME,), (Sort.DATE,), (Sort.MONEY,), (Sort.RATE,), (Sort.COUNT,), _FIGURES):
            for one, other in self._take(sorts):
                if one.key != other.key:
                    yield Raw(_figure_kind(one, other), [one], [other])

    def _vague_times(self) -> Iterator[Raw]:
        """三十日 became 合理期限 or 及时."""
        for left, right, before in ((self.a, self.b, True), (self.b, self.a, False)):
            time = next((token for token in left if token.sort is Sort.TIME), None)
            vague = [token for token in right if _VAGUE.search(token.text)]
            if time is None or not vague or any(token.is_value for token in right):
                continue
            said = [token for token in right if token.sort is Sort.SCOPE or token in vague]
            left.remove(time)
            right[:] = [token for token in right if token not in said]
            yield Raw(ChangeKind.DURATION, *(([time], said) if before else (said, [time])))

    def _pairs(self) -> Iterator[Raw]:
        for one, other in self._take((Sort.REFERENCE,)):
            if one.key != other.key and not self._one_target(one, other):
                yield Raw(ChangeKind.REFERENCE, [one], [other])
        for one, other in (*self._take((Sort.MODAL,)), *self._take((Sort.MODAL, Sort.NEGATION))):
            if one.key != other.key and {one.key, other.key} != {"prohibition", "不"}:
                yield Raw(_norm_kind(one, other), [one], [other])
        list(self._take((Sort.NEGATION,)))
        for sort in (Sort.PARTY, Sort.SCOPE, Sort.REQUIREMENT):
            for one, other in self._take((sort,)):
                if one.key != other.key and not load_vocabulary().alike(one.text, other.text):
                    yield Raw(_KIND_OF[sort], [one], [other])

    def _take(self, sorts: Sequence[Sort]) -> Iterator[tuple[Token, Token]]:
        """Pair the words of these sorts in order and take them out of what is left."""
        pairs = list(
            zip(
                [token for token in self.a if token.sort in sorts],
                [token for token in self.b if token.sort in sorts],
                strict=False,
            )
        )
        if sorts == (Sort.PARTY,):
            pairs = [pair for pair in pairs if self._acts_alike(*pair)]
        for one, other in pairs:
            self.a.remove(one)
            self.b.remove(other)
        yield from pairs

    def _acts_alike(self, one: Token, other: Token) -> bool:
        """Whether a party stands where the other one stood: in what was written anew parties only happen to meet."""
        a, b = self.region.a, self.region.b
        short = max(len(a), len(b)) <= _FEW
        return short or (one is a[0] and other is b[0]) or (one is a[-1] and other is b[-1])

    def _one_target(self, one: Token, other: Token) -> bool:
        return self.same_target is not None and self.same_target(target_path(one), target_path(other))

    def _opposites(self) -> Iterator[Raw]:
        opposites = load_vocabulary().opposites
        for one in list(self.a):
            for other in list(self.b):
                if (one.text, other.text) in opposites or (other.text, one.text) in opposites:
                    self.a.remove(one)
                    self.b.remove(other)
                    yield Raw(ChangeKind.NEGATION, [one], [other])
                    break

    # --- what is left ---

    def _drop_alike(self) -> None:
        if len(self.a) * len(self.b) > _REWRITTEN:
            return
        for one in list(self.a):
            other = next((token for token in self.b if _alike(one, token)), None)
            if other is not None:
                self.a.remove(one)
                self.b.remove(other)
        text_a, text_b = text_of(self.a), text_of(self.b)
        whole = self.a == self.region.a and self.b == self.region.b
        words = all(token.sort is Sort.WORD for token in (*self.a, *self.b))
        if (
            text_a == text_b
            or load_vocabulary().alike(text_a, text_b)
            or (whole and load_vocabulary().alike(text_of(self.region.all_a), text_of(self.region.all_b)))
            or (words and alike_in_parts(text_a, text_b))
        ):
            self.a, self.b = [], []

    def _both_left(self, specific: Sequence[Raw]) -> Iterator[Raw]:
        if specific and max(len(self.a), len(self.b)) <= 2:
            return
        all_a, all_b = self.region.all_a, self.region.all_b
        kind_a = _kind_of_part(self.a, all_a, self.whole[0])
        kind_b = _kind_of_part(self.b, all_b, self.whole[1])
        for kind, dropped, added in (
            (ChangeKind.EXCEPTION, ChangeKind.EXCEPTION, ChangeKind.EXCEPTION),
            (ChangeKind.ITEM_ADDED, ChangeKind.ITEM_DROPPED, ChangeKind.ITEM_ADDED),
        ):
            if kind is ChangeKind.ITEM_ADDED and len(_segments(self.a)) + len(_segments(self.b)) > 2:
                continue  # no member that stands for another, but clauses written anew
            if kind_a is kind_b is kind and min(len(text_of(self.a)), len(text_of(self.b))) > 1:
                yield Raw(dropped, all_a, [])
                yield Raw(added, [], all_b)
                return
        both = (self.a, self.b) if specific else (all_a, all_b)
        yield Raw(ChangeKind.WORDING, *both)

    def _left(self, left: list[Token], everything: list[Token], *, before: bool) -> Iterator[Raw]:
        """Words that one side alone has, unit by unit."""
        other = self.region.all_b if before else self.region.all_a
        for unit in dict.fromkeys(token.unit for token in left):
            part = [token for token in left if token.unit == unit]
            around = part if len(left) < len(self.region.a if before else self.region.b) else everything
            around = _around(part, around, everything)
            whole = self.whole[0 if before else 1]
            if says_nothing(part, around, other) or is_term(part, around, whole):
                continue
            if is_addressee(part, around, whole):
                continue
            kind = _kind_of_part(part, around, whole)
            if kind is ChangeKind.ITEM_ADDED and len(text_of(part)) < 2:
                kind = ChangeKind.WORDING  # a scrap of one character is no member of anything
            if before and kind is ChangeKind.ITEM_ADDED:
                kind = ChangeKind.ITEM_DROPPED
            yield Raw(kind, around if before else [], [] if before else around)


def target_path(reference: Token) -> str:
    """The path of the provision that a reference names, as far as its own words tell: 第五条（三）."""
    article = re.match(r"第[^条]{1,6}条", reference.text)
    items = re.findall(
        r"第?（?([^（）第条款项目、]{1,4})）?[项目]", reference.text[article.end() if article else 0 :]
    )
    return (article[0] if article else "") + "".join(f"（{item}）" for item in items)


def _figure_kind(one: Token, other: Token) -> ChangeKind:
    if (
        one.sort is Sort.TIME
        and {one.unit_name, other.unit_name} == {"日", "工作日"}
        and one.amount == other.amount
    ):
        return ChangeKind.DAY_KIND
    return _KIND_OF[other.sort]


def _norm_kind(one: Token, other: Token) -> ChangeKind:
    return ChangeKind.MODALITY if one.sort is other.sort else ChangeKind.NEGATION


def _alike(one: Token, other: Token) -> bool:
    if one.sort is not other.sort:
        return _WORDS.issuperset({one.sort, other.sort}) and load_vocabulary().alike(one.text, other.text)
    if one.key == other.key or load_vocabulary().alike(one.text, other.text):
        return True
    if load_vocabulary().alike(one.key, other.text) or load_vocabulary().alike(one.text, other.key):
        return True
    return one.sort is Sort.WORD and near(one.text, other.text)


def _around(part: list[Token], around: list[Token], everything: list[Token]) -> list[Token]:
    """The stretch of text of some words, with the light words beside them."""
    if around is everything and part[0].unit == part[-1].unit == everything[0].unit == everything[-1].unit:
        return everything
    where = [at for at, token in enumerate(everything) if token in part]
    if not where:
        return part
    first, last = where[0], where[-1]
    while first and not everything[first - 1].weighs and everything[first - 1].sort is not Sort.STOP:
        first -= 1
    while last + 1 < len(everything) and everything[last + 1].sort in (Sort.LIGHT, Sort.TURN):
        last += 1
    return everything[first : last + 1]


CAPS = re.compile(r"不得?超过|为限|最高|上限|限额内")
_ONLY = (
    Sort.PARTY, Sort.MODAL, Sort.NEGATION, Sort.SCOPE, Sort.REQUIREMENT, Sort.REFERENCE, Sort.TIME, Sort.MONEY,
    Sort.RATE, Sort.COUNT, Sort.DATE,
)  # fmt: skip
_EXCEPTION = re.compile(
    r"除[^，。；]*外|除外|除非|不在此限|不受此限|^[，；]?(?:但|但是|然而|不过)(?!其|该|不)"
)
_CONDITION = re.compile(
    r"^[，、]?(?:但|并且|并|且|而且)?(?:如果|如|若|倘若|假如|一旦|当|凡|只要|只有|在[^，。；]+(?:情况下|情形下|条件下|前提下|时|后|期间|医院|范围)|须?经|未经|非经|凭|以[^，。；]+为(?:前提|条件|限|准)|因|由于|自)"
    r"|(?:时|情况下|情形下|前提下|条件下|为前提|为条件|为限|的|后|前|同意|批准|许可|确认)$"
)
_FIRM_CONDITION = re.compile(
    r"经[^，。；]{1,16}(?:同意|批准|许可|确认|认可|核定|鉴定|诊断|核实)|以[^，。；]+为(?:前提|条件)|前提下|情况下|条件下"
)


def _kind_of_part(part: Sequence[Token], around: Sequence[Token], whole: Sequence[Token]) -> ChangeKind:
    text = text_of(around)
    only = next((sort for sort in _ONLY if all(token.sort is sort for token in part)), None)
    listed = _is_listed(around, whole)
    if _EXCEPTION.search(text):
        return ChangeKind.EXCEPTION
    if only is Sort.PARTY and listed:
        return ChangeKind.ITEM_ADDED
    if only is not None:
        return _KIND_OF[only]
    if _FIRM_CONDITION.search(text):
        return ChangeKind.CONDITION
    if _supposes_further(part, around, whole) or narrows(around, whole):
        return ChangeKind.CONDITION
    if listed or _is_unit(part, whole):
        return ChangeKind.ITEM_ADDED
    if _CONDITION.search(text):
        return ChangeKind.CONDITION
    figure = next((token for token in part if token.is_value), None)
    if figure is not None:
        return _KIND_OF[figure.sort]
    if _is_segment(part, whole):
        return ChangeKind.SCOPE if CAPS.search(text) else ChangeKind.ITEM_ADDED
    for sort in (Sort.NEGATION, Sort.SCOPE, Sort.REQUIREMENT, Sort.MODAL):
        if len(part) <= 3 and any(token.sort is sort for token in part):
            return _KIND_OF[sort]
    return ChangeKind.WORDING


_FURTHER = re.compile(r"^[，、]?(?:且|并且|而且|并|同时)[^、]*(?:的|时|后|前|者)$")


def _supposes_further(part: Sequence[Token], around: Sequence[Token], whole: Sequence[Token]) -> bool:
    """Whether the words are a clause that adds to what is supposed: 且已交清保险费的."""
    return _FURTHER.search(text_of(around)) is not None and _is_segment(part, whole)


def _is_listed(around: Sequence[Token], whole: Sequence[Token]) -> bool:
    """Whether a stretch is a member of an enumeration: a link stands at one of its ends, in it or beside it."""
    if around[0].sort is Sort.LINK or around[-1].sort is Sort.LINK:
        return True
    first, last = whole.index(around[0]), whole.index(around[-1])
    beside = [whole[at] for at in (first - 1, last + 1) if 0 <= at < len(whole)]
    return any(token.sort is Sort.LINK for token in beside)


def _is_unit(part: Sequence[Token], whole: Sequence[Token]) -> bool:
    """Whether the words are all that weighs in their sentence."""
    unit = [token for token in whole if token.unit == part[0].unit and token.weighs]
    return len(part) >= len(unit)


def _segments(part: Sequence[Token]) -> set[int]:
    return {token.segment for token in part}


def _is_segment(part: Sequence[Token], whole: Sequence[Token]) -> bool:
    segments = _segments(part)
    return any(
        sum(token.segment == segment for token in part)
        == sum(token.segment == segment and token.weighs for token in whole)
        for segment in segments
    )


# --- 和 and 或, 前 and 后: words without weight that turn the meaning ------------------------------------


def _turned(alignment: Alignment, all_a: Sequence[Token], all_b: Sequence[Token]) -> Iterator[Raw]:
    where_a = {id(token): at for at, token in enumerate(all_a)}
    where_b = {id(token): at for at, token in enumerate(all_b)}
    last = (-1, -1)
    for pair in [*alignment.matched, (len(alignment.a), len(alignment.b))]:
        if pair == (last[0] + 1, last[1] + 1):
            gap_a = _gap(all_a, alignment.a, where_a, last[0], pair[0])
            gap_b = _gap(all_b, alignment.b, where_b, last[1], pair[1])
            yield from _turns(gap_a, gap_b)
        last = pair


def _gap(
    everything: Sequence[Token], weighed: Sequence[Token], where: dict[int, int], last: int, following: int
) -> Sequence[Token]:
    start = where[id(weighed[last])] + 1 if last >= 0 else 0
    end = where[id(weighed[following])] if following < len(weighed) else len(everything)
    return everything[start:end]


def _turns(gap_a: Sequence[Token], gap_b: Sequence[Token]) -> Iterator[Raw]:
    turns = load_vocabulary().turns
    links_a, links_b = _links(gap_a), _links(gap_b)
    if {frozenset(links_a), frozenset(links_b)} == {frozenset({"and"}), frozenset({"or"})}:
        yield Raw(ChangeKind.SCOPE, [next(iter(links_a.values()))], [next(iter(links_b.values()))])
        return
    for one in _turns_apart(gap_a, gap_b):
        for other in _turns_apart(gap_b, gap_a):
            if turns.get(one.text) == other.text:
                starts = "次日" in one.text + other.text
                yield Raw(ChangeKind.DURATION if starts else ChangeKind.SCOPE, [one], [other])
                return


def _turns_apart(gap: Sequence[Token], other: Sequence[Token]) -> list[Token]:
    """The turns of a gap that the other does not have: 前后 beside 前后 has none."""
    shared = [token.text for token in other if token.sort is Sort.TURN]
    apart = []
    for token in gap:
        if token.sort is Sort.TURN and token.text in shared:
            shared.remove(token.text)
        elif token.sort is Sort.TURN:
            apart.append(token)
    return apart


def _links(gap: Sequence[Token]) -> dict[str, Token]:
    return {token.key: token for token in gap if token.sort is Sort.LINK and token.text != "、"}
