"""In which forms an analysis is told (报告格式)."""

from collections.abc import Mapping
from enum import StrEnum

from api.analysis.orders import Kind
from extractor.errors import TiaokuanError


class Form(StrEnum):
    """A form of report."""

    HTML = "html"
    XLSX = "xlsx"
    DOCX = "docx"
    ANNOTATED = "annotated"  # the document itself with comments or highlights: Word or PDF
    JSON = "json"


_FORMS: Mapping[Kind, tuple[Form, ...]] = {
    Kind.COMPARISON: (Form.HTML, Form.XLSX, Form.DOCX, Form.ANNOTATED, Form.JSON),
    Kind.MATRIX: (Form.HTML, Form.XLSX, Form.JSON),
    Kind.PLAYBOOK: (Form.HTML, Form.XLSX, Form.DOCX, Form.ANNOTATED, Form.JSON),
    Kind.LAW: (Form.HTML, Form.XLSX, Form.DOCX, Form.ANNOTATED, Form.JSON),
    Kind.EXEMPTIONS: (Form.HTML, Form.DOCX, Form.ANNOTATED, Form.JSON),
    Kind.NEIGHBOURS: (Form.JSON,),
    Kind.CLAIM: (Form.HTML, Form.XLSX, Form.DOCX, Form.JSON),
}


def forms_of(kind: Kind) -> tuple[Form, ...]:
    """The forms that an analysis of this kind can have."""
    return _FORMS[kind]


class ReportImpossible(TiaokuanError):
    """The report cannot be made in this form; the message says which one can."""

    code = "report-impossible"
