"""What the calculators take, and what cannot be in it (输入核对)."""

from extractor.calculators.allowance import Stay
from extractor.calculators.allowance import contradictions as of_stay
from extractor.calculators.benefit_by_age import Aged
from extractor.calculators.benefit_by_age import contradictions as of_aged
from extractor.calculators.breaches import Breaches
from extractor.calculators.breaches import contradictions as of_breaches
from extractor.calculators.disability import Disability
from extractor.calculators.disability import contradictions as of_disability
from extractor.calculators.instalments import Price
from extractor.calculators.instalments import contradictions as of_price
from extractor.calculators.periodic import Periodic
from extractor.calculators.periodic import contradictions as of_periodic
from extractor.calculators.premium_adjustment import Turnover
from extractor.calculators.premium_adjustment import contradictions as of_turnover
from extractor.calculators.termination import Termination
from extractor.calculators.termination import contradictions as of_termination
from extractor.calculators.waiting import Onset, Survival
from extractor.calculators.waiting import contradictions as of_waiting
from extractor.claim import Contradiction

Input = Termination | Turnover | Breaches | Onset | Survival | Disability | Stay | Aged | Price | Periodic


def contradictions(given: Input) -> tuple[Contradiction, ...]:
    """Contradictory or impossible values of any calculator's input, each with the JSON pointer of its field."""
    match given:
        case Termination():
            return of_termination(given)
        case Turnover():
            return of_turnover(given)
        case Breaches():
            return of_breaches(given)
        case Onset() | Survival():
            return of_waiting(given)
        case Disability():
            return of_disability(given)
        case Stay():
            return of_stay(given)
        case Aged():
            return of_aged(given)
        case Price():
            return of_price(given)
        case Periodic():
            return of_periodic(given)
