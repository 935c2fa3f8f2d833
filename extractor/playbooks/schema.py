"""JSON Schema of playbooks, for editors that complete and check while one writes."""

from typing import Any

from extractor.playbooks.declared import Playbook


def playbook_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a playbook, with Chinese descriptions."""
    schema = Playbook.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "审查标准"
    return schema
