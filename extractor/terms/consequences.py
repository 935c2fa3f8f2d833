"""What follows a breach (违反后果): 否则 in the unit itself, or the sentence of the article that begins with it."""

import re

from extractor.document import Span
from extractor.language.norms import find_norm
from extractor.terms.passages import Passage

_OTHERWISE = re.compile(r"，(?=否则|本(?:保险|合同|保险合同)[才方](?:继续)?有效|此(?:阶段|期间))")
_BREACH = re.compile(
    r"^(?:如果?|若|因|对因|对于|对由于|凡)?[^，。；]{0,40}?(?:未(?:履行|遵守|按|及时|能|作|通知|如实|提供|以)|违反|不履行|拒绝|妨碍|逾期|故意或者?因?重大过失|故意不)|^保险费(?:未)?交清前|^[^，。；]{0,16}(?:违法使用|违反)"
)


def consequence_of(passage: Passage) -> Span | None:
    """What follows a breach: 否则 in the unit itself, or the next sentence of the article that begins with it."""
    match = _OTHERWISE.search(passage.text)
    if match:
        return passage.unit.span(match.end())
    for steps, following in enumerate(passage.siblings_after()):
        if steps >= 6 or following.is_lead:
            return None
        if following.node is not passage.node and following.node.level.value == "item":
            continue
        if _BREACH.match(following.text):
            return following.unit.span()
        if steps >= 1 and following.paragraph != passage.paragraph and find_norm(following.text) is None:
            continue
    return None
