"""What can be asked of documents (分析种类)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractor.records import Extraction


class Kind(StrEnum):
    """Kinds of analysis."""

    COMPARISON = "comparison"  # 双文本比对
    MATRIX = "matrix"  # 要素对照表
    PLAYBOOK = "playbook"  # 按审查标准检查
    LAW = "law"  # 与法律核对
    EXEMPTIONS = "exemptions"  # 免责事项
    NEIGHBOURS = "neighbours"  # 与文档库比较
    CLAIM = "claim"  # 理赔核定


MOST_COMPARED = 20
_NUMBERS = {Kind.COMPARISON: (2, 2), Kind.MATRIX: (2, MOST_COMPARED)}


def number_of_documents(kind: Kind) -> tuple[int, int]:
    """The least and the greatest number of documents that are named for an analysis."""
    return _NUMBERS.get(kind, (1, 1))


@dataclass(frozen=True, slots=True)
class Order:
    """An analysis to be made. ``playbook`` is its YAML text and ``playbook_name`` names it in messages; ``elements``
    are keys of the catalogue, empty for all; ``claim`` is the case as JSON, in the form of CaseIn."""

    kind: Kind
    playbook: str = ""
    playbook_name: str = ""
    elements: tuple[str, ...] = ()
    claim: str = ""


def titles(order: Order, names: Sequence[str]) -> str:
    """A name for the analysis, from those of its documents (Chinese)."""
    first = names[0]
    match order.kind:
        case Kind.COMPARISON:
            return f"{first} 与 {names[1]} 比对"
        case Kind.MATRIX:
            return f"{first} 等{len(names)}份文档要素对照"
        case Kind.PLAYBOOK:
            return f"{first} 审查：{order.playbook_name}"
        case Kind.LAW:
            return f"{first} 法律核对"
        case Kind.EXEMPTIONS:
            return f"{first} 免责事项"
        case Kind.NEIGHBOURS:
            return f"{first} 与文档库比较"
        case Kind.CLAIM:
            return f"{first} 理赔核定"


class Performance:
    """An analysis as a job of an isolated child: gives the result as JSON. It can be pickled."""

    def __init__(self, order: Order, extractions: Sequence[Extraction]) -> None:
        self._order = order
        self._extractions = tuple(extractions)

    def __call__(self, data: bytes, name: str) -> str:
        """``data`` and ``name`` are of no use here. Raises DeclarationProblem for a playbook that is none."""
        from api.analysis.performing import perform  # noqa: PLC0415  the child alone loads the language layer
        from api.analysis.results import encode_result  # noqa: PLC0415

        return encode_result(perform(self._order, self._extractions))
