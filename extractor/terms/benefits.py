"""Parts of a promise (给付责任的要素): what is covered, on which condition, what is paid, when it ends.

The parts are those of the record format (covered, conditions, benefit, period, waiting, ends); each is a
stretch of the unit, and only what the unit itself says is given.
"""

import re
from collections.abc import Mapping

from extractor.language.liability import find_promise
from extractor.language.parties import INSURER
from extractor.language.units import Segment, segment_index, split_segments

Bounds = tuple[int, int]

_ENDS = re.compile(r"(?:合同|责任|效力)(?:即|同时|随之)?(?:行)?终止$|终止(?:本)?(?:附加险?)?(?:合同|责任)$")
_WAITING = re.compile(
    r"等待期|观察期|(?:生效|复效|效力恢复)[^，]{0,12}日起[^，]{0,20}[\d一二三四五六七八九十百]+(?:日|天|个月)(?:（[^）]*）)?(?:内|后)"
)
_PERIOD = re.compile(r"^(?:在|自)?[^，]{0,10}(?:保险|合同|附加险)[^，]{0,8}(?:期间|期限|有效期)(?:内|间)?$")
_CONDITION = re.compile(
    r"(?:的|后|时|前)$|之日起|(?:身故|伤残|全残|确诊|住院|生存|满期)$|^(?:若|如|因|由于|被保险人|发生|并)"
)
_CAUSE = re.compile(
    r"(?:因遭受|遭受|因患|罹患|由于|因(?![此该为]))(?P<covered>(?![^，。；]{0,12}日起)[^，。；]{2,24}?)"
    r"(?=(?:直接)?(?:导致|造成|引起|所致|身故|死亡|全残|伤残|残疾|失踪|住院|而))"
)


def parts_of(text: str) -> Mapping[str, Bounds]:
    """The parts that a unit with a promise states, as half-open ranges of ``text``."""
    promise = find_promise(text)
    if promise is None:
        return {}
    segments = split_segments(text)
    home = segment_index(text, promise.start())
    parts: dict[str, Bounds] = {"benefit": (segments[home].start, segments[home].end)}
    for name, pattern in (("ends", _ENDS), ("waiting", _WAITING), ("period", _PERIOD)):
        found = next((s for s in segments if pattern.search(s.text)), None)
        if found is not None:
            parts[name] = (found.start, found.end)
    parts.update(_conditions(text, segments[:home]))
    return parts


def _conditions(text: str, before: tuple[Segment, ...]) -> dict[str, Bounds]:
    conditions = [
        s
        for s in before
        if _CONDITION.search(s.text) and not _PERIOD.search(s.text) and not re.match(INSURER, s.text)
    ]
    if not conditions:
        return {}
    start, end = conditions[0].start, conditions[-1].end
    cause = _CAUSE.search(text, start, end)
    covered = {"covered": (cause.start("covered"), cause.end("covered"))} if cause else {}
    return {"conditions": (start, end), **covered}
