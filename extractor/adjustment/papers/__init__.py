"""Claim papers (索赔单证): what the document asks for, and which of the papers handed in each of them is."""

import re
from dataclasses import dataclass

from extractor.adjustment.papers.asking import Wanted, wanted_of
from extractor.adjustment.papers.cases import benefit_holds, holds
from extractor.adjustment.papers.dictionary import load_dictionary, reading
from extractor.adjustment.papers.matching import ENOUGH, likeness
from extractor.claim import Event
from extractor.determination import PaperStanding
from extractor.document import Document, Node
from extractor.quotations import quotation_of
from extractor.records import Extraction, Record, RecordType

_BENEFIT = re.compile(
    r"(?:身故|死亡|伤残|残疾|全残|高残|医疗|疾病|重疾|住院|门诊|津贴|生存|养老|祝寿|教育|年金|满期|豁免|护理|失能|失业|轻症|中症|癌)[^，。；：]{0,14}?(?:保险金|津贴|年金|金|给付|豁免|保险费)"
)
_PARTICULARS = re.compile(
    r"(?:姓名|名称|账号|帐号|联系方式|地址|编号|号码)[^、，]{0,8}等?(?:信息|事项|内容)?$"
)
_WHEN_NEEDED = "保险人认为必要时"
_JOINED = re.compile(r"[、，；]|以及|和|及|与")


def papers(extraction: Extraction, event: Event) -> tuple[PaperStanding, ...]:
    """Each paper that the document asks for, in its order, against ``event.documents``.

    A list for another benefit than the one claimed is left out. ``lacking`` names what a record asks for and is not
    there; a record is present where no paper is lacking, though a particular that a paper must show may be
    (收款方姓名及账号等信息): the name of a paper does not tell.
    """
    asked = [record for record in extraction.records if record.type is RecordType.CLAIM_DOCUMENT]
    lists = _benefit_lists(extraction.document, asked)
    handed = None if event.documents is None else _split_names(event.documents)
    found = []
    for record, benefit in zip(asked, lists, strict=True):
        claimed = benefit_holds(benefit, event) if benefit else True
        if claimed is not False:
            found.append(_Asked(record, event, handed, benefit if claimed is None else "").standing())
    return tuple(found)


def _split_names(documents: tuple[str, ...]) -> tuple[str, ...]:
    """A person who writes 保单和身份证 in one line hands in two papers."""
    heads = load_dictionary().heads
    found: list[str] = []
    for name in documents:
        parts = [part for part in _JOINED.split(reading(name)) if part]
        found.extend(parts if len(parts) > 1 and all(heads(part) for part in parts) else [name])
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One record of a paper and the claim; ``benefit`` is the list that it stands in, where that is open."""

    record: Record
    event: Event
    handed: tuple[str, ...] | None
    benefit: str

    def standing(self) -> PaperStanding:
        """Present, missing, or not known: the claim is silent, or asked for only in a case that is open."""
        wanted = wanted_of(self.record.quote)
        held = {each.case: holds(each.case, self.event) for each in wanted if each.case}
        due = [each for each in wanted if held.get(each.case, True) is True and not each.optional]
        best = {each: self._best(each) for each in (due or wanted)}
        met = {name: score for name, score in best.values() if score >= ENOUGH}
        lacking = [each for each, (_, score) in best.items() if score < ENOUGH]
        case = self._case(wanted, due, held)
        source = quotation_of(self.record)
        if self.handed is None or (case and lacking):
            return PaperStanding(source, None, case=case)
        present = bool(met) and all(_PARTICULARS.search(each.label) for each in lacking)
        score = min(met.values(), default=0.0)
        return PaperStanding(
            source, present, "、".join(met), score, case, tuple(each.label for each in lacking)
        )

    def _case(self, wanted: tuple[Wanted, ...], due: list[Wanted], held: dict[str, bool | None]) -> str:
        if due:
            return self.benefit
        open_case = next((each.case for each in wanted if each.case), "")
        if held.get(open_case) is False:
            return f"{open_case}（本案不属此情形）"
        return open_case or self.benefit or _WHEN_NEEDED

    def _best(self, wanted: Wanted) -> tuple[str, float]:
        """The paper in hand that is most surely the one wanted; a general demand takes any proof of the event."""
        pairs = [(name, self._score(wanted, name)) for name in self.handed or ()]
        return max(pairs, key=lambda pair: pair[1], default=("", 0.0))

    def _score(self, wanted: Wanted, name: str) -> float:
        if wanted.open and not wanted.optional:
            dictionary = load_dictionary()
            kinds = {
                wider
                for head in dictionary.heads(reading(name))
                for wider in (head, *dictionary.served(head))
            }
            return ENOUGH if kinds & _PROOFS else 0.0
        return max(likeness(choice, name) for choice in wanted.choices)


_PROOFS = frozenset(
    {"accident_proof", "loss_proof", "liability_proof", "appraisal", "diagnosis", "death", "disability"}
)


def _benefit_lists(document: Document, records: list[Record]) -> list[str]:
    """For each record the benefit whose list it stands in; empty where the document has one list for all."""
    labels = [_benefit_above(document, record) for record in records]
    distinct = {label for label in labels if label}
    return labels if len(distinct) > 1 else [""] * len(records)


def _benefit_above(document: Document, record: Record) -> str:
    """The benefit that the nearest heading or lead-in above names."""
    holding = [node for node in document.nodes if node.span.covers(record.span)]
    for node in sorted(holding, key=lambda node: node.span.start, reverse=True):
        for words in _above(document, node, record):
            match = _BENEFIT.search(reading(words))
            if match:
                return match[0]
    return ""


def _above(document: Document, node: Node, record: Record) -> list[str]:
    """What ``node`` says before the record, nearest paragraph first, and its heading."""
    start = record.span.start
    before = [span for span in node.paragraphs if span.start < start]
    return [
        *(document.text[span.start : min(span.end, start)] for span in reversed(before[-3:])),
        node.heading,
    ]
