"""A review as a workbook (审查结果表, XLSX): one row for each check, failed first."""

from api.export import comparison_wording as wording
from api.export.notes import Tone, page_of, tone_of_verdict
from api.export.review_order import lines_of, parts_of
from api.export.table_book import FACTS, Column, TableBook
from extractor.assessments import Assessment, Review
from extractor.document import Document

_COLUMNS = (
    Column("序号", 6, wrapped=False),
    Column("分类", 12),
    Column("结论", 13),
    Column("重要程度", 10, wrapped=False),
    Column("检查项", 20),
    Column("要求", 36),
    Column("理由", 36),
    Column("建议", 32),
    Column("实际适用", 26),
    Column("依据", 34),
    Column("条号", 16),
    Column("原文", 50),
    Column("页", 8, wrapped=False),
    Column("规则", 18, wrapped=False),
)
_GROUNDS = {Tone.AGAINST: "#FCE4DC", Tone.FOR: "#DFF3E6", Tone.OPEN: "#FDF3CF", Tone.PLAIN: "#F1F1EE"}


def review_sheet(review: Review, document: Document) -> bytes:
    """XLSX with the sheets 审查结果 (one row for each check) and 概况."""
    book = TableBook(f"{document.title} {review.title}审查")
    table = book.sheet("审查结果", _COLUMNS, frozen_columns=2)
    number = 0
    for name, checks in parts_of(review):
        for one in checks:
            number += 1
            ground = {"bg_color": _GROUNDS[tone_of_verdict(one.verdict)]}
            table.add([number, name, *_cells(one, document)], {2: ground})
    table.finish()
    facts = book.sheet("概况", FACTS)
    facts.add(["文件", document.title])
    facts.add(["校验值（SHA-256）", document.sha256])
    facts.add(["审查标准", review.title])
    facts.add(["险种", lines_of(review)])
    facts.add(["阅读说明", "\n".join(remark.message for remark in document.remarks)])
    for verdict, label in wording.VERDICTS.items():
        facts.add([label, review.counts().get(verdict, 0)])
    return book.finished()


def _cells(one: Assessment, document: Document) -> list[str | int | float]:
    pages = [page_of(document, source.span) for source in one.sources]
    return [
        wording.VERDICTS[one.verdict],
        wording.WEIGHTS[one.weight],
        one.title,
        one.requirement,
        one.reason,
        one.advice,
        one.prevails,
        "\n".join(map(str, one.citations)),
        "\n".join(source.path for source in one.sources),
        "\n".join(source.quote for source in one.sources),
        "、".join(str(page) for page in pages if page),
        one.rule,
    ]
