"""Figures of a table that a sentence, or another table, gives otherwise (表格与正文矛盾)."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from extractor.document import Document, Level, Span
from extractor.findings.matters import read_realms
from extractor.findings.passages import Passage, finding
from extractor.language.numerals import parse_number
from extractor.records import Finding

_CODE = "conflict"
_SCALE = {"万元": Decimal(10000), "元": Decimal(1), "%": Decimal("0.01"), "‰": Decimal("0.001")}
_CELL = re.compile(
    r"[¥￥]?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>万元|元|%|‰|天|日|年|个月|小时|辆|人|份|次|亩|台)?(?:/[\u4e00-\u9fff]{1,3})?"
)
_HEAD = re.compile(
    r"(?P<name>.*?(?P<core>保险金额|保额|赔偿限额|责任限额|限额|免赔额|免赔率|费率|给付比例|赔付比例|佣金比例|手续费比例|比例|系数|折旧率|单价|保险费|保费|数量|天数|期限|保险期间|等待期|津贴))"
    r"(?:[（(](?P<unit>[^（）()]{1,8})[）)])?"
)
_ITEM = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,16}")
_NOT_ITEMS = re.compile(r"^(?:合计|总计|小计|共计|序号|备注|其他|项目)")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A cell: the item of its row, the head of its column, its value in base units."""

    item: str
    head: str
    core: str
    value: Decimal
    unit: str
    printed: str
    path: str
    span: Span
    realm: str


def find_tabled(document: Document, passages: Sequence[Passage]) -> Iterator[Finding]:
    """A sentence that speaks of a row and a column of a table and gives another figure; two tables that differ."""
    figures = _figures(document)
    texts = [passage for passage in passages if passage.owner.level is not Level.TABLE]
    told: set[Span] = set()
    for figure in figures:
        for passage in texts:
            for stated, span in _stated(passage, figure):
                if stated != figure.value and span not in told:
                    told.add(span)
                    message = f"{figure.path}的表中“{figure.item}”的{figure.head}为{figure.printed}，此处另有数字，两处不一致；请核对后统一。"
                    yield finding(document, _CODE, passage.path, span, message)
    yield from _two_tables(document, figures)


def _two_tables(document: Document, figures: Sequence[_Figure]) -> Iterator[Finding]:
    for one, other in combinations(figures, 2):
        same = (one.item, one.head, one.unit) == (other.item, other.head, other.unit)
        if same and one.path != other.path and one.value != other.value:
            message = f"“{other.item}”的{other.head}，{one.path}的表中为{one.printed}，此处为{other.printed}，两处不一致；请核对后统一。"
            yield finding(document, _CODE, other.path, other.span, message)


# --- the tables ------------------------------------------------------------------------------------------


def _figures(document: Document) -> list[_Figure]:
    """The figures of all tables whose rows have a name; items that a table names twice are left out."""
    realms, found = read_realms(document), []
    for at, node in enumerate(document.nodes):
        if node.level is not Level.TABLE or len(node.paragraphs) < 2:
            continue
        rows = [_cells(document, span) for span in node.paragraphs]
        heads = [_HEAD.fullmatch("".join(cell.split())) for cell, _ in rows[0]]
        here = [
            figure
            for row in rows[1:]
            if len(row) == len(rows[0])
            for figure in _row(row, heads, node.path, realms[at])
        ]
        keys = [(figure.item, figure.head) for figure in here]
        found += [figure for figure in here if keys.count((figure.item, figure.head)) == 1]
    return found


def _cells(document: Document, span: Span) -> list[tuple[str, Span]]:
    found, start = [], span.start
    for cell in span.quote(document.text).split("\t"):
        end = start + len(cell)
        found.append((unicodedata.normalize("NFKC", "".join(cell.split())), Span(start, max(end, start + 1))))
        start = end + 1
    return found


def _row(
    row: Sequence[tuple[str, Span]], heads: Sequence[re.Match[str] | None], path: str, realm: str
) -> Iterator[_Figure]:
    names = [cell for cell, _ in row if _ITEM.fullmatch(cell) and not _NOT_ITEMS.match(cell)]
    if len(names) != 1:  # two names in a row: the figure belongs to both together
        return
    for (cell, span), head in zip(row, heads, strict=True):
        match = _CELL.fullmatch(cell)
        if head is None or match is None:
            continue
        unit = match["unit"] or next(
            (one for one in ("万元", "元", "%", "‰") if one in (head["unit"] or "")), ""
        )
        value = Decimal(match["number"].replace(",", "")) * _SCALE.get(unit, Decimal(1))
        kind = {"万元": "元", "‰": "%"}.get(unit, unit)
        printed = cell if match["unit"] else f"{cell}{unit}"
        yield _Figure(names[0], head["name"], head["core"], value, kind, printed, path, span, realm)


# --- the sentences ---------------------------------------------------------------------------------------

_SAYS = r"(?:均?为|是|：|按|不超过|最高为?|以)?(?:人民币)?[¥￥]?(?P<number>\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十百千万]+)(?P<unit>万元|元|%|‰|天|日|年|个月|小时|辆|人|份|次|亩|台)"


def _stated(passage: Passage, figure: _Figure) -> Iterator[tuple[Decimal, Span]]:
    """What a sentence gives for the item of the row under the head of the column, in base units."""
    item = re.escape(figure.item).replace("保险", "(?:保险|险)")
    pattern = re.compile(rf"{item}(?:责任)?[^，。；：、\d]{{0,8}}{re.escape(figure.core)}{_SAYS}")
    for match in pattern.finditer(passage.view.text):
        number = parse_number(match["number"].replace(",", ""))
        unit = match["unit"]
        if number is None or {"万元": "元", "‰": "%"}.get(unit, unit) != figure.unit:
            continue
        yield number * _SCALE.get(unit, Decimal(1)), passage.view.span(match.start(), match.end())
