"""By when a norm is due (期限): its deadline, further ones, and the tier of claims that a deadline is for."""

from extractor.document import Span
from extractor.language.tiers import find_tiers, resolve_tiers
from extractor.language.timing import find_deadlines, main_deadline
from extractor.quantities import Deadline, MoneyRange
from extractor.records import FieldValue
from extractor.terms.passages import Passage


def put_deadlines(passage: Passage, fields: dict[str, FieldValue], evidence: dict[str, Span]) -> None:
    """Write ``deadline``, ``other_deadlines`` and ``tier`` where the unit states them."""
    deadline = main_deadline(passage.text)
    if deadline is None or not isinstance(deadline.value, Deadline):
        return
    fields["deadline"] = deadline.value
    evidence["deadline"] = passage.unit.span(deadline.span.start, deadline.span.end)
    _put_graded(passage, deadline.value, fields)


def _put_graded(passage: Passage, main: Deadline, fields: dict[str, FieldValue]) -> None:
    """Further deadlines of the sentence, and the tier of claims that a deadline is for (1-5万元的赔案)."""
    others = [
        q.value for q in find_deadlines(passage.text) if isinstance(q.value, Deadline) and q.value != main
    ]
    if others:
        fields["other_deadlines"] = tuple(dict.fromkeys(others))
    tier = _tier(passage)
    if tier is not None:
        fields["tier"] = tier


def _tier(passage: Passage) -> MoneyRange | None:
    """The tier that the unit is for; a bound that a neighbouring tier takes is open here."""
    graded = [
        (unit, tiers[0]) for unit in passage.paragraph_units() if len(tiers := find_tiers(unit.text)) == 1
    ]
    resolved = resolve_tiers([tier for _, tier in graded])
    found = next(
        (tier.value for (unit, _), tier in zip(graded, resolved, strict=True) if unit is passage), None
    )
    return found if isinstance(found, MoneyRange) else None
