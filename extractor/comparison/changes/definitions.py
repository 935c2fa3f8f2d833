"""A defined term that reaches farther or less far (释义的宽窄), and whom that helps.

It helps whoever the term serves: one that promises are made in (意外伤害, 住院) the policyholder, one that exclusions
are made in (酒后驾驶, 既往症) the insurer. A term of both, or of neither, tells nothing.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractor.comparison.changes.context import FREES, PAYS, REFUNDS, opposed
from extractor.comparison.changes.kinds import Raw
from extractor.comparison.changes.tokens import Token, text_of
from extractor.comparison.passages import Passage, role_at
from extractor.differences import ChangeKind, Gain
from extractor.document import Document, Level
from extractor.language.view import view
from extractor.structure.headings import Role, role_of

_NARROWS = re.compile(
    r"(?:不|未)(?:再)?(?:包括|包含|含|涵盖|属于|视为|列入|计入)(?!但不限于)|除外|仅(?:指|限|包括|包含)|限于(?<!不限于)|不在此[列限]"
)
_WIDENS = re.compile(r"(?:也|还|亦|均|同时)(?:包括|包含|属于|视为)|不限于|视为|视同")
_EXPLAINS = re.compile(r"^[^，。；]{0,16}?(?<!仅)指|^包括")  # a meaning where there was none tells nothing
_BRACKETED = re.compile(r"(?<=[^，。；])（[^（）]*）")
_NOTE = re.compile(r"(?:系|是)指")  # explains a word, is no member of the list
_MARGIN = 4  # characters that a label may take at the start of a passage
_FURTHER = re.compile(r"^[，、]?(?:且|并且|而且|同时)")
_NONE_OF = re.compile(r"(?:不包括|不包含|不含|不涵盖|除)[^。；]{0,12}(?:：|$)")
_ANY_OF = re.compile(
    r"(?:下列|以下)[^，。；]{0,8}(?:之一|任一|任何一[项种])|任[一何][^，。；]{0,6}(?:情形|情况|条件)"
)
_ALL_OF = re.compile(
    r"(?:同时|全部|均)(?:满足|符合|具备|达到)|(?:满足|符合|具备)[^，。；]{0,8}(?:全部|所有|各项)"
)
_NAMED = re.compile(
    r"^(?:本(?:附加)?(?:险)?(?:保险)?(?:合同|条款)(?:中|所)?(?:所?[称述指])?的?|[所前]?[称述]的?|但|其中)?[，“【《]?"
    r"(?P<term>[^，。；：“”【】]{2,16}?)[”】》]?[，]?(?:是|系|也|亦|均|并|还|但|同时|一般|通常)*"
    r"(?:指|不?(?:包括|包含|含|涵盖|属于|视为)|仅[指限]|限于|为准)"
)
_EFFECT = re.compile(r"(?:导致|造成|致使|引起|引发)[^，。；]*")
_SPARED = re.compile(r"[，；]?但[^。；]*(?:除外|不在此限|不受此限)")
_OUTSIDE = frozenset({Role.DEFINITIONS, Role.APPENDIX, Role.GENERAL})

_ONE_SIDED = frozenset(
    {
        ChangeKind.ITEM_ADDED, ChangeKind.ITEM_DROPPED, ChangeKind.EXCEPTION, ChangeKind.CONDITION,
        ChangeKind.WORDING,
    }
)  # fmt: skip


def gain_in_definition(raw: Raw, passage: Passage, before: str, *, listed: bool = True) -> Gain:
    """Whom a change inside a definition helps; ``before`` are the words on its left in the clause. ``listed`` says
    that an item of a list may be judged as one: the list is there on both sides."""
    reach = _reach(raw, passage, before, listed=listed)
    if not reach:
        return Gain.UNKNOWN
    own = tuple(_named(text_of(raw.b or raw.a)))
    terms = own or tuple(_named(passage.view.text)) or tuple(_headed(passage))
    served = served_by(terms, passage.document)
    return served if reach > 0 else opposed(served)


def _reach(raw: Raw, passage: Passage, before: str, *, listed: bool) -> int:
    """1 where the term reaches farther in B, -1 where less far, 0 where it cannot be told."""
    if raw.kind is ChangeKind.NEGATION:  # 包括 became 不包括
        negative = [_NARROWS.search(text_of(side)) is not None for side in (raw.a, raw.b)]
        return int(negative[0]) - int(negative[1])
    if raw.kind not in _ONE_SIDED or (raw.a and raw.b):
        return 0
    words = raw.b or raw.a
    if not _is_whole(words, passage):
        effect = _effect(text_of(words), before)
    else:
        effect = _stated(text_of(words)) or (_as_item(passage) if listed else 0)
    return effect if raw.b else -effect


def _effect(words: str, before: str) -> int:
    """What some words do to the term where they stand: narrow it (-1), widen it (1), or neither."""
    if _EXPLAINS.search(words):
        return 0
    said = _BRACKETED.sub("", words)
    if _NARROWS.search(said) or _FURTHER.search(said) or _NONE_OF.search(before):
        return -1
    return 1 if _WIDENS.search(said) else 0


def _is_whole(words: Sequence[Token], passage: Passage) -> bool:
    """Whether the words are the whole passage but for its label and its last mark."""
    return words[0].start - passage.span.start <= _MARGIN and passage.span.end - words[-1].end <= _MARGIN


def _stated(text: str) -> int:
    """What a passage by itself does to a term that it names: 意外伤害不包括猝死。"""
    if _EXPLAINS.search(text):
        return 0
    named = [sentence for sentence in re.split(r"[。；]", text) if _NAMED.match(sentence)]
    return next((effect for sentence in named if (effect := _effect(sentence, ""))), 0)


def _as_item(passage: Passage) -> int:
    """What a member of the list does that explains the term, by the words that lead to the list."""
    owner = passage.owner
    if owner.level is not Level.ITEM or owner.parent < 0 or passage.span != owner.paragraphs[0]:
        return 0
    if _NOTE.search(passage.view.text):
        return 0
    lead = _lead(passage.document, owner.parent)
    if _ALL_OF.search(lead) or _NONE_OF.search(lead):
        return -1
    return 1 if _ANY_OF.search(lead) else 0


def _lead(document: Document, node: int) -> str:
    """The last sentence of a provision, which leads to its items: …，不含以下费用：."""
    text = "".join(view(document.text, span).text for span in document.nodes[node].paragraphs)
    return re.split(r"[。；]", text.rstrip("。；"))[-1]


# --- what a term is used for ----------------------------------------------------------------------------


def _named(text: str) -> Iterator[str]:
    """The term that a sentence explains, also without what follows it: 意外伤害（导致的身故）."""
    for sentence in re.split(r"[。；]", text):
        found = _NAMED.match(sentence)
        if found:
            yield found["term"]
            yield _EFFECT.sub("", found["term"])


def _headed(passage: Passage) -> Iterator[str]:
    """The headings of the provision and of those around it, below that of the definitions; what leads to its list."""
    for heading in passage.headings:
        if role_of(heading) is Role.DEFINITIONS:
            break
        yield "".join(heading.split())
    if passage.owner.parent >= 0:
        nodes, text = passage.document.nodes, passage.document.text
        for span in nodes[passage.owner.parent].paragraphs[:1]:
            yield from _named(view(text, span).text)


def served_by(terms: "Iterator[str] | tuple[str, ...]", document: Document) -> Gain:
    """Whom it helps that the first of ``terms`` that is used anywhere reaches farther."""
    promised, excluded = _used(_Same(document))
    for term in terms:
        if len(term) < 2:
            continue
        uses = term in promised, term in excluded
        if any(uses):
            return {(True, False): Gain.POLICYHOLDER, (False, True): Gain.INSURER}.get(uses, Gain.UNKNOWN)
    return Gain.UNKNOWN


class _Same:
    """A document by identity: comparing two of them by value would cost more than reading one."""

    __slots__ = ("document",)

    def __init__(self, document: Document) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.document is self.document


@lru_cache(maxsize=4)
def _used(same: _Same) -> tuple[str, str]:
    """The sentences that promise something, and those that take something out of it."""
    document = same.document
    promised: list[str] = []
    excluded: list[str] = []
    for at, node in enumerate(document.nodes):
        role = role_at(document, at)
        if role in _OUTSIDE:
            continue
        text = "".join(view(document.text, span).text for span in node.paragraphs)
        for sentence in re.findall(r"[^。；]+[。；]?", text):
            if role is Role.EXCLUSION or FREES.search(sentence):
                spared = _SPARED.search(sentence)
                promised.append(spared[0] if spared else "")
                if not REFUNDS.search(sentence) and not sentence.endswith("："):
                    excluded.append(_EFFECT.sub("", _SPARED.sub("", sentence)))
            elif role is Role.COVERAGE or PAYS.search(sentence):
                promised.append(sentence)
    return "\n".join(promised), "\n".join(excluded)
