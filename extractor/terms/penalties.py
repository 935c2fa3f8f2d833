"""Penalties (违约金): liquidated damages and interest for a breach, and the clauses they punish."""

import re
from collections.abc import Iterator

from extractor.document import Span
from extractor.language.amounts import find_money, find_rates
from extractor.language.norms import find_norm
from extractor.language.parties import initial_party
from extractor.quantities import Money, Rate
from extractor.records import FieldValue, Record, RecordType
from extractor.structure.references import expand_targets
from extractor.terms.passages import Passage

_PENALTY = re.compile(r"违约金|滞纳金|罚金为|罚款[^，]{0,6}元|逾期利息|利息损失|赔偿[^，。；]{0,12}因此受到的损失|按[^，。；]{0,16}(?:利率|万分之)[^，。；]{0,12}(?:支付|加付|计付)[^，。；]{0,4}利息|扣减?[^，。；]{0,12}(?:服务费|元)/次")
_NOT = re.compile(r"不负责|不承担|扣除|罚息、|有权直接|费用和责任|违约金、")
_PER = re.compile(r"每项每次|每逾期一[日天]|每延迟一[日天]|每[日天]|每次|每项|每人|每一次|每[辆件起单]")


def find_penalties(passages: list[Passage]) -> Iterator[Record]:
    """One record for each penalty, with the paths of the clauses whose breach it punishes."""
    for passage in passages:
        text = passage.text
        if not _PENALTY.search(text) or _NOT.search(text) or passage.role.value in ("exclusion", "definitions"):
            continue
        if passage.is_lead and not find_money(text):
            continue
        yield _record(passage)


def _record(passage: Passage) -> Record:
    text = passage.text
    fields: dict[str, FieldValue] = {}
    evidence: dict[str, Span] = {}
    bearer = _bearer(text)
    if bearer:
        fields["bearer"] = bearer
    money = [q for q in find_money(text) if isinstance(q.value, Money)]
    rates = [q for q in find_rates(text) if isinstance(q.value, Rate)]
    if len(money) == 1 and isinstance(money[0].value, Money):
        fields["amount"] = money[0].value.amount
        evidence["amount"] = passage.unit.span(money[0].span.start, money[0].span.end)
    if len(rates) == 1 and isinstance(rates[0].value, Rate):
        fields["rate"] = rates[0].value.value
        evidence["rate"] = passage.unit.span(rates[0].span.start, rates[0].span.end)
    per = _PER.search(text)
    if per and (money or rates):
        fields["per"] = per[0]
    targets = expand_targets(passage.document, passage.unit.span().quote(passage.document.text), passage.node.path)
    if targets:
        fields["targets"] = targets
    return passage.record(RecordType.PENALTY, "penalty", 0.9, fields, evidence=evidence)


def _bearer(text: str) -> str:
    initial = initial_party(text)
    if initial:
        return initial.name
    norm = find_norm(text)
    return norm.bearer if norm else ""
