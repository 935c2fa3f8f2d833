"""Reports made in a child process (报告生成): originals are files of unknown origin, and are opened again for some."""

from dataclasses import dataclass, field
from datetime import datetime

from api.analysis.forms import Form
from api.analysis.orders import Kind
from api.claims.writing import Ids
from extractor.document import Document


@dataclass(frozen=True)
class Rendering:
    """A report as a job: the bytes are those of the last document, those of the others are not needed.

    Gives content, suffix and remarks. Raises ReportImpossible. ``ids`` are those of records in the store. ``masked``
    hides personal data; only claim checks can be masked. ``case`` is the claim as it was kept.
    """

    kind: Kind
    form: Form
    told: str
    documents: tuple[Document, ...]
    names: tuple[str, ...]
    made: datetime
    ids: Ids = field(default_factory=dict)
    masked: bool = False
    case: str = ""

    def __call__(self, data: bytes, name: str) -> tuple[bytes, str, tuple[str, ...]]:
        """``data`` is the original of the last document; ``name`` is of no use here."""
        from api.analysis.reports import Source, report  # noqa: PLC0415  the child alone loads the exports
        from api.analysis.results import decode_result  # noqa: PLC0415

        if self.kind is Kind.CLAIM:
            return self._claim_report()
        *before, last = zip(self.documents, self.names, strict=True)
        sources = [Source(*one, b"") for one in before] + [Source(*last, data)]
        made = report(decode_result(self.kind, self.told), self.form, sources, self.made)
        return made.data, made.suffix, made.remarks

    def _claim_report(self) -> tuple[bytes, str, tuple[str, ...]]:
        from api.analysis.claim_reports import claim_report  # noqa: PLC0415

        made = claim_report(self.told, self.case, self.form, self.documents[0], self.ids, masked=self.masked)
        return made, f".{self.form.value}", ()
