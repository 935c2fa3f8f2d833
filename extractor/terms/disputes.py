"""Disputes (争议解决): how, where and under which law they are settled."""

import re
from collections.abc import Iterator

from extractor.language.units import Segment, split_segments
from extractor.records import Record, RecordType
from extractor.structure.headings import Role
from extractor.terms.passages import Passage

_METHODS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "arbitration",
        re.compile(
            r"(?:提交|提请|交由|向|由|请求|依照|按照)[^。；]{0,60}?仲裁(?!协议|裁决)|(?:通过|申请|提请)仲裁|^仲裁$"
        ),
    ),
    (
        "litigation",
        re.compile(
            r"法院(?:（[^）]*）)?(?:处理|裁决|判决|起诉|提起?出?诉?讼?|管辖|诉讼|解决)|(?:提起|通过|提出)诉讼|诉讼解决|依法起诉|诉讼应在[^，。；]{2,20}进行"
        ),
    ),
    ("mediation", re.compile(r"调解(?!不成|无果|失败|书|费|人员|的)")),
    (
        "negotiation",
        re.compile(r"协商(?:解决|处理)|友好协商|先行?(?:进行)?协商|通过协商|由[^，。；]{2,8}协商$"),
    ),
)
_FORUMS = {
    "arbitration": re.compile(
        r"(?:提交|提请|交由|向|由|依照)(?P<forum>[^，。；]{0,30}?(?:仲裁机构|仲裁委员会|仲裁院))"
    ),
    "litigation": re.compile(
        r"(?:向|由)(?P<forum>[^，。；]{0,30}?法院(?:（[^）]*）)?)(?:起诉|提|管辖|诉|解决)"
    ),
    "mediation": re.compile(r"(?:请求|提请|向|由|请)(?P<forum>[^，。；]{2,24}?)(?:进行|主持|申请)?调解"),
}
_LAW = re.compile(
    r"(?:争议|纠纷|合同|协议|保险|条款|履行|解释|未尽|未约定)[^。；]{0,50}?(?:适用(?!范围|的)|受|遵照|依照|依据|按照?|遵循|以|依)[^，。；]{0,30}?(?:法律|法典|法规|条文|法[》”]|保险法)"
)
_LAW_ENDS = re.compile(
    r"(?:法律|法典[》”]?|法规|条文|规定|法[》”])(?:（[^）]*）)?(?:的?(?:有关|相关)?(?:规定|条文|条款))?(?:为准|解释和执行|执行|处理|办理|进行解释|约束|管辖)*(?:，(?:不|但不)包括[^。；]*|，任何[^。；]*)?$"
)
_SUBJECT = re.compile(
    r"^提交[^，。；]*仲裁|法院起诉|争议|纠纷|不能达成(?:一致|协议)|协商不成|调解(?:不成|无果)|仲裁|起诉|诉讼"
)
_OWN = re.compile(
    r"(?:因|与|就|对|在)[^，。；]{0,30}(?:争议|纠纷)|双方[^，。；]{0,12}(?:争议|纠纷)|发生[^，。；]{0,6}(?:争议|纠纷)|(?:引起|产生)的?(?:争议|纠纷)，|双方[^，。；]{0,6}不能达成(?:一致|协议)|(?:争议|纠纷)[^，。；]{0,4}由"
)
_ASIDE = re.compile(r"费用|应诉|名义|通知保险人|死因|鉴定|时效|被提起|诉讼费|律师|抗辩|查勘|真实性")


def find_disputes(passages: list[Passage]) -> Iterator[Record]:
    """Each step of settling disputes, and the governing law."""
    for passage in passages:
        for kind, start, end in _steps(passage):
            fields = {"kind": kind, **_forum(passage.text[start:end], kind)}
            yield passage.record(RecordType.DISPUTE, f"dispute.{kind}", 0.9, fields, start=start, end=end)


def _steps(passage: Passage) -> Iterator[tuple[str, int, int]]:
    text = passage.text
    if passage.role in (Role.DEFINITIONS, Role.EXCLUSION):
        return
    in_section = passage.role is Role.DISPUTE or any(
        re.search("争议|法律适用|适用法律", h)
        for h in (*passage.headings, *(lead.text for lead in passage.leads))
    )
    in_section = in_section or any(_goes_on(lead) for lead in passage.leads)
    segments = list(split_segments(text))
    if passage.is_lead:  # 从下列两种方式中选择一种：the items say which
        segments = [one for one in segments if not re.search("下列|以下|如下", one.text)]
    if _is_law(text, in_section):
        law = segments.pop()
        if not any(_method([segment]) for segment in segments):
            yield "governing_law", 0, len(text)
            return
        yield "governing_law", law.start, law.end
    if _settles(passage, in_section):
        for group in _groups(segments):
            kind = _method(group)
            if kind:
                yield kind, group[0].start, group[-1].end
                other = _OR_COURT.search(text, group[0].start, group[-1].end)
                if kind == "arbitration" and other:
                    yield "litigation", other.start(), group[-1].end


_OR_COURT = re.compile(r"或者?(?:依法)?(?:向[^，。；]{0,16})?(?:人民)?法院")


def _settles(passage: Passage, in_section: bool) -> bool:
    text = passage.text
    on_topic = (
        in_section or _OWN.search(text) or (re.search(r"不成|无果|不愿|未达成", text) and _goes_on(passage))
    )
    return bool(_SUBJECT.search(text) and not _ASIDE.search(text) and on_topic)


def _goes_on(passage: Passage) -> bool:
    """A sentence of the same provision before this one speaks of disputes."""
    return any(re.search(r"争议|纠纷", before.text) for before in passage.units_before())


_NEXT_STEP = re.compile(
    r"不成|无果|不愿|未(?:能)?(?:达成|约定|载明|选择)|没有(?:约定|载明|写明)|不能(?:协商|解决|达成)|^(?:也|亦)可|^或者?"
)


def _groups(segments: list[Segment]) -> list[list[Segment]]:
    """The steps of one sentence: a new one begins where the method before it fails or has an alternative."""
    groups: list[list[Segment]] = []
    for segment in segments:
        if groups and not (_NEXT_STEP.search(segment.text) and _method(groups[-1])):
            groups[-1].append(segment)
        else:
            groups.append([segment])
    return groups


def _is_law(text: str, in_section: bool) -> bool:
    if not _LAW_ENDS.search(text):
        return False
    if in_section and re.match(r"[^，。；]{0,20}适用(?!范围|的)[^，。；]{2,24}(?:法律|法规)", text):
        return True
    law = _LAW.search(text)
    if law is None or re.search(r"以法律规定为准|应当?(?:遵守|承担|提供)|符合|违反|解除|退还|赔", text):
        return False
    return re.search(r"适用|未尽|未约定|解释|争议|受[^，。；]{0,12}管辖", text) is not None


def _method(segments: list[Segment]) -> str:
    """The method that a step prescribes; conditions (协商不成的) left out."""
    stated = [
        s.text for s in segments if s is segments[-1] or not re.search(r"(?:的|时|后|不成|无果)$", s.text)
    ]
    if re.search(r"(?:不成|无果|不愿[^，]*|没有[^，]*|未[^，]*)的?$", stated[-1]):
        stated.pop()
    body = "，".join(stated)
    found = [(match.start(), kind) for kind, pattern in _METHODS if (match := pattern.search(body))]
    decided = [one for one in found if one[1] in ("arbitration", "litigation")] or found
    return min(decided)[1] if decided else ""


def _forum(text: str, kind: str) -> dict[str, str]:
    pattern = _FORUMS.get(kind)
    match = next(iter(reversed(list(pattern.finditer(text)))), None) if pattern else None
    if (
        match is None
        or re.search(r"_|[xX]{2}", match["forum"])
        or match["forum"] in ("仲裁委员会", "仲裁机构")
    ):
        return {}
    return {"forum": match["forum"]}
