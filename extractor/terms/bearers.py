"""Who is bound where a unit names nobody (义务主体的承继): neighbours, lead-ins, headings, the other party."""

import re

from extractor.language.norms import Norm, counterpart, find_norm
from extractor.language.parties import PARTIES, PARTY, initial_party, reduce_name
from extractor.language.units import split_segments
from extractor.terms.passages import Passage
from extractor.terms.setting import Setting
from extractor.terms.topics import topic_of

_HEADED = re.compile(rf"^(?P<party>{PARTY})的?(?:[^，。]{{0,10}})?(?:义务|责任)")


def heading_bearer(passage: Passage) -> str:
    for heading in (*(lead.text for lead in passage.leads), *passage.headings):
        match = _HEADED.match(heading)
        if match:
            return reduce_name(match["party"])
    return ""


def inherit_bearer(passage: Passage, setting: Setting, previous: Norm | None) -> str:
    """Who is bound where the unit names nobody: the unit before, the lead-in, the heading, the other party."""
    if "对方" in passage.text and setting.two_party:
        return "双方"
    agent = re.search(rf"由(?P<party>{PARTY})(?:负责|承担)", passage.text)
    together = re.search(rf"(?:由|经)(?P<party>{PARTIES})(?:双方)?(?:共同)?(?:协商|约定)", passage.text)
    candidates = (
        reduce_name(agent["party"]) if agent else "",
        reduce_name(together["party"]) if together else "",
        "保险人" if re.search(r"接受续保", passage.text) else "",
        counterpart(passage.text) if setting.two_party else "",
        _before(passage, previous, same_paragraph=True),
        next((name for lead in passage.leads if (name := _lead_bearer(lead))), ""),
        heading_bearer(passage),
        _before(passage, previous, same_paragraph=False),
        _by_topic(passage, setting),
        _owner(passage.text),
    )
    return next((name for name in candidates if name), "")


def _before(passage: Passage, previous: Norm | None, *, same_paragraph: bool) -> str:
    before = passage.previous
    if before is None or previous is None or before.node is not passage.node:
        return ""
    if same_paragraph and before.paragraph != passage.paragraph:
        return ""
    return previous.bearer


def _owner(text: str) -> str:
    """``您的住所变更时，请及时通知我们``: the one whose affairs the unit begins with."""
    head = next(
        (found for segment in split_segments(text)[:2] if (found := initial_party(segment.text))), None
    )
    return head.name if head else ""


def _lead_bearer(lead: Passage) -> str:
    norm = find_norm(lead.text)
    if norm and norm.bearer:
        return norm.bearer
    initial = initial_party(lead.text)
    return initial.name if initial else ""


_PREMIUM_DUE = re.compile(
    r"(?:保险费|保费)[^，。；]{0,4}(?:应当?|须|必须|需)[^，。；]{0,24}(?:交付|交纳|缴纳|缴付|支付|付清|交清|缴清)|(?:分期|按时|按期)(?:交付|交纳|缴纳|缴付|支付)(?:保险费|保费)"
)
_INSURERS_WORK = frozenset({"settlement", "issue_policy", "advance_payment", "subrogation", "service"})


def _by_topic(passage: Passage, setting: Setting) -> str:
    """In a contract with an insurer, handling claims is its work and paying the premium the customer's.

    In general terms the premium is the policyholder's to pay (保险法第十四条).
    """
    side = next((name for name in ("甲方", "乙方") if setting.is_insurer(name)), "")
    if not setting.two_party and _PREMIUM_DUE.search(passage.text):
        return "投保人"
    if not setting.two_party or not side:
        return ""
    topic = topic_of(passage.text, passage.text, passage.role)
    if topic in _INSURERS_WORK:
        return side
    return {"甲方": "乙方", "乙方": "甲方"}[side] if topic == "premium" else ""
