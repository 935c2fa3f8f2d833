"""How well a comparison did: the table by kind and the aims."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.mutations.judging import Judgement, Verdict

AIMS = {"precision": 0.97, "recall": 0.97, "quiet": 0.95, "direction": 0.95}
_HEADS = ("kind", "planted", "found", "right", "wrong", "missed", "extra", "direction", "place")


@dataclass(frozen=True, slots=True)
class Scores:
    """``precision`` and ``recall`` of changes with the right kind, ``quiet``: share of meaning-preserving edits without
    a material change, ``direction`` and ``place``: shares of those claimed. 1.0 where nothing was asked."""

    precision: float
    recall: float
    quiet: float
    direction: float
    place: float

    def missed(self) -> list[str]:
        """Names of the aims that are missed."""
        return [name for name, aim in AIMS.items() if getattr(self, name) < aim]


def score(judgement: Judgement) -> Scores:
    """The scores of all verdicts together."""
    material = [verdict for verdict in judgement.verdicts if verdict.mutation.expected.material]
    keeping = [verdict for verdict in judgement.verdicts if not verdict.mutation.expected.material]
    right = sum(verdict.right for verdict in material)
    surplus = sum(len(verdict.surplus) for verdict in judgement.verdicts) + len(judgement.strays)
    return Scores(
        precision=_share(right, right + surplus),
        recall=_share(right, len(material)),
        quiet=_share(sum(verdict.right for verdict in keeping), len(keeping)),
        direction=_mean(verdict.direction for verdict in judgement.verdicts),
        place=_mean(verdict.placed for verdict in judgement.verdicts),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _mean(answers: Iterable[bool | None]) -> float:
    given = [answer for answer in answers if answer is not None]
    return _share(sum(given), len(given))


def table(judgement: Judgement) -> str:
    """A line for each planted kind, material ones first, then the totals."""
    kinds = sorted({(not v.mutation.expected.material, v.mutation.kind) for v in judgement.verdicts})
    rows = [_row(kind, [v for v in judgement.verdicts if v.mutation.kind == kind]) for _, kind in kinds]
    widths = [max(len(row[column]) for row in (_HEADS, *rows)) for column in range(len(_HEADS))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in (_HEADS, *rows)
    ]
    return "\n".join(
        [*lines, "", f"changes where nothing was planted: {len(judgement.strays)}", summary(judgement)]
    )


def summary(judgement: Judgement) -> str:
    """The totals in one line, the aims beside them."""
    scores = score(judgement)
    totals = [f"{name} {getattr(scores, name):.3f} (aim {aim})" for name, aim in AIMS.items()]
    return ", ".join([*totals, f"place {scores.place:.3f}", f"edits {len(judgement.verdicts)}"])


def _row(kind: str, verdicts: list[Verdict]) -> tuple[str, ...]:
    material = verdicts[0].mutation.expected.material
    found = [verdict for verdict in verdicts if verdict.reported]
    right = sum(verdict.right for verdict in verdicts)
    wrong = sum(not verdict.right for verdict in found)
    missed = sum(not verdict.reported for verdict in verdicts) if material else 0
    extra = sum(len(verdict.surplus) for verdict in verdicts)
    return (
        kind + ("" if material else " (same meaning)"),
        *(str(count) for count in (len(verdicts), len(found), right, wrong, missed, extra)),
        _fraction(verdict.direction for verdict in verdicts),
        _fraction(verdict.placed for verdict in verdicts),
    )


def _fraction(answers: Iterable[bool | None]) -> str:
    given = [answer for answer in answers if answer is not None]
    return f"{sum(given)}/{len(given)}" if given else ""
