"""Determinations as workbooks (核定意见表, XLSX): one claim in full, or one row for each of many."""

from collections.abc import Sequence

from api.export import claim_wording as wording
from api.export.claim_sections import Facts, case_lines, sections, timeline_section
from api.export.notes import page_of
from api.export.table_book import FACTS, Column, TableBook
from extractor.claim import Claim
from extractor.determination import Calculation, Determination, TimelineEntry
from extractor.document import Document
from extractor.expressions import Step

_LINES = (
    Column("部分", 12, wrapped=False),
    Column("结论", 16),
    Column("条号", 18),
    Column("原文", 60),
    Column("说明", 60),
    Column("页", 6, wrapped=False),
)
_STEPS = (
    Column("解释", 16),
    Column("步骤", 26),
    Column("算式", 36),
    Column("增减（元）", 14, wrapped=False),
    Column("金额（元）", 14, wrapped=False),
    Column("条号", 18),
    Column("原文", 50),
    Column("法条", 26),
)
_DEADLINES = (
    Column("到期", 22),
    Column("义务人", 14),
    Column("事项", 30),
    Column("起算", 16),
    Column("计算", 40),
    Column("未定原因", 30),
    Column("条号", 18),
    Column("原文", 60),
)


def claim_sheet(found: Determination, document: Document, facts: Facts, claim: Claim | None = None) -> bytes:
    """XLSX with the sheets 概况, 赔款计算 and 核定明细."""
    book = TableBook(f"{document.title} 理赔核定")
    overview = book.sheet("概况", FACTS)
    for name, value in (
        ("条款", document.title),
        ("校验值（SHA-256）", document.sha256),
        ("结论", wording.VERDICTS[found.verdict]),
        ("理由", found.why),
        (wording.payable(found.verdict), wording.money(found.payout.amount)),
        ("使用提示", wording.NOTICE),
    ):
        overview.add([name, value])
    for label, text in case_lines(claim) if claim else ():
        overview.add([label, text])
    add_steps(book, found.payout, "赔款计算")
    lines = book.sheet("核定明细", _LINES, frozen_columns=2)
    for section in sections(found, facts):
        for line in section.lines:
            pages = dict.fromkeys(page_of(document, one.span) for one in line.sources)
            told = [f"{label}：{text}" for label, text in line.told]
            places = [one.path for one in line.sources]
            title = [line.title] if line.title and line.title not in places else []
            lines.add(
                [
                    section.name,
                    line.status,
                    "\n".join(places),
                    "\n".join(one.quote for one in line.sources),
                    "\n".join([*title, *told]),
                    "、".join(str(page) for page in pages if page),
                ]
            )
    lines.finish()
    return book.finished()


def calculation_sheet(found: Calculation, title: str) -> bytes:
    """XLSX with the steps of one computation."""
    book = TableBook(title)
    facts = book.sheet("结果", FACTS)
    facts.add(["金额", wording.money(found.amount)])
    facts.add(["说明", found.note])
    for question in found.questions:
        facts.add(["待查", question.ask])
    add_steps(book, found, "计算步骤")
    return book.finished()


def timeline_sheet(entries: Sequence[TimelineEntry], title: str, facts: Facts) -> bytes:
    """XLSX with one row for each deadline, those with a date first."""
    book = TableBook(title)
    table = book.sheet("期限", _DEADLINES, frozen_columns=1)
    heads = ("义务人", "事项", "起算", "计算", "未定原因")
    for line in timeline_section(entries, facts).lines:
        told = dict(line.told)
        (source,) = line.sources
        table.add([line.status, *(told.get(head, "") for head in heads), source.path, source.quote])
    table.finish()
    return book.finished()


def add_steps(book: TableBook, found: Calculation, name: str) -> None:
    """A sheet of the steps: of each reading where there are several."""
    table = book.sheet(name, _STEPS)
    if found.readings:
        for reading in found.readings:
            mark = wording.mark_of(reading, found)
            for step in reading.steps:
                table.add(_step(f"{reading.title}{mark}", step))
    else:
        for step in found.steps:
            table.add(_step("", step))
    table.finish()


def _step(reading: str, step: Step) -> list[str | int | float]:
    source = step.source
    return [
        reading,
        step.label,
        step.formula,
        float(step.change),
        float(step.value),
        source.path if source else "",
        source.quote if source else "",
        step.law,
    ]
