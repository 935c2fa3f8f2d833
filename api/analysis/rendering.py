"""Reports made in a child process (报告生成): originals are files of unknown origin, and are opened again for some."""

from dataclasses import dataclass
from datetime import datetime

from api.analysis.forms import Form
from api.analysis.orders import Kind
from extractor.document import Document


@dataclass(frozen=True)
class Rendering:
    """A report as a job: the bytes are those of the last document, those of the others are not needed.

    Gives content, suffix and remarks. Raises ReportImpossible.
    """

    kind: Kind
    form: Form
    told: str
    documents: tuple[Document, ...]
    names: tuple[str, ...]
    made: datetime

    def __call__(self, data: bytes, name: str) -> tuple[bytes, str, tuple[str, ...]]:
        """``data`` is the original of the last document; ``name`` is of no use here."""
        from api.analysis.reports import Source, report  # noqa: PLC0415  the child alone loads the exports
        from api.analysis.results import decode_result  # noqa: PLC0415

        *before, last = zip(self.documents, self.names, strict=True)
        sources = [Source(*one, b"") for one in before] + [Source(*last, data)]
        made = report(decode_result(self.kind, self.told), self.form, sources, self.made)
        return made.data, made.suffix, made.remarks
