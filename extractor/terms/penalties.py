"""Penalties (违约金): liquidated damages and interest for a breach, and the clauses they punish."""

import re
from collections.abc import Iterator
from itertools import groupby

from extractor.document import Span
from extractor.language.norms import counterpart, find_norm
from extractor.language.parties import PARTIES, find_parties, initial_party, reduce_name
from extractor.language.units import segment_at, split_segments
from extractor.records import FieldValue, Record, RecordType
from extractor.structure.headings import Role
from extractor.structure.references import expand_targets
from extractor.terms.figures import only, put_figure, stated_amounts, stated_rates, unconditional
from extractor.terms.passages import Passage

_SUM = r"(?:违约金|滞纳金|逾期利息|延期利息|罚息|资金占用费|利息损失)"
_PENALTY = re.compile(
    rf"(?:支付|承担|缴纳|加收|交付|偿付|计收|收取|赔偿|计付|给付|加付|付给)[^，。；]{{0,24}}{_SUM}|{_SUM}(?:为|按|：|人民币|以|的标准|标准)|赔偿[^，。；]{{0,24}}因此受到的(?:利息)?损失"
    r"|按[^，。；]{0,20}(?:利率|万分之|千分之|[\d.]+[%‰])[^，。；]{0,14}(?:支付|加付|计付|赔偿)[^，。；]{0,6}利息|扣减?[^，。；]{0,12}(?:服务费|元)/次|罚款[^，。；]{0,6}元|作为违约金|扣[减除][^，。；]{0,10}(?:保证金|考核款|质保金|服务费)(?:的[\d.]+%|[\d,.]+元)"
)
_BREACH = re.compile(
    r"违反|未|得分|低于|擅自|不合格|逾期|没有|不履行|不及时|超过|迟延|延迟|拒|擅自|泄密|泄露|违约|如不|不能|每日"
)
_NOT = re.compile(
    r"不负责|不承担|扣除(?![^，。；]{0,24}作为违约金|[^，。；]{0,14}的?[\d.]+%)|罚息、|有权直接|费用和责任|违约金、|是?指|超过违约金|违约金累计|违约金的|贷款利息"
)
_BEYOND = re.compile(r"，[^，。；]{0,10}损失超[出过]违约金[^。；]*$")
_PER = re.compile(
    r"每项每次|每人每次|每逾期一[日天]|每延迟一[日天]|每[日天]每亩|每[日天]|按[日天](?=万分|千分)|每次|每项|每人|每一次|每[辆件起单]|年利率"
)
_CAP = re.compile(r"累计|不超过|最高|以[^，]*为限|以[^，]*为上限")


def find_penalties(passages: list[Passage]) -> Iterator[Record]:
    """One record for each penalty, with the paths of the clauses whose breach it punishes."""
    for passage in passages:
        text = passage.text
        if (
            passage.role in (Role.EXCLUSION, Role.DEFINITIONS)
            or not _PENALTY.search(text)
            or _NOT.search(_BEYOND.sub("", text))
        ):
            continue
        if not _BREACH.search(text) and not any(_BREACH.search(lead.text) for lead in passage.leads):
            continue
        if not passage.is_lead or stated_amounts(text):
            yield _record(passage)


def _record(passage: Passage) -> Record:
    text = passage.text
    fields: dict[str, FieldValue] = {}
    evidence: dict[str, Span] = {}
    bearer = _bearer(passage)
    if bearer:
        fields["bearer"] = bearer
    for name, found in (("amount", stated_amounts(text)), ("rate", stated_rates(text))):
        quantity = only([q for q in unconditional(text, found) if not _in_cap(text, q.span.start)])
        if quantity is not None:
            put_figure(
                name, quantity, passage.unit.span(quantity.span.start, quantity.span.end), fields, evidence
            )
    per = _PER.search(text)
    if per and ("amount" in fields or "rate" in fields):
        fields["per"] = per[0]
    targets = _named_targets(passage) or _implied_targets(passage, bearer)
    if targets:
        fields["targets"] = targets
    return passage.record(RecordType.PENALTY, "penalty", 0.9, fields, evidence=evidence)


def _in_cap(text: str, at: int) -> bool:
    """``累计不超过应付金额的5%`` bounds the penalty."""
    segment = segment_at(text, at)
    return segment.start > 0 and _CAP.search(segment.text) is not None


# --- who pays -------------------------------------------------------------------------------------------


def _bearer(passage: Passage) -> str:
    """Whoever breaks the duty or pays, by this sentence or else by those before it in the article."""
    own = _subject(passage.text) or counterpart(passage.text)
    at = passage.previous
    while not own and at is not None and at.article == passage.article:
        own = _subject(at.text)
        at = at.previous
    return own


def _subject(text: str) -> str:
    for segment in split_segments(text):
        initial = initial_party(segment.text)
        if initial and not segment.text[initial.end :].startswith(("的", "向")):
            return initial.name
    norm = find_norm(text)
    if norm and norm.bearer:
        return norm.bearer
    breaks = re.search(rf"(?P<party>{PARTIES})(?:违反|逾期|未|不|没有|迟延)", text)
    return reduce_name(breaks["party"]) if breaks else ""


# --- which clauses it punishes --------------------------------------------------------------------------


def _named_targets(passage: Passage) -> tuple[str, ...]:
    quote = passage.unit.span().quote(passage.document.text)
    return expand_targets(passage.document, quote, passage.node.path)


_OBJECT = re.compile(
    r"(?:逾期|未按时|未及时|没有按时|未如期|未按期|未按约定|迟延|延迟)(?P<verb>支付|移交|报送|给付|交付|缴纳|提供|返还|退还|赔付|付款|付清|核定|提交)?(?P<noun>[^，。；的]{2,10})?"
)


def _implied_targets(passage: Passage, bearer: str) -> tuple[str, ...]:
    """Where the unit names no clause: the duty before it in its own provision, or the one that owes the same thing."""
    if any(_owes(earlier) for earlier in passage.units_before()):
        return (passage.node.path,)
    match = _OBJECT.search(passage.text)
    if match is None:
        return ()
    words = match["noun"] or _ACT.get(match["verb"] or "", match["verb"] or "")
    return _duty_before(passage, words, bearer) if words else ()


_ACT = {"付款": "支付", "付清": "支付"}


def _duty_before(passage: Passage, words: str, bearer: str) -> tuple[str, ...]:
    """The nearest provision before this one that speaks of ``words`` and binds the bearer to pay or to act."""
    own = passage.node
    before = reversed([one for one in _all_before(passage) if one.node is not own])
    for _, run in groupby(before, key=lambda one: one.index):
        units = list(run)
        said = "".join(unit.text for unit in units)
        owing = [unit for unit in units if _owes(unit) and (not bearer or _speaks_of(unit, bearer))]
        if words in said and owing and not _PENALTY.search(said):
            return (units[0].node.path,)
    return ()


def _all_before(passage: Passage) -> list[Passage]:
    found = []
    at = passage.previous
    while at is not None:
        found.append(at)
        at = at.previous
    return found[::-1]


def _owes(passage: Passage) -> bool:
    return (
        find_norm(passage.text) is not None
        or re.search(r"[\d一二三四五六七八九十]+(?:个工作)?[日天](?:以?内|前)|分钟", passage.text) is not None
    )


def _speaks_of(passage: Passage, bearer: str) -> bool:
    said = (passage.text, *(lead.text for lead in passage.leads))
    return any(mention.name == bearer for text in said for mention in find_parties(text))
