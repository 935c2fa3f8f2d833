"""Examples for the schema (示例): complete, and checked against their models by a test."""

from typing import Any

_READING = {
    "id": "rdg_3k9x2m4q7w8r5t6y1z0a",
    "version": 1,
    "extractor": "tiaokuan 0.1.0",
    "current": True,
    "title": "山雀财产保险股份有限公司公众责任保险条款",
    "kind": "clauses",
    "pages": 12,
    "remarks": [{"code": "no-text-layer", "message": "第 12 页没有文字层，未能读取。", "page": 12}],
    "created_at": "2026-03-02T01:20:31Z",
}
_VERSION = {
    "number": 1,
    "filename": "公众责任保险条款.pdf",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "size": 482133,
    "format": "pdf",
    "state": "ready",
    "created_at": "2026-03-02T01:20:28Z",
}
_EXAMPLES: dict[str, dict[str, Any]] = {
    "document": {
        "id": "doc_7h2k9m4q8w3r5t6y1z0a",
        "name": "公众责任保险条款",
        "state": "ready",
        "created_at": "2026-03-02T01:20:28Z",
        "updated_at": "2026-03-04T08:11:05Z",
        "revision": 1,
        "version": _VERSION,
        "versions": 1,
        "lines": ["liability"],
        "insurer": "山雀财产保险股份有限公司",
        "records": 86,
        "findings": 5,
        "reviewed": 61,
        "pending": 30,
        "reading": _READING,
    },
    "job": {
        "id": "job_5t6y1z0a7h2k9m4q8w3r",
        "kind": "read",
        "state": "running",
        "stage": "reading",
        "document_id": "doc_7h2k9m4q8w3r5t6y1z0a",
        "attempts": 1,
        "cancel_asked": False,
        "revision": 2,
        "created_at": "2026-03-02T01:20:28Z",
        "started_at": "2026-03-02T01:20:29Z",
    },
    "upload": {
        "id": "upl_9m4q8w3r5t6y1z0a7h2k",
        "items": [
            {
                "filename": "公众责任保险条款.pdf",
                "outcome": "accepted",
                "document_id": "doc_7h2k9m4q8w3r5t6y1z0a",
                "job_id": "job_5t6y1z0a7h2k9m4q8w3r",
            },
            {
                "filename": "投保单.heic",
                "outcome": "refused",
                "refusal": {
                    "code": "unsupported",
                    "reason": "“投保单.heic”是不支持的图片格式，请另存为 JPEG、PNG 或 TIFF（苹果手机可在设置中改用“兼容性最佳”格式）后再试。",
                },
            },
        ],
    },
}


def example(name: str) -> dict[str, Any]:
    """``json_schema_extra`` with the example of that name."""
    return {"examples": [_EXAMPLES[name]]}
