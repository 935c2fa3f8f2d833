"""Norms on a party (义务、禁止、权利): bearer, modality, topic, deadline and consequence."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extractor.document import Span
from extractor.language.liability import find_promise, find_refusal
from extractor.language.norms import Modality, Norm, find_norm
from extractor.language.parties import PARTY, initial_party
from extractor.language.units import heading_length, inner_units, split_segments
from extractor.records import FieldValue, Record, RecordType
from extractor.structure.headings import Role
from extractor.terms.consequences import consequence_of
from extractor.terms.due import put_deadlines
from extractor.terms.normative import OPENS, find_norms, stands_before
from extractor.terms.passages import Passage
from extractor.terms.setting import Setting
from extractor.terms.topics import topic_of


def find_obligations(passages: list[Passage], setting: Setting, others: Sequence[Record]) -> Iterator[Record]:
    """One record for each unit that states a norm, unless another record already says all of it."""
    taken = _by_start(others)
    limits = sorted(record.span for record in others if record.type is RecordType.LIMIT)
    for passage, norm in find_norms(passages, setting):
        said = taken.get(passage.unit.span().start, [])
        if (
            norm is not None
            and not _said_otherwise(passage, norm, said)
            and not _bounds(passage, norm, limits)
        ):
            yield _record(passage, norm)
        yield from _bracketed(passage)


def _by_start(records: Sequence[Record]) -> dict[int, list[Record]]:
    found: dict[int, list[Record]] = {}
    for record in records:
        found.setdefault(record.span.start, []).append(record)
    return found


# --- what other records already say ------------------------------------------------------------------


def _said_otherwise(passage: Passage, norm: Norm, records: Sequence[Record]) -> bool:
    kinds = {record.type for record in records}
    text = passage.text
    if RecordType.COVERAGE in kinds and not re.search(r"有权|有义务|取得[^，。]*权(?:利|$)", text):
        return not _acts_first(text, norm)
    if (
        RecordType.PENALTY in kinds
        and re.search("违约金|利息|滞纳金|扣[减除]", text)
        and not re.search("，(?:否则|[^，]{0,8}有权|并应|且[^，]{2,8}不得)", text)
    ):
        return True
    if (
        kinds & {RecordType.LIMIT, RecordType.PERIOD}
        and norm.modality is not Modality.RIGHT
        and not re.search(r"退还|返还", text)
        and not (RecordType.LIMIT not in kinds and _binds_customer(norm))
    ):
        return True
    if kinds & {RecordType.DEFINITION, RecordType.DISPUTE}:
        return True
    refusal = find_refusal(text)
    if refusal is not None and (
        norm.start >= refusal.start() - 12 or (not norm.word and not re.search("，(?:否则|此)", text))
    ):
        return not re.search(
            r"有权[^，。；]{0,14}(?:拒绝|拒赔|拒付|解除|终止|停止)|(?:并|但)(?:应当?)?(?:向[^，]*)?(?:无息)?(?:退还|返还)|扣减|(?:收回|追回|索回)[^，。；]{0,12}(?:赔款|保险金|赔偿金|款项)$",
            text,
        )
    if (
        RecordType.PAYMENT in kinds
        and norm.word in ("计收", "计算", "执行", "收取", "给予")
        and not re.search(r"退还", text)
    ):
        return True
    return find_promise(text) is not None and passage.role is Role.COVERAGE and RecordType.COVERAGE in kinds


def _binds_customer(norm: Norm) -> bool:
    """What the customer must do before the period runs (``投保人应书面申请，…保险期间予以延长``) is a duty."""
    return norm.word in ("应", "应当", "须", "必须") and norm.bearer in (
        "投保人",
        "被保险人",
        "投保人、被保险人",
    )


def _acts_first(text: str, norm: Norm) -> bool:
    """A duty to act in a clause of its own before the promise (``应委派专人应诉，由此产生的费用由乙方承担``)."""
    promise = find_promise(text)
    if promise is None or norm.word not in ("应", "应当", "须", "必须"):
        return False
    if norm.start > promise.end() and re.search(r"扣[减除][^，。；]{0,10}欠", text[norm.start :]):
        return True
    between = text[norm.start : promise.start()]
    return "，" in between and not re.search(r"赔|给付|支付|承担|保险金", between.split("，", maxsplit=1)[0])


_NEAR = 4


def _bounds(passage: Passage, norm: Norm, limits: Sequence[Span]) -> bool:
    """``…，保险人以可保面积为限计算赔偿``: the bound is the whole of what the clause with the norm says."""
    if norm.modality is not Modality.DUTY or not norm.end:
        return False
    at = passage.unit.span(norm.start, norm.end)
    first = bisect_right(limits, at)  # a limit that covers the norm begins at most a few limits before it
    near = limits[max(first - _NEAR, 0) : first + 1]
    return any(limit.covers(at) for limit in near) and not re.search("应当?|须|必须|负责", norm.word)


# --- the record -------------------------------------------------------------------------------------


def _record(passage: Passage, norm: Norm) -> Record:
    text = passage.text
    start = _quote_start(passage, norm)
    fields: dict[str, FieldValue] = {}
    if norm.bearer:
        fields["bearer"] = norm.bearer
    fields["modality"] = norm.modality.value
    fields["topic"] = topic_of(
        text, act_of(text, norm), passage.role, "".join(lead.text for lead in passage.leads[:1])
    )
    evidence: dict[str, Span] = {}
    if norm.end > norm.start:
        evidence["modality"] = passage.unit.span(norm.start, norm.end)
    put_deadlines(passage, fields, evidence)
    consequence = consequence_of(passage)
    if consequence is not None:
        fields["consequence"] = consequence.quote(passage.document.text)
        evidence["consequence"] = consequence
    confidence = 0.85 if norm.word else 0.7
    end = _quote_end(passage, norm)
    rule = f"obligation.{norm.modality.value}"
    return passage.record(
        RecordType.OBLIGATION, rule, confidence, fields, start=start, end=end, evidence=evidence
    )


def act_of(text: str, norm: Norm) -> str:
    """The words of the act: from the modal word to the next subject."""
    end = len(text)
    for segment in split_segments(text):
        if segment.start > norm.start and (
            initial_party(segment.text) or segment.text.startswith(("否则", "此阶段"))
        ):
            end = segment.start
            break
    return text[norm.start : end]


def _quote_start(passage: Passage, norm: Norm) -> int:
    length = heading_length(passage.text)
    return length if length <= norm.start else 0


def _quote_end(passage: Passage, norm: Norm) -> int | None:
    """A sentence that goes on to open a list (``…，如果发生错误按照下列规定办理：``) is quoted before that."""
    opens = OPENS.search(passage.text) if passage.is_lead else None
    at = stands_before(passage.text, norm, opens.start()) if opens else 0
    return at - 1 if at else None


_INNER_NORM = re.compile(rf"^(?:其中)?{PARTY}[^，。；]{{0,6}}(?:可|应|有权|须|必须)|，应[^，。；]{{6,}}")


def _bracketed(passage: Passage) -> Iterator[Record]:
    """A norm inside brackets (``（甲方可根据实际需求选择…）``) is one of its own."""
    for inner in inner_units(passage.unit):
        if not _INNER_NORM.search(inner.text):
            continue
        norm = find_norm(inner.text)
        if norm is None or not norm.bearer:
            continue
        span = inner.span()
        fields: dict[str, FieldValue] = {
            "bearer": norm.bearer, "modality": norm.modality.value, "topic": topic_of(inner.text, inner.text[norm.start :], passage.role)
        }  # fmt: skip
        quote = span.quote(passage.document.text)
        yield Record(
            RecordType.OBLIGATION, passage.node.path, span, quote, fields, 0.7, "obligation.bracketed", {}
        )
