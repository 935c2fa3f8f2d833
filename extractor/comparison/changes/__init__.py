"""What differs inside a pair of passages (差异识别): changes with quotes, who gains, how much it matters, the redline.

``difference`` reads a pair, ``one_sided`` a passage that has no counterpart. The words of both sides are reduced to
tokens (:mod:`.tokens`), what may stand for each other made one (:mod:`.words`), the rest aligned (:mod:`.alignment`) and
sorted by kind (:mod:`.kinds`); where a change stands (:mod:`.context`) says whom it helps (:mod:`.gains`).
"""

from extractor.comparison.changes.difference import Difference, difference
from extractor.comparison.changes.kinds import SameTarget
from extractor.comparison.changes.onesided import one_sided

__all__ = ["Difference", "SameTarget", "difference", "one_sided"]
