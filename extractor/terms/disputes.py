"""Disputes (争议解决): how, where and under which law they are settled."""

import re
from collections.abc import Iterator

from extractor.records import Record, RecordType
from extractor.structure.headings import Role
from extractor.terms.passages import Passage

_FORUMS = {
    "arbitration": re.compile(r"(?:提交|交由|向|由)(?P<forum>[^，。；]{2,30}?(?:仲裁机构|仲裁委员会))|(?P<any>仲裁)"),
    "litigation": re.compile(r"向(?P<forum>[^，。；]{0,30}?(?:人民法院|法院)(?:（[^）]*）)?)|(?P<any>提起诉讼|起诉|诉讼解决)"),
    "mediation": re.compile(r"(?P<any>调解)"),
    "negotiation": re.compile(r"(?P<any>协商)"),
}
_LAW = re.compile(r"适用(?!范围)[^，。；]{0,20}(?:法律|法|法规)|(?:未尽事宜|未约定事项)[^。；]{0,12}(?:按|依|遵|适用|以)[^。；]{0,24}(?:法律|法规|民法典|保险法|规定|条文)")
_TOPIC = re.compile(r"争议|纠纷|协商不成|仲裁|起诉|提起诉讼")


def find_disputes(passages: list[Passage]) -> Iterator[Record]:
    """Each step of settling disputes, and the governing law."""
    for passage in passages:
        if passage.role in (Role.DEFINITIONS, Role.EXCLUSION, Role.COVERAGE, Role.INSURED_DUTIES):
            continue
        kind = _kind(passage)
        if kind:
            yield passage.record(RecordType.DISPUTE, f"dispute.{kind}", 0.9, {"kind": kind, **_forum(passage.text, kind)})


def _kind(passage: Passage) -> str:
    text = passage.text
    if re.search(r"(?:法律|法典|法》?|条文|规定)", text) and _LAW.search(text) and not re.search(r"以法律规定为准$", text):
        return "governing_law"
    in_section = passage.role is Role.DISPUTE or any("争议" in heading for heading in passage.headings)
    if not _TOPIC.search(text) or not (in_section or re.search(r"(?:因|与|就)[^，。；]{0,24}(?:争议|纠纷)|双方[^，]{0,12}争议", text)):
        return ""
    if re.search(r"费用|应诉|通知保险人|名义", text):
        return ""
    if not in_section and not re.search(r"协商解决|提交|起诉|提起诉讼", text):
        return ""
    return next((kind for kind in ("arbitration", "litigation", "mediation", "negotiation") if _states(text, kind)), "")


def _states(text: str, kind: str) -> bool:
    if kind == "arbitration" and re.search(r"未(?:载明|约定|选择)仲裁|未达成仲裁协议|不愿[^，]*仲裁", text):
        return False
    if kind == "arbitration" and re.search(r"仲裁裁决是终局|按照该会", text) and not re.search(r"提交", text):
        return False
    match = _FORUMS[kind].search(text)
    if match is None:
        return False
    return kind not in ("negotiation", "mediation") or re.search(r"协商解决|友好协商|通过协商|调解", text) is not None


def _forum(text: str, kind: str) -> dict[str, str]:
    match = _FORUMS.get(kind, _FORUMS["negotiation"]).search(text) if kind != "governing_law" else None
    forum = match.groupdict().get("forum") if match else None
    return {"forum": forum} if forum else {}
