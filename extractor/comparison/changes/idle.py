"""Words that one side alone has and that say nothing there (无实义的增减)."""

import re
from collections.abc import Sequence

from extractor.comparison.changes.tokens import Token, text_of
from extractor.comparison.changes.words import Sort, load_vocabulary

_IDLE = frozenset({"本保险合同", "约定", "规定"})  # 合同解除 and 解除; 约定分期支付 and 分期支付
_POINTER = re.compile(r"^[（]?(?:详见|参见|见)[^，。；（）]{1,10}[）]?$")
_PRONOUN = re.compile(r"^(?:其|该|此|本人|自己|自身|自行|对方|双方|本|他)")


def says_nothing(part: Sequence[Token], around: Sequence[Token], other: Sequence[Token]) -> bool:
    """A duty word that the indicative implies; where a definition stands (见7.1); a party for which the other side has a pronoun."""
    if all(token.sort is Sort.MODAL and token.key == "duty" for token in part):
        return True
    if all(token.key in _IDLE for token in part) or _POINTER.search(text_of(around)):
        return True
    alike = load_vocabulary().alike
    if all(any(alike(token.text, light.text) for light in other if not light.weighs) for token in part):
        return True
    if all(token.sort is Sort.REFERENCE for token in part):
        return any(token.text in ("见", "详见", "参见") for token in around)
    if all(token.sort is Sort.PARTY for token in part):
        return any(_PRONOUN.match(token.text) for token in other)
    if all(token.sort is Sort.SCOPE and token.text in ("以内", "不超过") for token in part):
        return any(token.text == "内" for token in other)
    return False


_ADDRESSED = re.compile(r"^[向给对](?:投保人|您|投保方|投保单位)$")
_OWED = re.compile(r"退还|返还|退回|无息退|说明|解释|提示")


def is_addressee(part: Sequence[Token], around: Sequence[Token], whole: Sequence[Token]) -> bool:
    """Whether the words only name to whom goes what goes to nobody else: (向投保人)退还保险费."""
    if not all(token.sort is Sort.PARTY for token in part):
        return False
    first, last = whole.index(around[0]), whole.index(around[-1])
    following = text_of(whole[last + 1 : last + 3])
    named = text_of(whole[first - 1 : last + 1]) if first and around[0] is part[0] else text_of(around)
    return _ADDRESSED.match(named) is not None and _OWED.match(following) is not None


def is_term(part: Sequence[Token], around: Sequence[Token], whole: Sequence[Token]) -> bool:
    """The term that a definition explains, where the other side has it as the heading: （既往症）指…."""
    if part[0] is not next((token for token in whole if token.weighs), None) or len(part) > 4:
        return False
    at = whole.index(around[-1])
    after = around[-1].text + "".join(token.text for token in whole[at + 1 : at + 2])
    return around[-1].text in _MEANS or after.endswith(tuple(_MEANS))


_MEANS = frozenset({"指", "是指", "系指"})
