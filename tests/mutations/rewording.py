"""Edits that say the same thing in other words or in another order."""

import re
from collections.abc import Callable
from random import Random

from tests.mutations.mutation import SAME_MEANING, Mutation
from tests.mutations.original import INSURED, INSURER, Original, Paragraph
from tests.mutations.phrasing import swaps

Place = tuple[int, int]
Rewrite = tuple[Place, str]

_PARTY = rf"(?:{INSURED}|{INSURER}|甲方|乙方|双方)"
_MEMBER = r"[\u4e00-\u9fff]{2,8}"
_WHOLE_ROW = re.compile(rf"^(?P<row>{_MEMBER}(?:、{_MEMBER})+)(?=[；。;]?$)")
_INNER_ROW = re.compile(rf"(?<=、){_MEMBER}(?:、{_MEMBER})+(?=、)")
_BOUND_WORDS = re.compile(
    r"的|元|[一二三四五六七八九十]|其|该|等|和|及|或|与|不|引起|但|除|为|在|对|由|于|第|项|款"
)

# Found → instead, by the parts of the sentence that they name.
_FORMS: tuple[tuple[str, str], ...] = (
    (rf"(?:^|(?<=[。；]))(?P<who>{_PARTY})(?P<case>(?!应当|可以|不得|有权)[^，。；：“”除如若]{{4,30}})的，(?={_PARTY})", r"如果\g<who>\g<case>，"),
    (rf"(?:^|(?<=[。；]))如果?(?P<case>(?:{_PARTY})[^，。；：“”的]{{4,30}})，(?=则?{_PARTY})", r"\g<case>的，"),
    (r"(?P<who>保险人|我们|投保人|被保险人)(?P<shall>应当|应|须)在(?P<time>[^，。；]{2,24}?内)(?=[^，。；]{2})", r"\g<who>\g<shall>于\g<time>"),
    (r"(?<=应当)于(?P<time>[^，。；]{2,20}内)", r"在\g<time>"),
    (rf"的，(?=(?:{INSURER})(?:不|应当|可以|有权|按))", "的，则"),
    (r"的，则", "的，"),
    (r"(?:^|(?<=[，。；]))(?P<case>因|由于)(?P<what>[^，。；]{3,20}?)(?P<verb>造成|导致|引起)的(?P<loss>损失|费用|责任)", r"\g<what>\g<verb>的\g<loss>"),
    (r"(?:^|(?<=[。；]))对(?P<what>[^，。；：于“”]{4,25})，(?P<who>保险人|我们)(?P<no>不负责赔偿|不承担赔偿责任|不予赔偿)(?=[。；])", r"\g<who>对\g<what>\g<no>"),
    (r"(?:^|(?<=[。；，]))(?P<who>保险人|我们)对(?P<what>[^，。；：“”]{4,25}?)(?P<no>不负责赔偿|不承担赔偿责任|不予赔偿)(?=[。；])", r"对\g<what>，\g<who>\g<no>"),
    (r"由(?P<a>投保人|您)(?P<and>[和与])(?P<b>保险人|我们)(?=[^，。；]{0,12}(?:协商|约定|商定))", r"由\g<b>\g<and>\g<a>"),
    (r"(?:^|(?<=[。；，]))(?P<who>甲方|乙方|保险人|被保险人|投保人)(?P<shall>应当|应)(?P<how>及时|立即|尽快|书面)通知(?P<whom>甲方|乙方|保险人|被保险人|投保人)(?=[。；，])", r"\g<who>\g<shall>\g<how>向\g<whom>发出通知"),
    (r"向(?P<whom>投保人|被保险人|受益人|您|甲方|乙方)(?P<deed>支付|退还)(?P<what>[^，。；的]{2,12})(?=[。；，])", r"将\g<what>\g<deed>给\g<whom>"),
    (r"(?<=[，。；])以(?P<what>[^，。；以]{2,18})为准(?=[。；])", r"应以\g<what>为准"),
    (r"(?P<a>索赔申请书|保险单|身份证明)(?P<and>和|及|或者|、)(?P<b>索赔申请书|保险单|损失清单|身份证明)(?=[；。、])", r"\g<b>\g<and>\g<a>"),
    (r"(?:^|(?<=[。；]))在(?P<what>保险期间|本合同有效期|保险合同有效期)内，", r"\g<what>内，"),
    (r"(?:^|(?<=[。；]))(?P<what>保险期间|本合同有效期|保险合同有效期)内，", r"在\g<what>内，"),
    (r"(?P<what>超过|未超过|不超过)(?P<cap>[^，。；\d]{2,10})的部分，由", r"\g<what>\g<cap>的那部分，由"),
    (r"(?:^|(?<=[。；]))发生(?P<what>保险事故|争议)(?P<when>时|后)，", r"在发生\g<what>\g<when>，"),
    (r"(?<=[。；，])经(?P<what>双方协商|协商)(?:不成|不能解决)的，", r"\g<what>不成的，"),
)  # fmt: skip


def synonym(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """One word is exchanged."""
    return _reworded("synonym", paragraph, random, 1)


def synonyms(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """Two to five words of one paragraph are exchanged."""
    return _reworded("several synonyms", paragraph, random, random.randint(2, 5))


def _reworded(kind: str, paragraph: Paragraph, random: Random, count: int) -> Mutation | None:
    chosen = exchanges(paragraph, random, count)
    if len(chosen) < min(count, 2):
        return None
    return _mutation(kind, paragraph, chosen)


def exchanges(
    paragraph: Paragraph, random: Random, count: int, beside: tuple[Place, ...] = ()
) -> list[Rewrite]:
    """Up to ``count`` exchanges of words that touch neither each other nor the places ``beside``."""
    chosen: list[Rewrite] = []
    table = swaps()
    for pattern, words in random.sample(table, len(table)):
        taken = [*beside, *(place for place, _ in chosen)]
        found = [match for match in pattern.finditer(paragraph.text) if _open(paragraph, match, taken)]
        if found:
            match = random.choice(found)
            chosen.append((match.span(), match.expand(words)))
        if len(chosen) == count:
            break
    return chosen


def _open(paragraph: Paragraph, match: re.Match[str], taken: list[Place]) -> bool:
    start, end = match.span()
    clear = all(end < other[0] or other[1] < start for other in taken)
    return clear and start < end and paragraph.free(start, end)


def _mutation(kind: str, paragraph: Paragraph, rewrites: list[Rewrite]) -> Mutation:
    rewrites = sorted(rewrites)
    return Mutation(
        kind,
        paragraph.path,
        tuple(paragraph.patch(*place, words) for place, words in rewrites),
        " … ".join(paragraph.text[start:end] for (start, end), _ in rewrites),
        " … ".join(words for _, words in rewrites),
        SAME_MEANING,
    )


def sentence_form(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """X的，保险人… becomes 如果X，保险人…; in X内 becomes 于X内."""
    for pattern, words in random.sample(_FORMS, len(_FORMS)):
        found = [match for match in re.finditer(pattern, paragraph.text) if _open(paragraph, match, [])]
        if found:
            match = random.choice(found)
            return _mutation("sentence form", paragraph, [(match.span(), match.expand(words))])
    return None


def enumeration_order(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
    """火灾、爆炸、烟熏 becomes 爆炸、烟熏、火灾."""
    found = [*_WHOLE_ROW.finditer(paragraph.text), *_INNER_ROW.finditer(paragraph.text)]
    rows = [
        match for match in found if not _BOUND_WORDS.search(match.group()) and paragraph.free(*match.span())
    ]
    if not rows:
        return None
    row = random.choice(rows)
    parts = row.group().split("、")
    shuffled = random.sample(parts, len(parts))
    if shuffled == parts:
        shuffled.reverse()
    return _mutation("enumeration order", paragraph, [(row.span(), "、".join(shuffled))])


def combined(
    change: Callable[[Original, Paragraph, Random], Mutation | None],
) -> Callable[[Original, Paragraph, Random], Mutation | None]:
    """A change with synonyms beside it: the change must be found among them."""

    def both(original: Original, paragraph: Paragraph, random: Random) -> Mutation | None:
        mutation = change(original, paragraph, random)
        if mutation is None:
            return None
        beside = tuple(
            (patch.start - paragraph.start, patch.end - paragraph.start) for patch in mutation.patches
        )
        others = exchanges(paragraph, random, random.randint(1, 3), beside)
        if not others:
            return None
        patches = (*mutation.patches, *(paragraph.patch(*place, words) for place, words in others))
        return Mutation(
            "changed and reworded", mutation.path, patches, mutation.before, mutation.after, mutation.expected
        )

    return both
