"""Exclusions (责任免除): whatever frees the insurer or lessens its liability, wherever it stands."""

import re
from collections.abc import Iterator, Sequence

from extractor.document import Level
from extractor.language.liability import find_promise, find_refusal
from extractor.language.norms import find_norm
from extractor.language.parties import INSURER, initial_party
from extractor.language.units import Segment, segment_at, segment_index, split_segments
from extractor.records import Record, RecordType
from extractor.structure.headings import Role
from extractor.terms.passages import Passage, extended
from extractor.terms.setting import Setting

_EXCEPTION = re.compile(r"，?(?:但|但是)[^；。]*?(?:除外|不受此限|不在此限)$|，?除非[^；。]*$")
_STATUTORY = re.compile(r"不产生效力|合同不生效|行为无效|丧失受益权")
_KEEP = re.compile(r"^(?:并|也|且|亦|同时)?(?:不|直到|直至|但[^，]*除外)")


def find_exclusions(passages: list[Passage], setting: Setting) -> Iterator[Record]:
    """One record for every excluded item, and for every refusal in running text."""
    for passage in passages:
        record = _listed(passage) or _stated(passage, setting) or _summed_up(passage)
        if record is not None:
            yield record


def excludes(lead: Passage) -> bool:
    """Does this lead-in announce a list of exclusions?"""
    if re.search(r"(?:除外责任|责任免除|免责事项|不保事项)(?:（[^）]*）)?$", lead.text):
        return True
    refusal = find_refusal(lead.text)
    if refusal is None or re.search(r"(?:有权|可以)[^，]{0,8}解除", lead.text):
        return False
    return not (_ENDS.search(lead.text[: refusal.start()]) and re.search(r"退[还费]", refusal[0]))


# 发生下列情形之一时，本合同效力终止，不退还保险费： what ends the contract is excluded from nothing.
_ENDS = re.compile(
    r"^(?![^。；]*(?:导致|造成|引起|所致))[^。；]*(?:合同|条款|协议|保险单|效力|责任)[^，。；]{0,4}终止"
)


def _listed(passage: Passage) -> Record | None:
    """A leaf of a list whose lead-in refuses."""
    if passage.is_lead or not passage.leaf or passage.paragraph > 0:
        return None
    announcing = next((lead for lead in passage.leads if _announces(lead)), None)
    if announcing is None:
        return _headed(passage)
    if not excludes(announcing) or _binds(passage) or _CONSEQUENCE.search(passage.text):
        return None
    if (
        passage.previous is not None
        and passage.previous.node is passage.node
        and not find_refusal(passage.text)
    ):
        return None
    return _whole_item(passage, _record(passage, _placement(passage), "exclusion.item", 0, len(passage.text)))


# What follows where an excluded cause has led to the event is no cause of its own.
_CONSEQUENCE = re.compile(r"^发生(?:上述|前述|以上|前款)[^。；]*(?:终止|退还|返还)")


def _whole_item(passage: Passage, record: Record) -> Record:
    """An item of two sentences is one cause, unless the second one refuses or binds on its own."""
    last = passage
    while (
        (after := last.next) is not None
        and after.node is passage.node
        and after.paragraph == passage.paragraph
    ):
        explains = re.match(r"(?:该|上述|前述)[^，。；]{1,8}(?:是|系)?指", after.text)
        if explains or find_refusal(after.text) or find_norm(after.text) or find_promise(after.text):
            break
        last = after
    return record if last is passage else extended(record, last)


def _placement(passage: Passage) -> str:
    return "section" if _in_section(passage) or _of_excluding_article(passage) else "elsewhere"


def _of_excluding_article(passage: Passage) -> bool:
    """An article that begins with ``下列损失，保险人不负责赔偿：`` is one of exclusions, heading or not."""
    if not passage.leads:
        return False
    lead = passage.leads[-1]
    first = lead.previous is None or lead.previous.article != lead.article
    return first and _OPENS.match(lead.text) is not None


_OPENS = re.compile(
    r"(?:下列|以下)[^，。；]{0,8}(?:损失|费用|责任|原因|情形)[^。；]*(?:不负责|不承担|不负|不予)"
)


def _binds(passage: Passage) -> bool:
    """An item that is a duty of its own (被保险人应及时提货): the refusal above it is the sanction."""
    norm = find_norm(passage.text)
    subject = initial_party(passage.text)
    return norm is not None and subject is not None and subject.end >= norm.start - 4


def _headed(passage: Passage) -> Record | None:
    """An item under a heading 责任免除 that no lead-in introduces."""
    item = (
        passage.node.level is Level.ITEM
        and passage.previous is not None
        and passage.previous.node is not passage.node
    )
    speaks = find_norm(passage.text) or find_promise(passage.text) or re.match("本人|您", passage.text)
    if not item or not _in_section(passage) or speaks:
        return None
    return _record(passage, "section", "exclusion.headed", 0, len(passage.text))


def _announces(lead: Passage) -> bool:
    """A lead-in that says what its items are; ``包括但不限于`` only passes on what stands above it."""
    text = lead.text
    if re.search(r"(?:是|系)指|满足|符合|具备|条件|标准", text) and lead.unit.closed == "：":
        return True
    return (
        bool(excludes(lead) or find_promise(text) or find_norm(text))
        or re.search(r"提供|提交|指(?:下列|以下)", text) is not None
    )


_BLANK = re.compile(r"(?:除外责任|责任免除|免责事项|不保事项)[_＿\s]+$")  # a heading with room to write


def _in_section(passage: Passage) -> bool:
    if passage.role is Role.EXCLUSION or any(_BLANK.match(before.text) for before in passage.units_before()):
        return True
    named = (*passage.headings, *(lead.text for lead in passage.leads if len(lead.text) <= 30))
    return any(
        re.search(r"责任免除|除外责任|免责|不保|不予(?:赔付|给付|支付|赔偿)", heading) for heading in named
    )


def _stated(passage: Passage, setting: Setting) -> Record | None:
    """A refusal in running text, cut to the clause that states it."""
    text = passage.text
    match = find_refusal(text)
    sanction = re.search(r"(?:未|不)(?:能)?(?:履行|遵守|按)|违反", text) is not None
    if match is None or (passage.is_lead and not sanction) or _STATUTORY.search(text[match.start() :][:12]):
        return None
    if not _speaks_of_insurer(passage, match, setting):
        return None
    start, end = refusal_clause(text, match.start(), match.end())
    return _record(passage, _placement(passage), "exclusion.stated", start, end)


def _speaks_of_insurer(passage: Passage, match: re.Match[str], setting: Setting) -> bool:
    names = "|".join([INSURER, *(name for name in setting.insurer if name != "保险人")])
    subject = initial_party(segment_at(passage.text, match.start()).text)
    if subject and subject.name in ("甲方", "乙方", "双方") and not setting.is_insurer(subject.name):
        return False
    if re.match(r"不在|不属于|仅对|已", match[0]):
        return True
    if re.search(rf"(?:{names}|保险责任|保险金)", passage.text) or _in_section(passage):
        return True
    return any(re.search(names, lead.text) for lead in passage.leads)


# …；被保险人放弃追偿权；损失已经得到补偿等，都可以免除保险人的赔偿责任
_SUMS_UP = re.compile(r"等(?:情形|情况|原因)?(?:之一)?的?，(?:都|均|皆)")


def _summed_up(passage: Passage) -> Record | None:
    """A case before ``；`` whose refusal stands at the end of the sentence, with the last case."""
    if passage.unit.closed != "；" or find_norm(passage.text) or find_promise(passage.text):
        return None
    for after in passage.siblings_after():
        if after.node is not passage.node or after.paragraph != passage.paragraph:
            return None
        if after.unit.closed != "；" or find_refusal(after.text):
            break
    else:
        return None
    if not _SUMS_UP.search(after.text) or find_refusal(after.text) is None:
        return None
    return _record(passage, _placement(passage), "exclusion.summed", 0, len(passage.text))


_CONDITIONAL = re.compile(r"(?:的|时|后|前|外|者)$|^(?:因|由于|对|对于|如|若|在|未|无论|不属于|超出|除)")


def refusal_clause(text: str, at: int, until: int = 0) -> tuple[int, int]:
    """The bounds of the clause that refuses at ``text[at:until]``: with its conditions, without the next norm.

    ``…，否则，对因此扩大的损失，保险人不承担赔偿责任`` starts at 否则; ``…不承担赔偿责任，但应当退还保险费``
    ends before 但.
    """
    segments = split_segments(text)
    home = segment_index(text, at)
    first = home
    governed = segments[first].text.startswith(("则", "故"))
    while first > 0 and not _opens(segments[first]):
        if _is_statement(segments[first - 1]) and not governed and not _continues(segments, first):
            break
        first -= 1
        governed = governed and not re.match("如|若|凡|倘", segments[first].text)
    first = 0 if _only_adds(segments, first) else first
    last = max(home, segment_index(text, until - 1))
    while last + 1 < len(segments) and _KEEP.match(segments[last + 1].text):
        last += 1
    while (
        last + 1 < len(segments)
        and segments[last].text.endswith("中止")
        and find_refusal("，".join(one.text for one in segments[last + 1 :]))
    ):
        last = len(segments) - 1
    last = _through_exception(segments, last)
    return segments[first].start, segments[last].end


def _continues(segments: Sequence[Segment], at: int) -> bool:
    """``如有隐瞒，保险人有权解除合同，并对…不承担责任``: 并 goes on with what a case entitles the insurer to."""
    return (
        re.match(r"[并且]", segments[at].text) is not None
        and re.search(r"有权[^，。；]{0,12}解除", segments[at - 1].text) is not None
        and any(re.match(r"[^，。；]{0,10}(?:如|若)", one.text) for one in segments[: at - 1])
    )


def _only_adds(segments: Sequence[Segment], at: int) -> bool:
    """``因…的，我们协助解决，但不承担赔偿责任``: 但 adds to a case that the sentence opens with."""
    bare = re.match(r"但(?:保险人|我们|本公司|公司)?不", segments[at].text) is not None
    return bare and _CONDITIONAL.search(segments[0].text) is not None


def _opens(segment: Segment) -> bool:
    return re.match(r"否则|但(?!是?保险人通过)|此(?:阶段|期间)", segment.text) is not None


# 应当出院而拒不出院, 自应出院之日起发生的费用: what should have been done, in a case that is excluded.
_DISREGARDED = re.compile(r"应当?[^，。；]{1,12}(?:而(?:拒不|不|未|没有)|之日起[^，。；]*的)")


def _is_statement(segment: Segment) -> bool:
    """A segment that states a norm of its own, so that the refusal after it starts anew."""
    if (
        _CONDITIONAL.search(segment.text)
        or _DISREGARDED.search(segment.text)
        or re.search(r"由[^，]*(?:自己|自行)(?:负责|承担)", segment.text)
    ):
        return False
    return (
        find_norm(segment.text) is not None
        or re.search(
            r"(?:确认|声明|保证|承诺)[^，。；]*(?:真实|属实|完整)|仍按|仍然|[方人](?:仅|只)?按[^，]*(?:(?:退还|返还)(?:[^，的]{0,6}保险费)?|赔付|赔偿)$",
            segment.text,
        )
        is not None
    )


def _through_exception(segments: Sequence[Segment], last: int) -> int:
    for at in range(last + 1, len(segments)):
        if re.search(r"除外$|不受此限$", segments[at].text) and any(
            re.match("但|除非", segments[i].text) for i in range(last + 1, at + 1)
        ):
            return at
    return last


def _record(passage: Passage, placement: str, rule: str, start: int, end: int) -> Record:
    fields: dict[str, str] = {"placement": placement}
    exception = _EXCEPTION.search(passage.text[start:end])
    if exception:
        at = start + exception.start() + (1 if exception[0].startswith("，") else 0)
        fields["exception"] = passage.unit.span(at, start + exception.end()).quote(passage.document.text)
    confidence = {"exclusion.item": 0.95, "exclusion.headed": 0.75}.get(rule, 0.85)
    return passage.record(RecordType.EXCLUSION, rule, confidence, fields, start=start, end=end)
