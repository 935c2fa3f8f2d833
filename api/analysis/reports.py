"""Analyses as reports (报告): a result and its documents, in a form that a person or a program takes away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from api.analysis.forms import Form, ReportImpossible
from api.analysis.results import Result
from api.export.comparison_format import (
    comparison_json,
    exemptions_json,
    matrix_json,
    review_json,
    surroundings_json,
)
from api.export.comparison_page import comparison_page
from api.export.comparison_sheet import comparison_sheet
from api.export.exemption_notice import to_notice_docx, to_notice_html
from api.export.highlights import annotate_pdf
from api.export.marked import Marked, NotMarkable
from api.export.matrix_page import matrix_page
from api.export.matrix_sheet import matrix_sheet
from api.export.notes import Note, notes_of_comparison, notes_of_exemptions, notes_of_review
from api.export.redline_word import redline_word
from api.export.review_page import review_page
from api.export.review_sheet import review_sheet
from api.export.review_word import review_word
from api.export.word_notes import annotate_word
from extractor.answers import Matrix, Surroundings
from extractor.assessments import ExemptionMap, Review
from extractor.determination import Determination
from extractor.differences import Comparison
from extractor.document import Document
from extractor.document import Source as Format


@dataclass(frozen=True, slots=True)
class Source:
    """A document that was analysed: what was read, the name it goes by, and the bytes of its file."""

    document: Document
    name: str
    original: bytes


@dataclass(frozen=True, slots=True)
class Report:
    """A file: its content, its suffix (``.pdf``), and in Chinese what could not be shown in it."""

    data: bytes
    suffix: str
    remarks: tuple[str, ...] = ()


def report(result: Result, form: Form, sources: Sequence[Source], made: datetime) -> Report:
    """The report; ``made`` (with a zone) dates marks and comments. Raises ReportImpossible."""
    if form is Form.ANNOTATED:
        return _annotated(result, sources[-1], made)
    match result:
        case Comparison():
            return _of_comparison(result, form, sources, made)
        case Matrix():
            return _of_matrix(result, form, sources)
        case Review():
            return _of_review(result, form, sources[0])
        case ExemptionMap():
            return _of_exemptions(result, form, sources[0])
        case Surroundings():
            return _text(surroundings_json(result, sources[0].document), form)
        case Determination():
            raise ValueError("claim checks have reports of their own")


def _of_comparison(found: Comparison, form: Form, sources: Sequence[Source], made: datetime) -> Report:
    a, b = (source.document for source in sources)
    match form:
        case Form.HTML:
            return _text(comparison_page(found, a, b), form)
        case Form.XLSX:
            return Report(comparison_sheet(found, a, b), ".xlsx")
        case Form.DOCX:
            return _marked(redline_word(found, a, b, sources[1].original, made), ".docx")
        case _:
            return _text(comparison_json(found, a, b), form)


def _of_matrix(found: Matrix, form: Form, sources: Sequence[Source]) -> Report:
    match form:
        case Form.HTML:
            return _text(matrix_page(found), form)
        case Form.XLSX:
            return Report(matrix_sheet(found), ".xlsx")
        case _:
            return _text(matrix_json(found, [source.document for source in sources]), form)


def _of_review(found: Review, form: Form, source: Source) -> Report:
    match form:
        case Form.HTML:
            return _text(review_page(found, source.document), form)
        case Form.XLSX:
            return Report(review_sheet(found, source.document), ".xlsx")
        case Form.DOCX:
            return Report(review_word(found, source.document), ".docx")
        case _:
            return _text(review_json(found, source.document), form)


def _of_exemptions(found: ExemptionMap, form: Form, source: Source) -> Report:
    match form:
        case Form.HTML:
            return _text(to_notice_html(found, source.document, source.name), form)
        case Form.DOCX:
            return Report(to_notice_docx(found, source.document, source.name), ".docx")
        case _:
            return _text(exemptions_json(found, source.document), form)


def _annotated(result: Result, source: Source, made: datetime) -> Report:
    """The file itself with the notes at their words: highlights in a PDF, comments in Word or in a Word copy."""
    notes = _notes(result)
    if source.document.source is not Format.PDF:
        return _marked(annotate_word(source.original, source.document, notes, made), ".docx")
    try:
        return _marked(annotate_pdf(source.original, source.document, notes, made), ".pdf")
    except NotMarkable as reason:
        raise ReportImpossible(f"{reason}也可改用 html、docx 或 xlsx 格式。") from None


def _notes(result: Result) -> Sequence[Note]:
    match result:
        case Comparison():
            return notes_of_comparison(result)
        case Review():
            return notes_of_review(result)
        case ExemptionMap():
            return notes_of_exemptions(result)
        case _:
            raise ReportImpossible("这种分析没有批注格式。请改用 html 格式。")


def _marked(marked: Marked, suffix: str) -> Report:
    return Report(marked.content, suffix, marked.missed)


def _text(text: str, form: Form) -> Report:
    return Report(text.encode(), f".{form.value}")
