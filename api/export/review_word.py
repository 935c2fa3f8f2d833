"""A review as a Word document (审查报告, DOCX): what failed first, and what was checked and is fine."""

from collections.abc import Iterator, Sequence

from docx.document import Document as WordDocument

from api.export import comparison_wording as wording
from api.export import wording as general
from api.export.review_order import lines_of, parts_of
from api.export.word_report import Line, fill, identify, quoted_line, written
from api.export.word_styles import NOTE, TEXT_WIDTH, add_row, add_table, fill_head, new_report, set_style
from extractor.assessments import Assessment, Review, Verdict
from extractor.document import Document

_LABEL_WIDTH = 2.4
_CLOSING = "结论由规则自动得出，每项均注明出处；本报告供审阅参考，内容以文件原件和现行法律为准。"
_TABLES = {Verdict.AGREES, Verdict.BETTER, Verdict.NOT_CONCERNED}


def review_word(review: Review, document: Document) -> bytes:
    """The report as a DOCX file; nothing in it depends on the clock."""
    report = new_report()
    identify(report, document.title or "（没有标题）", f"{review.title}审查报告", "审查报告")
    _add_facts(report, review, document)
    for name, checks in parts_of(review):
        report.add_heading(f"{name}（{len(checks)}）", 1)
        if not checks:
            report.add_paragraph("没有。")
        elif all(one.verdict in _TABLES for one in checks):
            _add_table(report, checks, document)
        else:
            for number, one in enumerate(checks, 1):
                _add_check(report, number, one, document)
    set_style(report.add_paragraph(_CLOSING), NOTE)
    return written(report)


def _add_facts(report: WordDocument, review: Review, document: Document) -> None:
    counts = review.counts()
    counted = "、".join(f"{name} {counts[key]}" for key, name in wording.VERDICTS.items() if counts.get(key))
    facts = [
        ("审查标准", [Line(review.title)]),
        ("险种", [Line(lines_of(review) or "未能判断")]),
        ("格式", [Line(general.SOURCES[document.source])]),
        ("校验值（SHA-256）", [Line(document.sha256)]),
        ("检查结果", [Line(f"共 {len(review.assessments)} 项：{counted}")]),
    ]
    if document.remarks:
        facts.append(("阅读说明", [Line(remark.message) for remark in document.remarks]))
    report.add_heading("概况", 1)
    _add_pairs(report, facts, 3.8)


def _add_pairs(report: WordDocument, told: Sequence[tuple[str, Sequence[Line]]], width: float) -> None:
    table = add_table(report, (width, TEXT_WIDTH - width))
    for label, lines in told:
        named, cell = add_row(table)
        fill_head(named, label)
        fill(cell, lines)


def _add_check(report: WordDocument, number: int, one: Assessment, document: Document) -> None:
    report.add_heading(f"{number}. {one.title}", 2)
    verdict = f"{wording.VERDICTS[one.verdict]}（{wording.WEIGHTS[one.weight]}）"
    _add_pairs(report, [("结论", [Line(verdict), Line(one.reason)]), *_told(one, document)], _LABEL_WIDTH)


def _told(one: Assessment, document: Document) -> Iterator[tuple[str, list[Line]]]:
    yield "要求", [Line(one.requirement)]
    if one.advice:
        yield "建议", [Line(one.advice)]
    if one.prevails:
        yield "实际适用", [Line(one.prevails)]
    if one.citations:
        yield "依据", [Line(str(citation)) for citation in one.citations]
    if one.sources:
        yield "原文", [quoted_line(source, document) for source in one.sources]


def _add_table(report: WordDocument, checks: Sequence[Assessment], document: Document) -> None:
    heads = ("检查项", "结论", "要求与依据", "原文")
    table = add_table(report, (3.0, 1.8, 5.4, TEXT_WIDTH - 10.2), heads)
    for one in checks:
        lines = (
            [Line(one.title)],
            [Line(wording.VERDICTS[one.verdict])],
            [Line(one.requirement), *(Line(str(citation)) for citation in one.citations)],
            [quoted_line(source, document) for source in one.sources] or [Line("—")],
        )
        for cell, told in zip(add_row(table), lines, strict=True):
            fill(cell, told)
