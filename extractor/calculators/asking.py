"""From an expression to a calculation (计算书): missing figures become questions, two readings are set side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.determination import Calculation, Question, Reading
from extractor.expressions import Evaluation, Given, Named, evaluate
from extractor.quotations import Quotation

LAW_OF_DOUBT = "《保险法》第三十条：对格式条款有两种以上解释的，应当作出有利于被保险人和受益人的解释"


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to compute (一种算法). ``title`` and ``why`` are Chinese; ``title`` is empty where there is only one."""

    title: str
    of: Named
    why: str = ""


def calculation(
    of: Named, figures: Mapping[str, Decimal], because: tuple[Quotation, ...] = (), note: str = ""
) -> Calculation:
    """The amount of one expression, or what must be asked."""
    return calculations((Variant("", of),), figures, because, note)


def calculations(
    variants: Sequence[Variant],
    figures: Mapping[str, Decimal],
    because: tuple[Quotation, ...] = (),
    note: str = "",
) -> Calculation:
    """The amount of the favoured variant (the greatest: it is paid to the insured's side), all of them as readings.

    Variants that come to the same amount are one. While any needs a figure, nothing is computed.
    """
    computed = [(variant, evaluate(variant.of, figures)) for variant in variants]
    missing = tuple(dict.fromkeys(given for _, result in computed for given in result.missing))
    if missing:
        return Calculation(None, questions=tuple(asked(given, because) for given in missing), note=note)
    valued = [(variant, result, result.value) for variant, result in computed if result.value is not None]
    if not valued:
        return Calculation(None, note=note or "除数为零，无法计算，请核对期间和金额")
    best = max(valued, key=lambda one: one[2])
    readings = _readings(valued, best[2])
    return Calculation(best[2], best[1].steps, readings, (), note)


def asked(given: Given, because: tuple[Quotation, ...] = ()) -> Question:
    """The question for a figure that nobody has said: its key is the pointer of the field."""
    return Question(f"请提供：{given.label}", f"/{given.key}", because)


def _readings(valued: Sequence[tuple[Variant, Evaluation, Decimal]], best: Decimal) -> tuple[Reading, ...]:
    different: dict[Decimal, tuple[Variant, Evaluation]] = {}
    for variant, result, value in valued:
        different.setdefault(value, (variant, result))
    if len(different) < 2:
        return ()
    return tuple(
        Reading(
            variant.title,
            value,
            result.steps,
            value == best,
            f"{variant.why}；{LAW_OF_DOUBT}" if value == best else variant.why,
        )
        for value, (variant, result) in sorted(different.items(), reverse=True)
    )
