"""Calculators on the terms of a document (条款计算): refunds, premium adjustment, penalties, benefits, instalments."""

from extractor.calculators.allowance import Stay, allowance
from extractor.calculators.benefit_by_age import Aged, benefit_by_age
from extractor.calculators.breaches import Breach, Breaches
from extractor.calculators.disability import Disability, disability
from extractor.calculators.inputs import Input, contradictions
from extractor.calculators.instalments import Instalment, Plan, Price, instalments
from extractor.calculators.penalties import penalties
from extractor.calculators.periodic import Frequency, Periodic, periodic_instalments
from extractor.calculators.premium_adjustment import Turnover, premium_adjustment
from extractor.calculators.refund import refund
from extractor.calculators.termination import Termination, Terminator
from extractor.calculators.waiting import Onset, Survival, survival, waiting
from extractor.claim import Contradiction

__all__ = [
    "Aged",
    "Breach",
    "Breaches",
    "Contradiction",
    "Disability",
    "Frequency",
    "Input",
    "Instalment",
    "Onset",
    "Periodic",
    "Plan",
    "Price",
    "Stay",
    "Survival",
    "Termination",
    "Terminator",
    "Turnover",
    "allowance",
    "benefit_by_age",
    "contradictions",
    "disability",
    "instalments",
    "penalties",
    "periodic_instalments",
    "premium_adjustment",
    "refund",
    "survival",
    "waiting",
]
