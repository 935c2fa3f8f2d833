"""How sure a finding is (置信度): the share of such findings that were right in annotated documents.

``calibration.json`` is made by ``python -m corpora.reading.calibration`` from documents that neither reader was made
from: weights of a logistic regression for what the rules found and one for what only the model found.
"""

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractor.joining.candidates import Candidate, evidence

STORED = Path(__file__).with_name("calibration.json")


@dataclass(frozen=True, slots=True)
class Calibration:
    """``weights`` by who found it (``rule`` or ``model``), ``types`` by that and the type.

    ``least`` is the confidence from which a find of the model alone is given; what the rules found is always given.
    """

    weights: dict[str, list[float]]
    types: dict[str, dict[str, float]]
    least: float

    def confidence(self, candidate: Candidate) -> float:
        """The share of such candidates that are right, 0-1."""
        finder = group_of(candidate)
        pairs = zip(self.weights[finder], evidence(candidate), strict=True)
        score = sum(weight * value for weight, value in pairs) + self.types[finder].get(
            candidate.type.value, 0.0
        )
        return round(1 / (1 + math.exp(-score)), 4)

    def shown(self, candidate: Candidate, confidence: float) -> bool:
        """To be given as a record: found by the rules, however sure, or sure enough."""
        return candidate.record is not None or confidence >= self.least


def group_of(candidate: Candidate) -> str:
    """``rule`` where the rules found it, whether or not the model did, else ``model``."""
    return "model" if candidate.record is None else "rule"


@lru_cache(maxsize=1)
def calibration() -> Calibration:
    """The stored calibration."""
    stored = json.loads(STORED.read_text("utf-8"))
    return Calibration(stored["weights"], stored["types"], stored["least"])
