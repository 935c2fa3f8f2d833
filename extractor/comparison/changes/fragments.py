"""Text that states nothing (残片): headings that the page tore off, pointers to where something is said."""

import re
from collections.abc import Sequence

from extractor.comparison.changes.tokens import Token, text_of
from extractor.comparison.changes.words import Sort
from extractor.comparison.passages import Passage
from extractor.document import Level
from extractor.structure.headings import is_title_like
from extractor.structure.numbering import read_label

_SHORTEST = 8  # characters from which words may be a sentence though nothing closes them
# Marks close or divide, labels number (their key is empty); figures, duties and denials state something.
_STATES = frozenset(
    {Sort.STOP, Sort.LINK, Sort.MODAL, Sort.NEGATION, Sort.MONEY, Sort.RATE, Sort.TIME, Sort.COUNT, Sort.DATE}
)
_POINTS = re.compile(r"(?:详见|参见|请见)[^。；]*[。；]?$")
_RULES = re.compile(r"赔|给付|退还|返还|负责|不予|(?:不|免于?)承担|应当|不得|[0-9]+(?:元|[%％日天])")
_NAMES = re.compile(r"(?:保险金|津贴|责任|义务|条款|通知|申请|给付|期间|合同|事项|处理|变更|解除|终止|提示)$")
_LONGEST_TITLE = 20
_TAIL = re.compile(r"^[^（“《]*[）”》]")


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and _NAMES.search(text) is not None and is_title_like(text)


def _is_item(first: Token, passages: Sequence[Passage]) -> bool:
    """Whether the words begin a numbered item; its label stands before its paragraph."""
    owner = passages[first.passage].owner
    return owner.level is Level.ITEM and first.start <= owner.paragraphs[0].start


def is_fragment(words: Sequence[Token], passages: Sequence[Passage]) -> bool:
    """Whether all words of a paragraph or sentence are a few that no mark closes, divides or numbers as an item
    (保险事故通知, 保险责任), or the end of a bracket that began elsewhere (岁”）。)."""
    text = text_of(words)
    if _is_item(words[0], passages) or read_label(text) is not None:
        return False
    if len(text) < _SHORTEST and _TAIL.match(text):
        return True
    if len(text) >= _SHORTEST and not _is_title(text):
        return False
    if any(token.sort is Sort.PARTY for token in words) and _RULES.search(text):
        return False
    return not any(token.sort in _STATES for token in words)


def is_pointer(words: Sequence[Token]) -> bool:
    """Whether the words only say where something stands: …，详见本合同中背景突出显示的内容。"""
    text = text_of(words)
    return _POINTS.search(text) is not None and _RULES.search(text) is None
