"""An extraction as gold for the scorer (标注): what reviewers agreed on, to measure a later version by.

Gold says what the document states and where: no offsets, pages or boxes, no confidence, no rule, no text. A
field that says nothing (no, an empty word or list) is left out, as the record format has it.
"""

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from typing import Any

from api.export.record_format import to_json
from extractor.records import Extraction

_FORBIDDEN = re.compile(r'[\x00-\x1f\\/:*?"<>|]')  # in file names
_DOCUMENT = ("title", "kind")
_RECORD = ("type", "path", "quote", "fields")
_REFERENCE = ("path", "quote", "status", "targets")
_FINDING = ("code", "path", "quote", "message")


def to_gold(extraction: Extraction, name: str) -> str:
    """The extraction as ``NAME.gold.json``: indented JSON with a final line break.

    ``name`` is the document's, as the scorer finds its text and its prediction (``NAME.txt``,
    ``NAME.json``). Scored against its own gold an extraction is right throughout.
    """
    whole = json.loads(to_json(extraction))
    gold = {
        "document": {"name": name, **_chosen(whole["document"], _DOCUMENT)},
        "records": [_record(record) for record in whole["records"]],
        "references": [_chosen(reference, _REFERENCE) for reference in whole["references"]],
        "findings": [_chosen(finding, _FINDING) for finding in whole["findings"]],
    }
    return json.dumps(gold, ensure_ascii=False, indent=1) + "\n"


def gold_archive(extractions: Sequence[tuple[str, Extraction]]) -> bytes:
    """A zip of ``NAME.gold.json`` for each document; a name that comes again gets a number."""
    packed, taken = io.BytesIO(), Counter[str]()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, extraction in extractions:
            plain = _FORBIDDEN.sub("_", name)
            taken[plain] += 1
            numbered = plain if taken[plain] == 1 else f"{plain}（{taken[plain]}）"
            archive.writestr(f"{numbered}.gold.json", to_gold(extraction, numbered))
    return packed.getvalue()


def _record(record: dict[str, Any]) -> dict[str, Any]:
    fields = {key: value for key, value in record["fields"].items() if _says_something(value)}
    return {**_chosen(record, _RECORD), "fields": fields}


def _chosen(item: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: item[key] for key in keys}


def _says_something(value: Any) -> bool:
    # 0 is equal to False, and a figure.
    return value is not False and value not in ("", [])
