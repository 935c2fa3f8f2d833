"""Many documents point by point (条款要素对照表): every element of the catalogue across up to twenty wordings."""

from collections.abc import Sequence

from extractor.answers import Matrix, Row
from extractor.assessments import LineOfCover
from extractor.elements.catalogue import Element, answer, catalogue
from extractor.elements.wording import Wording
from extractor.errors import TiaokuanError

MOST = 20


class MatrixProblem(TiaokuanError):
    """The table asked for cannot be made; the Chinese message says what to change."""

    code = "matrix"


def matrix(wordings: Sequence[Wording], keys: Sequence[str] = ()) -> Matrix:
    """The elements across the wordings, each cell an answer; ``keys`` choose elements and their order.

    Without ``keys`` every element is asked. A row on which all are silent stays where it concerns the line of
    insurance of one of them (silence is an answer), else it is left out; what belongs to service contracts alone
    is asked only where one is among them. Raises MatrixProblem.
    """
    if not 1 <= len(wordings) <= MOST:
        raise MatrixProblem(f"要素对照表可放1至{MOST}份文件，现为{len(wordings)}份；请分批对照。")
    titles = tuple(wording.document.title for wording in wordings)
    if keys:
        return Matrix(titles, tuple(_row(wordings, element) for element in _chosen(keys)))
    lines = frozenset(line for wording in wordings for line in wording.lines)
    elements = [element for element in catalogue().values() if _may_concern(element, lines)]
    rows = [(element, _row(wordings, element)) for element in elements]
    return Matrix(titles, tuple(row for element, row in rows if _stays(row, element, lines)))


def _chosen(keys: Sequence[str]) -> tuple[Element, ...]:
    known = catalogue()
    unknown = [key for key in keys if key not in known]
    if unknown:
        raise MatrixProblem(f"没有名为“{'”“'.join(unknown)}”的要素；请从要素目录中选取。")
    return tuple(known[key] for key in dict.fromkeys(keys))


def _may_concern(element: Element, lines: frozenset[LineOfCover]) -> bool:
    return element.lines != (LineOfCover.SERVICE,) or LineOfCover.SERVICE in lines


def _stays(row: Row, element: Element, lines: frozenset[LineOfCover]) -> bool:
    return (
        not element.lines
        or not lines.isdisjoint(element.lines)
        or any(answer.entries for answer in row.answers)
    )


def _row(wordings: Sequence[Wording], element: Element) -> Row:
    answers = tuple(answer(wording, element) for wording in wordings)
    return Row(element.key, element.title, element.group, answers)
