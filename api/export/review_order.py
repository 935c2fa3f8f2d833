"""The order in which a review is told (审查结果次序): failed by weight, then what a person must judge, then the rest."""

from collections.abc import Iterator

from api.export import comparison_wording as wording
from extractor.assessments import Assessment, Review, Verdict

_PARTS: tuple[tuple[str, tuple[Verdict, ...]], ...] = (
    ("不符合要求", (Verdict.WORSE, Verdict.ABSENT)),
    ("需人工判断", (Verdict.PERSON,)),
    ("已检查并符合", (Verdict.AGREES, Verdict.BETTER)),
    ("不涉及", (Verdict.NOT_CONCERNED,)),
)


def parts_of(review: Review) -> Iterator[tuple[str, list[Assessment]]]:
    """Name and checks of each part, the weightiest first; a part without checks is there too."""
    for name, verdicts in _PARTS:
        found = [one for one in review.assessments if one.verdict in verdicts]
        yield (
            name,
            sorted(
                found, key=lambda one: (wording.WEIGHT_ORDER[one.weight], one.verdict is not Verdict.WORSE)
            ),
        )


def lines_of(review: Review) -> str:
    """The lines of cover that the document was taken for."""
    return "、".join(wording.LINES[line] for line in review.lines)
