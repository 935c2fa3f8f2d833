"""A determination as a Word document (理赔核定意见书, DOCX)."""

from collections.abc import Sequence

from docx.document import Document as WordDocument

from api.export import claim_wording as wording
from api.export.claim_sections import Facts, case_lines, sections
from api.export.claim_sections import Line as Told
from api.export.printable import printable
from api.export.word_report import Line, fill, identify, quoted_line, written
from api.export.word_styles import NOTE, TEXT_WIDTH, add_row, add_table, fill_head, new_report, set_style
from extractor.claim import Claim
from extractor.determination import Calculation, Determination
from extractor.document import Document
from extractor.expressions import Step

_LABEL_WIDTH = 3.8


def claim_word(found: Determination, document: Document, facts: Facts, claim: Claim | None = None) -> bytes:
    """The report as a DOCX file; nothing in it depends on the clock."""
    report = new_report()
    identify(report, document.title or "（没有标题）", "理赔核定意见", "理赔核定意见")
    _add_facts(report, found, document)
    if claim is not None:
        report.add_heading("案情", 1)
        _add_pairs(report, [(label, [Line(text)]) for label, text in case_lines(claim)])
    _add_payout(report, found.payout, document)
    for section in sections(found, facts):
        report.add_heading(f"{section.name}（{len(section.lines)}）", 1)
        if section.lines:
            _add_lines(report, section.lines, document)
        else:
            report.add_paragraph(section.empty)
    set_style(report.add_paragraph(wording.NOTICE), NOTE)
    return written(report)


def _add_facts(report: WordDocument, found: Determination, document: Document) -> None:
    facts = [
        ("条款", [Line(document.title)]),
        ("校验值（SHA-256）", [Line(document.sha256)]),
        ("结论", [Line(wording.VERDICTS[found.verdict]), Line(found.why)]),
        (wording.payable(found.verdict), [Line(wording.money(found.payout.amount))]),
    ]
    if document.remarks:
        facts.append(("阅读说明", [Line(remark.message) for remark in document.remarks]))
    report.add_heading("结论", 1)
    _add_pairs(report, facts)


def _add_pairs(report: WordDocument, facts: Sequence[tuple[str, Sequence[Line]]]) -> None:
    table = add_table(report, (_LABEL_WIDTH, TEXT_WIDTH - _LABEL_WIDTH))
    for label, lines in facts:
        named, cell = add_row(table)
        fill_head(named, label)
        fill(cell, lines)


def _add_payout(report: WordDocument, found: Calculation, document: Document) -> None:
    report.add_heading("赔款计算", 1)
    if found.note:
        _say(report, found.note)
    for question in found.questions:
        _say(report, f"待查：{question.ask}")
    if found.readings:
        for reading in found.readings:
            mark = wording.mark_of(reading, found)
            report.add_heading(f"{reading.title}{mark}：{wording.money(reading.amount)}", 2)
            _say(report, reading.why)
            _add_steps(report, reading.steps, document)
    elif found.steps:
        _add_steps(report, found.steps, document)


def _say(report: WordDocument, text: str) -> None:
    report.add_paragraph(printable(text))


def _add_steps(report: WordDocument, steps: Sequence[Step], document: Document) -> None:
    table = add_table(report, (3.4, 4.2, 2.6, TEXT_WIDTH - 10.2), ("步骤", "算式（元）", "金额", "依据"))
    for one in steps:
        sources = [quoted_line(one.source, document)] if one.source else []
        law = [Line(one.law)] if one.law else []
        cells = (
            [Line(one.label)],
            [Line(one.formula)],
            [Line(wording.money(one.value)), Line(wording.changed(one.change))],
            [*sources, *law] or [Line("—")],
        )
        for cell, told in zip(add_row(table), cells, strict=True):
            fill(cell, told)


def _add_lines(report: WordDocument, lines: Sequence[Told], document: Document) -> None:
    table = add_table(report, (2.8, 6.6, TEXT_WIDTH - 9.4), ("结论", "原文", "说明"))
    for one in lines:
        places = [source.path for source in one.sources]
        title = [Line(one.title)] if one.title and one.title not in places else []
        cells = (
            [Line(one.status)],
            [quoted_line(source, document) for source in one.sources] or [Line("—")],
            [*title, *(Line(text, f"{label}：") for label, text in one.told)] or [Line("—")],
        )
        for cell, told in zip(add_row(table), cells, strict=True):
            fill(cell, told)
