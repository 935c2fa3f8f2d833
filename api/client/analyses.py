"""Analyses and playbooks (分析、审查标准)."""

from collections.abc import Iterator, Sequence

from api.analysis.forms import Form
from api.analysis.orders import Kind
from api.claims.form import CaseIn
from api.client.calling import Call, at, once
from api.client.files import Download, download
from api.client.part import Part
from api.service.wire.analyses import (
    AnalysisOut,
    AnalysisPage,
    SubjectIn,
)
from api.service.wire.playbooks import ElementOut, PlaybookOut
from api.service.wire.results import ResultOut


class Analyses(Part):
    """Comparisons and checks that the workspace keeps (分析). ``page_size`` is how many are got at once."""

    def create_analysis(
        self,
        kind: Kind,
        documents: Sequence[SubjectIn],
        *,
        name: str = "",
        playbook: str = "",
        elements: Sequence[str] | None = None,
        claim: CaseIn | None = None,
    ) -> AnalysisOut:
        """Ask for an analysis. It is made at once, or by the job that ``job_id`` names: wait for that one then."""
        told = [one.model_dump(exclude_none=True) for one in documents]
        asked = {
            "kind": kind,
            "documents": told,
            "name": name,
            "playbook": playbook,
            "elements": elements,
            "claim": claim,
        }
        call = Call("POST", at("analyses"), body=asked, headers=once())
        return self._connection.ask(call, AnalysisOut)

    def list_analyses(
        self, *, kind: Sequence[Kind] | None = None, document_id: str | None = None, page_size: int = 50
    ) -> Iterator[AnalysisOut]:
        """Analyses of the workspace, of some kinds or about a document, the newest first."""
        query = {"kind": kind, "document_id": document_id, "limit": page_size}
        return self._connection.list(at("analyses"), AnalysisPage, query)

    def get_analysis(self, analysis_id: str, *, known: AnalysisOut | None = None) -> AnalysisOut:
        """The analysis without its result. ``known`` is given back where the service says that it has not changed."""
        return self._current(at("analyses", analysis_id), AnalysisOut, known)

    def get_analysis_result(self, analysis_id: str) -> ResultOut:
        """What it came to. ApiProblem 409 where it is not ready."""
        return self._connection.ask(Call("GET", at("analyses", analysis_id, "result")), ResultOut)

    def export_analysis(self, analysis_id: str, format: Form, *, masked: bool = False) -> Download:
        """A report of it. ApiProblem 422 for a format that its kind does not have, or where it cannot be masked."""
        call = Call("GET", at("analyses", analysis_id, "export"), {"format": format, "masked": masked})
        return download(self._connection.send(call))

    def rename_analysis(self, analysis: AnalysisOut, name: str) -> AnalysisOut:
        """The analysis with another name. ApiProblem 412 where somebody changed it since."""
        return self._changed(at("analyses", analysis.id), analysis, {"name": name})

    def delete_analysis(self, analysis_id: str) -> None:
        """Remove the analysis; its documents stay."""
        self._connection.send(Call("DELETE", at("analyses", analysis_id)))


class Playbooks(Part):
    """Standards to check documents against (审查标准), and the elements that they may speak of (要素)."""

    def list_playbooks(self) -> list[PlaybookOut]:
        """The shipped ones, then the workspace's own."""
        return self._connection.ask(Call("GET", at("playbooks")), list[PlaybookOut])

    def get_playbook(self, playbook_id: str, *, known: PlaybookOut | None = None) -> PlaybookOut:
        """The playbook with its YAML. ``known`` is given back where it has not changed since."""
        return self._current(at("playbooks", playbook_id), PlaybookOut, known)

    def add_playbook(self, text: str) -> PlaybookOut:
        """Keep a playbook. ApiProblem 422 tells every fault with its line."""
        call = Call("POST", at("playbooks"), body={"text": text}, headers=once())
        return self._connection.ask(call, PlaybookOut)

    def change_playbook(self, playbook: PlaybookOut, text: str) -> PlaybookOut:
        """The playbook with another text. ApiProblem 412 where somebody changed it since."""
        return self._changed(at("playbooks", playbook.id), playbook, {"text": text}, method="PUT")

    def delete_playbook(self, playbook_id: str) -> None:
        """Remove one of the workspace's own."""
        self._connection.send(Call("DELETE", at("playbooks", playbook_id)))

    def get_playbook_schema(self) -> Download:
        """The JSON Schema of playbooks."""
        return download(self._connection.send(Call("GET", at("playbook-schema"))))

    def list_elements(self) -> list[ElementOut]:
        """The elements that matrices and playbooks may speak of."""
        return self._connection.ask(Call("GET", at("elements")), list[ElementOut])
