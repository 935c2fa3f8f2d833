"""Exports (导出)."""

from collections.abc import Sequence
from typing import Literal

from api.client.calling import Call, at
from api.client.files import Download, download
from api.client.part import Part

Form = Literal["json", "jsonl", "csv", "xlsx", "docx", "markdown", "html", "gold"]


class Exports(Part):
    """Files made of what was read and reviewed (导出). ``masked`` hides names and numbers of persons."""

    def export_document(
        self,
        document_id: str,
        format: Form,
        *,
        reading: str | None = None,
        masked: bool = False,
        records_only: bool = False,
    ) -> Download:
        """One document in a format; of the current reading where none is named."""
        query = {"format": format, "reading": reading, "masked": masked, "records_only": records_only}
        return download(self._connection.send(Call("GET", at("documents", document_id, "export"), query)))

    def export_documents(
        self,
        document_id: Sequence[str],
        format: Form,
        *,
        masked: bool = False,
        records_only: bool = False,
    ) -> Download:
        """Several documents in one file, in the order of their ids: jsonl, csv, xlsx, or a zip of gold."""
        query = {
            "document_id": list(document_id),
            "format": format,
            "masked": masked,
            "records_only": records_only,
        }
        return download(self._connection.send(Call("GET", at("exports"), query)))
