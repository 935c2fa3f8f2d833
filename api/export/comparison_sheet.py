"""The comparison as a workbook (差异表, XLSX): one row for each change, and one for each pair of passages."""

from collections.abc import Iterator, Sequence

from api.export import comparison_wording as wording
from api.export.rows import Cell
from api.export.table_book import Column, TableBook
from extractor.differences import Change, Comparison, Gain, Likeness, Pair
from extractor.document import Document
from extractor.quotations import Quotation

_PATH, _QUOTE = 16, 46
_CHANGES = (
    Column("序号", 6, wrapped=False),
    Column("变化", 14),
    Column("重要程度", 10, wrapped=False),
    Column("有利于", 14),
    Column("事项", 18),
    Column("说明", 44),
    Column("文本一条号", _PATH),
    Column("文本一原文", _QUOTE),
    Column("文本二条号", _PATH),
    Column("文本二原文", _QUOTE),
)
_PAIRS = (
    Column("序号", 6, wrapped=False),
    Column("对照结果", 12, wrapped=False),
    Column("位置", 20),
    Column("相似度", 9, wrapped=False),
    Column("变化数", 9, wrapped=False),
    Column("文本一条号", _PATH),
    Column("文本一原文", _QUOTE),
    Column("文本二条号", _PATH),
    Column("文本二原文", _QUOTE),
)
_FACTS = (Column("项目", 18), Column("文本一", 50), Column("文本二", 50))
_GROUNDS = {
    Gain.INSURER: "#FCE4DC",
    Gain.POLICYHOLDER: "#DFF3E6",
    Gain.UNKNOWN: "#FDF3CF",
    Gain.NEITHER: "#E6EDF7",
}
_LIKENESS_GROUNDS = {
    Likeness.CHANGED: "#FDF3CF",
    Likeness.ONLY_A: "#FCE4DC",
    Likeness.ONLY_B: "#DFF3E6",
}


def comparison_sheet(comparison: Comparison, a: Document, b: Document) -> bytes:
    """XLSX with the sheets 差异 (changes, what matters most first), 全部条款 (pairs, in B's order) and 概况."""
    book = TableBook(f"{a.title} 与 {b.title} 比对")
    changes = book.sheet("差异", _CHANGES, frozen_columns=1)
    for number, change in enumerate(_ordered(comparison), 1):
        ground = {"bg_color": _GROUNDS[change.gain]}
        changes.add([number, *_change_cells(change)], {3: ground})
    changes.finish()
    pairs = book.sheet("全部条款", _PAIRS, frozen_columns=1)
    for number, pair in enumerate(comparison.pairs, 1):
        colour = _LIKENESS_GROUNDS.get(pair.likeness)
        pairs.add([number, *_pair_cells(pair)], {1: {"bg_color": colour}} if colour else None)
    pairs.finish()
    facts = book.sheet("概况", _FACTS)
    for row in _facts(comparison, a, b):
        facts.add(row)
    return book.finished()


def _ordered(comparison: Comparison) -> list[Change]:
    changes = [change for pair in comparison.pairs for change in pair.changes]
    return sorted(changes, key=lambda one: (wording.WEIGHT_ORDER[one.weight], wording.GAIN_ORDER[one.gain]))


def _change_cells(change: Change) -> list[Cell]:
    return [
        wording.KINDS[change.kind],
        wording.WEIGHTS[change.weight],
        wording.GAINS[change.gain],
        change.subject,
        change.why,
        *_side([change.before] if change.before else []),
        *_side([change.after] if change.after else []),
    ]


def _pair_cells(pair: Pair) -> list[Cell]:
    return [
        wording.LIKENESSES[pair.likeness],
        wording.place_note(pair) or wording.PLACES[pair.place],
        round(pair.similarity, 3),
        len(pair.changes),
        *_side(pair.a),
        *_side(pair.b),
    ]


def _side(quotations: Sequence[Quotation]) -> list[Cell]:
    paths = "、".join(dict.fromkeys(quoted.path for quoted in quotations))
    return [paths, "\n".join(quoted.quote for quoted in quotations)]


def _facts(comparison: Comparison, a: Document, b: Document) -> Iterator[list[Cell]]:
    yield ["标题", a.title, b.title]
    yield ["校验值（SHA-256）", a.sha256, b.sha256]
    yield ["阅读说明", *("\n".join(remark.message for remark in one.remarks) for one in (a, b))]
    for likeness in Likeness:
        yield [wording.LIKENESSES[likeness], comparison.counts().get(likeness, 0), ""]
    for gain in Gain:
        yield [wording.GAINS[gain], comparison.gains().get(gain, 0), ""]
