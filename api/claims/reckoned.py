"""What calculators give, in the form that programs take (计算结果格式)."""

from api.claims.writing import Json, calculation_form, due_form, source_form, standing_form
from api.export.record_format import plain_number
from extractor.calculators import Instalment, Plan
from extractor.determination import Calculation, PeriodStanding


def reckoned_form(found: Calculation | PeriodStanding | Plan) -> Json:
    """The result as JSON has it."""
    match found:
        case Calculation():
            return calculation_form(found)
        case PeriodStanding():
            return standing_form(found)
        case Plan():
            return {
                "instalments": [_instalment(one) for one in found.instalments],
                "calculation": calculation_form(found.calculation),
            }


def _instalment(one: Instalment) -> Json:
    return {
        "label": one.label,
        "amount": None if one.amount is None else plain_number(one.amount),
        **source_form(one.source),
        **due_form(one.due),
        "open_because": one.open_because,
    }
