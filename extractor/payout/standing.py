"""Which losses the calculation takes in (损失的归属): beside the limits, within them, or left out with the reason."""

import re
from dataclasses import dataclass
from enum import StrEnum

from extractor.claim import Claim, Loss, LossKind
from extractor.determination import Question
from extractor.payout.losses import kinds_of, names, shared
from extractor.quotations import Quotation, quotation_of, quoted
from extractor.records import Extraction, Record, RecordType

LEFT_OUT = "未列入"  # how the step of a loss that is not paid begins


class Place(StrEnum):
    """Where a loss stands in the calculation."""

    INSIDE = "inside"  # 在限额之内
    OUTSIDE = "outside"  # 另行计算
    LEFT_OUT = "left_out"  # 未列入


@dataclass(frozen=True, slots=True)
class Line:
    """One loss of the claim. ``text`` are the words that tell what it is, ``titles`` those above the coverage that it
    falls under (事件响应费用), ``cover`` the insurance of several in one document; ``why`` is Chinese, ``source`` the
    words that it rests on."""

    index: int
    loss: Loss
    place: Place
    text: str
    why: str = ""
    source: Quotation | None = None
    question: Question | None = None
    law: str = ""
    titles: tuple[str, ...] = ()
    cover: str = ""

    @property
    def occurrence(self) -> str:
        """The event that it came from; empty where the claim speaks of one only."""
        return self.loss.occurrence or ""

    @property
    def fixed(self) -> bool:
        """A fixed benefit: the stated sum, no indemnity."""
        return self.loss.kind is LossKind.BENEFIT


def lines_of(extraction: Extraction, claim: Claim) -> list[Line]:
    """Every loss of the claim in its place."""
    return [_line(extraction, index, loss) for index, loss in enumerate(claim.event.losses)]


def _line(extraction: Extraction, index: int, loss: Loss) -> Line:
    said = "，".join(part for part in (loss.name, loss.item) if part)
    home = _best(extraction, RecordType.COVERAGE, loss.name)
    titles = _titles(extraction, home) if home else ()
    if loss.kind is LossKind.DIRECT and (listed := _listed_out(extraction, loss)):
        return Line(index, loss, Place.LEFT_OUT, said, "条款写明不负责赔偿", quotation_of(listed))
    if loss.kind in (LossKind.DIRECT, LossKind.BENEFIT):
        return Line(index, loss, Place.INSIDE, said, titles=titles)
    if loss.kind is LossKind.MITIGATION:
        return _costs(extraction, index, loss, f"{said}，施救费用", "施救")
    if loss.kind is LossKind.COST and "法律费用" in kinds_of(loss.name):
        return _costs(extraction, index, loss, said, "法律费用")
    covered = home is not None and names(loss.name, _whole(extraction, home))
    refused = _refused(extraction, loss)
    if refused and not covered:
        why = "条款写明不负责赔偿"
        return Line(index, loss, Place.LEFT_OUT, said, why, quotation_of(refused))
    if covered:
        return Line(index, loss, Place.INSIDE, said, titles=titles)
    return _unstated(index, loss, said)


_BETWEEN = re.compile(r"以及|或者|[、，。；：和及或与]")
_ENDING = re.compile(r"(?:等)?(?:损失|费用|支出|责任)?$")


def _listed_out(extraction: Extraction, loss: Loss) -> Record | None:
    """The exclusion whose list holds the loss by its very name (罚款、罚金和惩罚性赔偿), where no coverage names it."""
    name = _ENDING.sub("", loss.name)
    if len(name) < 2:
        return None
    quotes = [(record, "".join(record.quote.split())) for record in extraction.records]
    promised = "，".join(quote for record, quote in quotes if record.type is RecordType.COVERAGE)
    for record, quote in quotes:
        if record.type is not RecordType.EXCLUSION:
            continue
        listed = {_ENDING.sub("", part) for part in _BETWEEN.split(quote)}
        held = {part for part in listed if part == name or (len(part) >= 2 and _is_a(name, part, quote))}
        if held and not any(part in promised for part in held):
            return record
    return None


def _is_a(name: str, part: str, quote: str) -> bool:
    """Is the loss one of a bare list of nouns, under a closer name (行政机关罚款 of 罚款、罚金和惩罚性赔偿)?"""
    return re.search("[的，。；：]", quote) is None and len(quote) < 40 and name.endswith(part)


def _costs(extraction: Extraction, index: int, loss: Loss, said: str, kind: str) -> Line:
    """Legal costs and the cost of mitigation: where the text bears them, and whether beside the limits of the loss."""
    stated = [
        record
        for record in extraction.records
        if record.type in (RecordType.COVERAGE, RecordType.LIMIT)
        and kind in kinds_of("".join(record.quote.split()))
        and "费" in record.quote
    ]
    refused = next((each for each in extraction.records if _refuses(each, kind)), None)
    borne = _borne_sentence(extraction, kind)
    if not stated and borne is None and refused:
        why, question = "条款写明不负责赔偿", None
        if not names(loss.name, "".join(refused.quote.split())):
            ask = f"“{loss.name}”是否属于{refused.path}所列的“{refused.quote[:40]}”？（未说明，未列入赔款）"
            question = Question(ask, f"/event/losses/{index}/kind", (quotation_of(refused),))
            why = "可能属于条款写明不负责赔偿的费用，请核对"
        return Line(index, loss, Place.LEFT_OUT, said, why, quotation_of(refused), question)
    source = quotation_of(stated[0]) if stated else borne
    if source is None:
        return _unstated(index, loss, said)
    apart = _apart_sentence(extraction, kind)
    joined = any("之和" in text and "限" in text for text in (_sentence(extraction, each) for each in stated))
    if apart is not None or (kind == "施救" and not joined):
        law = "" if apart is not None else "保险法第五十七条第二款"
        return Line(index, loss, Place.OUTSIDE, said, "另行计算", apart or source, law=law)
    return Line(index, loss, Place.INSIDE, said, "条款没有写明另行计算，与损失一并受限额约束", source)


_BORNE = re.compile(
    r"(?:由|，)(?:保险人|我们|本公司)(?:负责)?(?:承担|赔偿|支付|负担)|(?<!被)保险人(?:也|还|同时)?(?:负责|承担)"
)


def _bears(sentence: str) -> bool:
    return _BORNE.search(sentence) is not None and re.search("不|除外", sentence) is None


def _borne_sentence(extraction: Extraction, kind: str) -> Quotation | None:
    """The paragraph that says the insurer bears these costs, where no record does."""
    document = extraction.document
    for node in document.nodes:
        for span in node.paragraphs:
            sentences = re.split("[。；]", "".join(span.quote(document.text).split()))
            if any(kind in kinds_of(each) and "费" in each and _bears(each) for each in sentences):
                return quoted(document, node.path, span)
    return None


def _apart_sentence(extraction: Extraction, kind: str) -> Quotation | None:
    """The paragraph that pays these costs beside the loss (另行计算)."""
    document = extraction.document
    for node in document.nodes:
        for span in node.paragraphs:
            if _is_apart("".join(span.quote(document.text).split()), kind):
                return quoted(document, node.path, span)
    return None


def _refuses(record: Record, kind: str) -> bool:
    quote = "".join(record.quote.split())
    return (
        record.type is RecordType.EXCLUSION and kind in kinds_of(quote) and "费" in quote and len(quote) < 60
    )


def _is_apart(text: str, kind: str) -> bool:
    words = ("另行计算", "另计", "以外", "之外", "单独计算", "分别计算")
    return kind in kinds_of(text) and any(word in text for word in words) and "之和" not in text


def _sentence(extraction: Extraction, record: Record) -> str:
    """The paragraph around a record, without white space."""
    text, span = extraction.document.text, record.span
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return "".join(text[start : end if end >= 0 else len(text)].split())


def _unstated(index: int, loss: Loss, said: str) -> Line:
    ask = f"“{loss.name}”{_NATURE[loss.kind]}，条款没有写明由保险人承担；是否有约定承保？"
    question = Question(ask, f"/event/losses/{index}/kind")
    return Line(index, loss, Place.LEFT_OUT, said, "条款没有写明由保险人承担", None, question)


_NATURE = {
    LossKind.INDIRECT: "是间接损失",
    LossKind.COST: "是费用",
    LossKind.MITIGATION: "是施救费用（《保险法》第五十七条第二款规定必要、合理的由保险人承担）",
    LossKind.DIRECT: "是直接损失",
    LossKind.BENEFIT: "是定额给付",
}


def _refused(extraction: Extraction, loss: Loss) -> Record | None:
    named = _best(extraction, RecordType.EXCLUSION, loss.name)
    if named and names(loss.name, _whole(extraction, named)):
        return named
    if loss.kind is not LossKind.INDIRECT:
        return None
    return next(
        (
            each
            for each in extraction.records
            if each.type is RecordType.EXCLUSION and "间接损失" in "".join(each.quote.split())
        ),
        None,
    )


def _best(extraction: Extraction, kind: RecordType, said: str) -> Record | None:
    """The record of that type that shares the longest words with a loss."""
    scored = [
        (shared(said, _whole(extraction, record)), -at, record)
        for at, record in enumerate(extraction.records)
        if record.type is kind
    ]
    best = max(scored, key=lambda one: one[:2], default=None)
    return best[2] if best and best[0] else None


def _whole(extraction: Extraction, record: Record) -> str:
    return "，".join((*_titles(extraction, record), "".join(record.quote.split())))


def _titles(extraction: Extraction, record: Record) -> tuple[str, ...]:
    """What stands above a record: headings, and the first words of the provisions that it is part of."""
    nodes = extraction.document.nodes
    at = next((number for number, node in enumerate(nodes) if node.path == record.path), -1)
    words: list[str] = []
    while at >= 0:
        node = nodes[at]
        first = node.paragraphs[0].quote(extraction.document.text) if node.paragraphs else ""
        words += [node.heading, "".join(first.split())[:12]]
        at = node.parent
    return tuple(word for word in words if word)
