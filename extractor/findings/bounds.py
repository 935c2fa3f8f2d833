"""A part bounded higher than its whole (限额倒挂): one event above the year, one person above the event."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from extractor.document import Document, Level
from extractor.findings.matters import YIELDS, read_realms
from extractor.findings.passages import Passage, article_path, finding
from extractor.language.amounts import find_yuan
from extractor.language.durations import find_durations
from extractor.language.units import Unit
from extractor.quantities import Duration, Money
from extractor.quantities import Unit as TimeUnit
from extractor.records import Finding

_LIMIT = r"[^，。；：、\d]{0,10}(?:赔偿|责任|给付)?限额(?:均?为|是|：|不超过|以)?(?:人民币)?[¥￥]?"
_DAYS = r"[^，。；\d]{0,14}(?:最高|最多|以|不超过)[^，。；\d]{0,6}"
# From the part to the whole; each is compared with those after it.
_RANKS = (
    ("每人", re.compile(rf"(?:每人|每名[^，。；\d]{{1,6}}){_LIMIT}(?=[\d¥￥一-龥])")),
    ("每次事故", re.compile(rf"(?<!每人)每次事故{_LIMIT}(?=[\d¥￥一-龥])")),
    ("累计", re.compile(rf"(?<!每人)(?:年度|保险期间内?)?累计{_LIMIT}(?=[\d¥￥一-龥])")),
)
_STAYS = (
    ("每次住院", re.compile(rf"每次(?:住院|治疗){_DAYS}(?=\d)")),
    ("年度累计", re.compile(rf"(?:年度|全年|每年|保险期间内?)累计{_DAYS}(?=\d)")),
)


def find_bounds(document: Document, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Limits and days of one article where the narrower bound is the higher one."""
    realms = read_realms(document)
    stated: dict[tuple[str, str], list[tuple[int, Decimal, Passage, Unit]]] = {}
    for passage in passages:
        if passage.owner.level is Level.TABLE:
            continue
        key = (realms[passage.node], article_path(document, passage.node))
        for unit in passage.units:
            if not YIELDS.search(unit.text):
                stated.setdefault(key, []).extend((*one, passage, unit) for one in _bounds(unit.text))
    for bounds in stated.values():
        for names, offset in ((_RANKS, 0), (_STAYS, len(_RANKS))):
            here = [one for one in bounds if offset <= one[0] < offset + len(names)]
            yield from _reversed(document, here, [name for name, _ in names], offset)


def _bounds(text: str) -> Iterator[tuple[int, Decimal]]:
    """Rank and value of the bounds that a sentence states."""
    for rank, (_, sign) in enumerate(_RANKS):
        for match in sign.finditer(text):
            for one in find_yuan(text):
                if one.span.start <= match.end() < one.span.end and isinstance(one.value, Money):
                    yield rank, one.value.amount
    for rank, (_, sign) in enumerate(_STAYS, len(_RANKS)):
        for match in sign.finditer(text):
            for span in find_durations(text):
                same = span.span.start == match.end() and isinstance(span.value, Duration)
                if same and isinstance(span.value, Duration) and span.value.unit is TimeUnit.DAY:
                    yield rank, Decimal(span.value.value)


def _reversed(
    document: Document,
    bounds: Sequence[tuple[int, Decimal, Passage, Unit]],
    names: Sequence[str],
    offset: int,
) -> Iterator[Finding]:
    """Only where the article states each bound once: several covers have several limits."""
    ranks = [rank for rank, _, _, _ in bounds]
    single = sorted((one for one in bounds if ranks.count(one[0]) == 1), key=lambda one: one[0])
    for part, whole in pairwise(single):
        if part[1] > whole[1]:
            name, other, unit = names[part[0] - offset], names[whole[0] - offset], "日" if offset else "元"
            message = (
                f"{name}的限额{part[1].normalize():f}{unit}高于{other}的限额{whole[1].normalize():f}{unit}（{whole[2].path}），"
                f"{name}的限额无从用足；请核对两处的数字。"
            )
            yield finding(document, "conflict", part[2].path, part[3].span(), message)
