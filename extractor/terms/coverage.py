"""Coverage (保险责任): what the insurer promises to indemnify, to pay or to bear."""

import re
from collections.abc import Iterator

from extractor.document import Level, Span
from extractor.language.liability import find_promise, find_refusal
from extractor.language.norms import find_norm
from extractor.language.parties import INSURER, PARTY, initial_party, reduce_name
from extractor.language.units import heading_length, segment_at, segment_index, split_segments
from extractor.records import FieldValue, Record, RecordType
from extractor.structure.headings import Role
from extractor.terms.benefits import parts_of
from extractor.terms.figures import put_figures
from extractor.terms.passages import Passage, extended
from extractor.terms.setting import Setting

_DUTY_OF_SETTLEMENT = re.compile(
    r"履行(?:赔偿|给付)[^，]{0,12}义务|未及时履行|核定|协议后|通知书|先予支付|应当承担(?:赔偿|给付|保险)|发生保险事故的，[^，]{0,8}承担|时效|(?:实|应|原|已)(?:付|收|交|缴)[^，。；]{0,4}保险?费[与和]|(?:实付|应付)保险费|不承担|支付相应的差额|解除|退还|返还|重复保险|总和的?比例"
)
# To pay within so many days is to settle a claim, not to cover a loss.
_IN_TIME = re.compile(
    r"(?:应当?|须|在|于)[^，。；]{0,20}[\d一二三四五六七八九十]+(?:个工作)?[日天]内[^，。；]{0,10}(?:赔付|赔偿|支付|给付|付款)"
)
_CLAIMING = re.compile(r"^[^，。；]{0,16}(?:请求|申请|要求)[^，。；]{0,10}(?:赔偿|给付|保险金)")
_UNDERWRITES = ("承保", "责任范围", "纳入")  # what a procured insurer covers, without the word that it pays
_BENEFIT = re.compile(r"给付[^，。；]{0,30}?(?:保险金|年金|津贴|补贴|金)(?!额)|豁免")


# 给付身故保险金，并返还所交保险费: the premium comes back as a part of the benefit.
_BESIDE = re.compile(
    r"(?<=保险金)，?(?:并|同时|且)[^，。；]{0,6}[返退]还[^，。；减]{0,30}(?:保险费|现金价值|账户价值)"
)


# 同时满足下列条件的，我们豁免…：the list only says when; what is promised stands in the lead-in.
_CASES = re.compile("(?:下列|以下)[^，。；]{0,8}条件的?，")


def find_coverage(passages: list[Passage], setting: Setting) -> Iterator[Record]:
    """One record for each insured cause, loss or benefit."""
    for passage in passages:
        if passage.role in (Role.DEFINITIONS, Role.EXCLUSION, Role.DISPUTE):
            continue
        record = _listed(passage) or _stated(passage, setting)
        if record is not None:
            yield record


def covers(lead: Passage) -> bool:
    """Does this lead-in announce a list of what is covered?"""
    text = lead.text
    if find_refusal(text) or re.search(
        rf"履行[^，]{{0,12}}义务|应(?:当)?(?:提供|提交)|申请书|(?:提供|提交|凭)(?:下列|以下)|申请[^，。；]{{0,8}}给付|(?:证明|资料|文件|材料)[^，。；]{{0,8}}(?:申请|办理)|评定原则|{_CASES.pattern}|退还|计算赔偿|方式|顺序",
        text,
    ):
        return False
    return find_promise(text) is not None or (
        lead.role is Role.COVERAGE and re.search(r"保险事故|下列责任|以下责任", text) is not None
    )


def _listed(passage: Passage) -> Record | None:
    """A leaf of a list of causes, losses or diseases whose lead-in promises."""
    if passage.is_lead or not passage.leaf or passage.paragraph > 0 or _is_title(passage):
        return None
    if re.search("不承担|不负责|不负", passage.text) or _bounds(passage.text):
        return None
    deciding = next((lead for lead in passage.leads if not re.search(r"包括(?:但不限于)?$", lead.text)), None)
    if not (covers(deciding) if deciding else _under_heading(passage)):
        return None
    if passage.previous is not None and passage.previous.node is passage.node:
        return None
    record = _record(passage, "coverage.item", (0, len(passage.text)), "保险人")
    return _explained(passage, record)


def _explained(passage: Passage, record: Record) -> Record:
    """``住院医疗费用。指被保险人…``: an item and the sentence that says what it is are one."""
    after = passage.next
    if after is None or after.node is not passage.node or after.paragraph != passage.paragraph:
        return record
    if not re.match("(?:是|系|均|包括)?指|包括", after.text):
        return record
    return extended(record, after)


def _under_heading(passage: Passage) -> bool:
    """An item under a heading 保险责任 that no lead-in introduces, naming a cause or a loss."""
    if passage.role is not Role.COVERAGE or passage.node.level is not Level.ITEM:
        return False
    if find_norm(passage.text) or find_promise(passage.text) or find_refusal(passage.text):
        return False
    return (
        re.search(r"(?:损失|费用|责任|损坏|灭失|散失|事故|死亡|伤残|身故|疾病)[^，]{0,4}$", passage.text)
        is not None
    )


def _bounds(text: str) -> bool:
    """An item that only bounds what another pays (``每次意外伤害的免赔额为100元``)."""
    return (
        re.search(
            r"免赔[额率](?:为|：|\d)|^超过免赔|部分，?(?:按)?(?:赔付|给付|报销|支付)(?:比例为)?[\d.]+%$|给付[^，。；]{0,4}以[^，。；]{1,20}为限$",
            text,
        )
        is not None
    )


def _is_title(passage: Passage) -> bool:
    """``（一）身故保险责任`` above its own text is a heading."""
    following = passage.next
    return bool(passage.node.heading) and following is not None and following.node is passage.node


def _stated(passage: Passage, setting: Setting) -> Record | None:
    text = passage.text
    promise = find_promise(text) or _returned(passage)
    if promise is None or text == passage.node.heading or (passage.is_lead and not _complete(passage)):
        return None
    payer = _payer(passage, setting, promise)
    if not payer or not _is_promise(passage, promise):
        return None
    return _record(passage, "coverage.stated", _clause(text, promise), payer)


def _returned(passage: Passage) -> re.Match[str] | None:
    """A benefit that consists in giving the premium back (身故…，我们返还已交保险费)."""
    if passage.role is not Role.COVERAGE or find_refusal(passage.text):
        return None
    return re.search(
        r"(?<=[^，。；])(?:身故|全残|伤残|满期|期满|生存|仍生存)[^。；]*(?:返还|退还)[^，。；]{0,24}(?:保险费|账户价值|现金价值)",
        passage.text,
    )


def _complete(passage: Passage) -> bool:
    """A lead-in that is a promise of its own: it says what is paid, the list only names the cases."""
    text = passage.text
    if passage.unit.closed == "：" and _CASES.search(text):
        return True
    if passage.unit.closed == "：":
        return re.search(r"按[^，。；]{2,30}给付", text) is not None and not re.search(
            r"按照?(?:下列|以下|如下)[^，。；]{0,12}给付", text
        )
    first = passage.next
    if re.search(r"(?:下列|以下|如下)[^，。；]{0,6}(?:约定|规定|责任)", text):
        return first is not None and _bounds(first.text)
    return _BENEFIT.search(text) is not None


# How much is paid, from when and in which order: said of a benefit that is promised elsewhere.
_BOUND = re.compile(
    r"^[^，]{0,24}累计(?:给付|赔偿)[^，]*为限$|(?:^|，)[^，。；]{0,40}给付的[^，]*(?:为限|不超过[^，]*)$|，按(?:照)?[\d.]+%(?:的比例)?(?:给付|赔付)$|不得超过|最高(?:限额|数额|金额)|应扣除|时扣除|[仅只]给付|被豁免的|仅按[^，。；]{0,10}(?:一种|一项|其中)|仅对|仅就|才负|起(?:开始)?承担保险责任|所需费用|纠纷，由|调查核实|接到申请|达到[^，]{0,20}保险金额时|已给付|按照?减(?:少|保|额)[^，。；]{0,2}后的[^；。]{0,40}承担"
)


def _is_promise(passage: Passage, promise: re.Match[str]) -> bool:
    text = passage.text
    if re.match(r"[^，]{0,20}后，本(?:附加险?)?合同(?:效力)?终止", text[promise.end() :]):
        return False
    refusal = find_refusal(text)
    if refusal and refusal.start() < promise.start():
        return False
    if _IN_TIME.search(text):
        return False
    if _BOUND.search(text):
        return False
    if passage.role in (
        Role.INSURER_DUTIES,
        Role.INSURED_DUTIES,
        Role.CLAIMS,
        Role.TERMINATION,
        Role.LIMIT,
    ) and not (_BENEFIT.search(text) or promise[0].startswith(_UNDERWRITES)):
        return (
            _settles_by_contract(text)
            or re.search(r"费(?:用)?[^，。；]{0,60}由[^，。；]{2,6}承担", text) is not None
        )
    return not _DUTY_OF_SETTLEMENT.search(_BESIDE.sub("", text)) and not _CLAIMING.match(text)


def _settles_by_contract(text: str) -> bool:
    return (
        re.search(
            r"仍(?:按照?|依照?|继续)[^，]{0,12}(?:给付|赔偿)|^对于?[^，。；]{0,6}保险事故(?:所?造成|引起|导致)的?[^。；]*损失，[^。；]{0,30}(?:承担|负)[^，。；]{0,4}赔偿责任$",
            text,
        )
        is not None
    )


_AGENT = re.compile(rf"由(?P<party>{PARTY})[^，。；]{{0,6}}(?:承担|负责)(?!的)")


def _payer(passage: Passage, setting: Setting, promise: re.Match[str]) -> str:
    """Who pays, by this unit or its lead-ins; only the insurer's promise is cover."""
    agent = _AGENT.search(passage.text, 0, promise.end())
    if agent and agent.end() > promise.start() and not setting.is_insurer(reduce_name(agent["party"])):
        return ""
    sources = (passage.text, *(lead.text for lead in passage.leads))
    subject = initial_party(segment_at(passage.text, promise.start()).text)
    if (
        setting.two_party
        and subject
        and subject.name in ("甲方", "乙方")
        and not setting.is_insurer(subject.name)
    ):
        return ""
    side = next(iter(sorted(setting.insurer - {"保险人"})), "")
    if side and any(side in source or re.search(INSURER, source) for source in sources):
        return side
    if side and promise[0].startswith(_UNDERWRITES):
        return side
    return "保险人" if any(re.search(INSURER, source) for source in sources) else ""


_COSTS = re.compile(r"[^，。；]{1,8}费用?(?:均|全部)?由")  # …有权要求体检，检查费用由本公司负担


def _clause(text: str, promise: re.Match[str]) -> tuple[int, int]:
    """From the condition that governs the promise to the end; a heading in front is left out."""
    start = heading_length(text)
    segments = split_segments(text)
    home = segment_index(text, promise.start())
    end = len(text)
    if _COSTS.match(segments[home].text) and any(find_norm(before.text) for before in segments[:home]):
        return segments[home].start, end
    for at in range(home, 0, -1):
        before = segments[at - 1]
        if re.search("不?视为", before.text) and at == home:
            start = segments[at].start
            break
        if (
            find_norm(before.text)
            and not re.search(r"(?:的|时|后|前|起|内)$|^(?:因|由于|对|如|若)", before.text)
            and not find_promise(before.text)
        ):
            if re.match(r"如|若|但|则|保险人|我们|[^，。；]{0,8}费用?(?:均)?由", segments[at].text):
                start = segments[at].start
            break
    for segment in segments[home + 1 :]:
        if re.match(r"但有权|并有权", segment.text):
            end = segment.start - 1
            break
    return start, end


def _record(passage: Passage, rule: str, bounds: tuple[int, int], payer: str) -> Record:
    start, end = bounds
    fields: dict[str, FieldValue] = {"payer": payer}
    evidence: dict[str, Span] = {}
    put_figures(passage, start, passage.text[start:end], fields, evidence)
    whole = {"covered": (start, end)} if rule == "coverage.item" else {}
    for name, (first, last) in {**whole, **parts_of(passage.text)}.items():
        evidence[name] = passage.unit.span(first, last)
        fields[name] = evidence[name].quote(passage.document.text)
    confidence = 0.9 if rule == "coverage.item" else 0.85
    return passage.record(
        RecordType.COVERAGE, rule, confidence, fields, start=start, end=end, evidence=evidence
    )
