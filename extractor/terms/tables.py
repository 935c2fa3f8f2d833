"""Tables (表格) that state a price or a bound: rate tables, benefit tables, by the words of their heads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from extractor.document import Document, Level, Node, Span


class TableKind(StrEnum):
    """What a table sets."""

    PREMIUM = "premium"  # 费率表、保险费表、短期费率表
    FEE = "service_fee"  # 佣金、服务费
    KEPT = "refund_fee"  # 退保手续费
    SHARE = "copay"  # 给付比例表
    MAXIMUM = "sub_limit"  # 最高赔偿金额表
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as printed, with the path and heading of the provision that holds them and the line above."""

    path: str
    heading: str
    lead: str
    span: Span
    rows: tuple[tuple[str, ...], ...]

    @property
    def head(self) -> str:
        """The words of the first row and of the first column."""
        return "".join("".join((*self.rows[0], *(row[0] for row in self.rows[1:]))).split())

    @property
    def figures(self) -> int:
        """How many cells begin with a number."""
        counted = self.rows[0][0] in ("序号", "编号")  # the first column only counts the rows
        return sum(
            bool(re.match(r"[\d.,]+(?:%|％|‰|元)?$", cell))
            for row in self.rows
            for cell in row[int(counted) :]
        )


def find_tables(document: Document) -> Iterator[Table]:
    """Every run of table rows, in reading order."""
    for node in document.nodes:
        rows = groupby(
            node.paragraphs, key=lambda span: node.level is Level.TABLE or "\t" in span.quote(document.text)
        )
        for tabular, run in rows:
            if tabular:
                yield _table(document, node, list(run))


def _table(document: Document, node: Node, run: list[Span]) -> Table:
    cells = tuple(
        tuple("".join(cell.split()) for cell in row.quote(document.text).split("\t")) for row in run
    )
    above = document.text[: run[0].start].rstrip().rpartition("\n")[2]
    return Table(
        node.path,
        node.heading or node.section,
        "".join(above.split()),
        Span(run[0].start, run[-1].end),
        cells,
    )


_FEE = re.compile(r"佣金|服务费|咨询费|手续费率")
_KEPT = re.compile(r"(?:退保|领取)(?:手续)?费")
_ILLUSTRATION = re.compile(r"累计保险费|累计保费|现金价值|红利")  # 利益演示表 promises nothing
_PREMIUM = re.compile(r"费率|保险费|保费|系数|单价|交费|缴费|年费|占年")
_SHARE = re.compile(r"(?:给付|赔付|赔偿|报销|支付|补偿)(?:的)?比例|给付系数|经[^，。]{0,8}医疗保险结算")
_MAXIMUM = re.compile(r"最高(?:赔偿|给付|限额)|(?:赔偿|责任|给付|赔付)限额|(?:各项|保障|责任)保险金额")


def kind_of(table: Table) -> TableKind:
    """What the table sets, by its head; OTHER where it is no table of figures we know."""
    if table.figures < 3 or _ILLUSTRATION.search(table.head):
        return TableKind.OTHER
    if _SHARE.search(table.head) and not re.search(r"费率|保险费|保费", table.head):
        return TableKind.SHARE
    for pattern, kind in (
        (_FEE, TableKind.FEE),
        (_KEPT, TableKind.KEPT),
        (_MAXIMUM, TableKind.MAXIMUM),
        (_PREMIUM, TableKind.PREMIUM),
    ):
        if pattern.search(table.head) and not (kind is TableKind.MAXIMUM and _PREMIUM.search(table.head)):
            return kind
    if _SHARE.search(table.head) or _SHARE.search(table.heading):
        return TableKind.SHARE
    about = table.heading + table.lead
    return TableKind.PREMIUM if re.search(r"费率|保险费|保费|费用率", about) else TableKind.OTHER
