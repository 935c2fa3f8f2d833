"""What the head of a document says of it (文档抬头): lines of insurance, and who insures."""

import re
from collections.abc import Mapping, Sequence

from extractor.elements.covers import lines_of_cover
from extractor.records import Extraction, FieldValue
from extractor.terms.setting import COMPANY

_LONGEST = 200
_GO_BETWEEN = re.compile("经纪|代理|公估|销售")


def lines_of(extraction: Extraction) -> str:
    """The lines of insurance in order of weight, as a reading keeps them: between spaces."""
    return f" {' '.join(lines_of_cover(extraction.document))} "


def insurer_of(title: str, parties: Sequence[Mapping[str, FieldValue]]) -> str:
    """The insurer as the document names it: 保险人, else the party that is an insurance company, else in the title."""
    named = [(str(fields.get("role", "")), str(fields.get("name", ""))) for fields in parties]
    insurers = [name for role, name in named if role in {"保险人", "保险方"}]
    companies = [name for _, name in named if COMPANY.search(name) and not _GO_BETWEEN.search(name)]
    heading = COMPANY.search("".join(title.split()))
    titled = [heading[0]] if heading and not _GO_BETWEEN.search(heading[0]) else []
    found = next(iter([*insurers, *companies, *titled]), "")
    return "".join(found.split())[:_LONGEST]
