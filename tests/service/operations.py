"""The operations of the schema, with requests that fit them, for tests that go over all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi.testclient import TestClient

from tests.service.office import TEXT, Office

APART = ("/healthz", "/readyz", "/metrics", "/v1/session")  # no key is needed, or none is enough
PLAYBOOK = """id: own-standard
title: 自有标准
stance: insured
lines: [liability]
version: "2026-11"
sections:
  - title: 赔偿
    checks:
      - id: has-coverage
        title: 载明保险责任
        weight: high
        requirement: 应当载明保险责任。
        advice: 请补充保险责任。
        select:
          - type: coverage
        require: present
"""
_BODIES: dict[str, dict[str, Any]] = {
    "createKey": {"name": "新密钥", "scopes": ["read"]},
    "addMember": {"name": "nobody", "scopes": ["read"]},
    "changeMember": {"scopes": ["read"]},
    "renameDocument": {"name": "新名称"},
    "addRecord": {"type": "definition", "start": 0, "end": 8, "fields": {"term": "条款"}},
    "addFinding": {"code": "blank", "message": "此处空白", "start": 0, "end": 8},
    "reviewRecord": {"action": "accept"},
    "reviewFinding": {"action": "accept"},
    "createAnalysis": {"kind": "law", "documents": [{"document_id": "{document_id}"}]},
    "renameAnalysis": {"name": "新名称"},
    "checkClaim": {"document": "{document_id}", "event": {"occurred": "2025-06-01", "cause": "火灾"}},
    "createClaimBatch": {"claims": [{"document": "{document_id}", "event": {"cause": "火灾"}}]},
    "listDeadlines": {"facts": {"complete_documents": "2025-06-01"}},
    "exportDeadlines": {"facts": {}},
    "calculateRefund": {"on": "2025-05-10"},
    "calculatePremiumAdjustment": {"prepaid": 1000},
    "calculatePenalties": {"breaches": [{"what": "逾期交付"}]},
    "checkWaitingPeriod": {"day": "2025-05-10"},
    "checkSurvivalPeriod": {"diagnosed": "2025-05-10"},
    "calculateDisabilityBenefit": {"grades": [8]},
    "calculateBenefitByAge": {"age": 35},
    "calculateHospitalAllowance": {"days": 3},
    "listInstalments": {"total": 1000},
    "listPeriodicInstalments": {"total": 1000},
    "addPlaybook": {"text": PLAYBOOK.replace("own-standard", "another").replace("自有标准", "又一标准")},
    "changePlaybook": {"text": PLAYBOOK},
}
_QUERIES: dict[str, dict[str, Any]] = {
    "exportDocument": {"format": "json"},
    "exportAnalysis": {"format": "json"},
    "exportClaimBatch": {"format": "csv"},
    "exportDeadlines": {"format": "ics"},
    "exportDocuments": {"format": "jsonl", "document_id": ["{document_id}"]},
    "search": {"q": "保险"},
    "getBoxes": {"start": 0, "end": 8},
    "listPortfolioSources": {"point": "type.exclusion"},
    "getPortfolioAnswers": {"point": "excl-war"},
}


@dataclass(frozen=True)
class Operation:
    """One operation: how it is called, and which statuses it says it can answer."""

    id: str
    method: str
    path: str
    spec: dict[str, Any]

    @property
    def statuses(self) -> set[int]:
        """The statuses that it documents."""
        return {int(status) for status in self.spec["responses"] if status.isdigit()}

    @property
    def places(self) -> list[str]:
        """Names of its path parameters."""
        return [one["name"] for one in self.spec.get("parameters", []) if one["in"] == "path"]

    def call(self, client: TestClient, ids: dict[str, str], **changes: Any) -> httpx.Response:
        """A request that would succeed, but for the ids and the changes."""
        request: dict[str, Any] = {
            "params": self.query(ids),
            "headers": {"If-Match": '"r1"'} if self._takes("If-Match") else {},
        }
        content = self.spec.get("requestBody", {}).get("content", {})
        if "multipart/form-data" in content:
            name = "files" if self.id == "uploadDocuments" else "file"
            request["files"] = {name: ("新.txt", (TEXT + self.id).encode())}
            if self.id == "uploadClaimBatch":
                request["files"] = {name: ("案件.csv", "出险原因\n火灾\n".encode())}
        elif "application/json" in content:
            request["json"] = _with_ids(_BODIES[self.id], ids)
        return client.request(self.method, self.path.format(**ids), **{**request, **changes})

    def query(self, ids: dict[str, str]) -> dict[str, Any]:
        """The query parameters that it needs."""
        return _filled(_QUERIES.get(self.id, {}), ids)

    def _takes(self, header: str) -> bool:
        return any(one["name"] == header for one in self.spec.get("parameters", []))


def _filled(query: dict[str, Any], ids: dict[str, str]) -> dict[str, Any]:
    return {
        name: [one.format(**ids) for one in value] if isinstance(value, list) else value
        for name, value in query.items()
    }


def _with_ids(value: Any, ids: dict[str, str]) -> Any:
    """The body with the ids that it names in braces."""
    if isinstance(value, dict):
        return {name: _with_ids(one, ids) for name, one in value.items()}
    if isinstance(value, list):
        return [_with_ids(one, ids) for one in value]
    named = isinstance(value, str) and value.startswith("{") and value[1:-1] in ids
    return ids[value[1:-1]] if named else value


def operations(office: Office) -> Iterator[Operation]:
    """All that a key is good for. Sign-in has tests of its own."""
    app: Any = office.client.app
    for path, methods in app.openapi()["paths"].items():
        for method, spec in methods.items():
            if not path.startswith(APART):
                yield Operation(spec["operationId"], method.upper(), path, spec)


def ids_of(office: Office) -> dict[str, str]:
    """Ids that exist in the office, for every path parameter."""
    document = office.document()
    client = office.client
    record = client.get(f"/v1/documents/{document}/records").json()["items"][0]["id"]
    finding = client.get(f"/v1/documents/{document}/findings").json()["items"][0]["id"]
    reference = client.get(f"/v1/documents/{document}/references").json()["items"][0]["id"]
    job = client.get("/v1/jobs").json()["items"][0]["id"]
    key = client.get("/v1/keys").json()["items"][0]["id"]
    asked = {"kind": "exemptions", "documents": [{"document_id": document}]}
    analysis = client.post("/v1/analyses", json=asked).json()["id"]
    playbook = client.post("/v1/playbooks", json={"text": PLAYBOOK}).json()["id"]
    claims = [{"document": document, "event": {"occurred": "2025-06-01", "cause": "火灾"}}]
    batch = client.post("/v1/claims/batches", json={"claims": claims}).json()["id"]
    office.work()
    return {
        "document_id": document,
        "record_id": record,
        "finding_id": finding,
        "reference_id": reference,
        "job_id": job,
        "key_id": key,
        "analysis_id": analysis,
        "playbook_id": playbook,
        "batch_id": batch,
        "user_id": "usr_none",
        "number": "1",
    }
