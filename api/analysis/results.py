"""Results of analyses (分析结果) as JSON and back, and what a list shows of them.

A result holds no document: quotes with their spans are all it needs, so that it can be kept and shown beside the
documents later. JSON and back gives an equal value.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from api.analysis.orders import Kind
from extractor.answers import Matrix, Surroundings
from extractor.assessments import ExemptionMap, Review
from extractor.determination import Determination, DutyStatus, ExclusionStatus
from extractor.differences import Comparison

Result = Comparison | Matrix | Review | ExemptionMap | Surroundings | Determination
_ADAPTERS: Mapping[type[Any], TypeAdapter[Any]] = {
    kind: TypeAdapter(kind)
    for kind in (Comparison, Matrix, Review, ExemptionMap, Surroundings, Determination)
}
_TYPES: Mapping[Kind, type[Any]] = {
    Kind.COMPARISON: Comparison,
    Kind.MATRIX: Matrix,
    Kind.PLAYBOOK: Review,
    Kind.LAW: Review,
    Kind.EXEMPTIONS: ExemptionMap,
    Kind.NEIGHBOURS: Surroundings,
    Kind.CLAIM: Determination,
}


def encode_result(result: Result) -> str:
    """The result as JSON."""
    return _ADAPTERS[type(result)].dump_json(result).decode()


def decode_result(kind: Kind, text: str) -> Result:
    """The result of an analysis of this kind, from what encode_result gave."""
    result: Result = _ADAPTERS[_TYPES[kind]].validate_json(text)
    return result


def tally_of(result: Result) -> Mapping[str, int]:
    """Numbers of a result that a list shows: by likeness and gain, by verdict, of rows or of provisions."""
    match result:
        case Comparison():
            gains = {f"gain_{gain.value}": count for gain, count in result.gains().items()}
            return {likeness.value: count for likeness, count in result.counts().items()} | gains
        case Review():
            return {verdict.value: count for verdict, count in result.counts().items()}
        case Matrix():
            return {"elements": len(result.rows), "differing": sum(row.differs for row in result.rows)}
        case ExemptionMap():
            outside = sum(not one.section for one in result.exemptions)
            return {"exemptions": len(result.exemptions), "outside": outside}
        case Surroundings():
            unusual = sum(echo.unusual for echo in result.echoes)
            return {"searched": result.searched, "passages": len(result.echoes), "unusual": unusual}
        case Determination():
            return _tally_of_claim(result)


def _tally_of_claim(found: Determination) -> Mapping[str, int]:
    """The verdict, and what asks for attention."""
    return {
        found.verdict.value: 1,
        "questions": len(found.questions),
        "exclusions": sum(one.status is not ExclusionStatus.RULED_OUT for one in found.exclusions),
        "broken_duties": sum(one.status is DutyStatus.BROKEN for one in found.duties),
        "missing_documents": sum(one.present is False for one in found.papers),
    }
