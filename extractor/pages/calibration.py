"""How often a recognised character is right (置信度校准): the reader's own probability, measured.

The table was measured on 110 pages of made-up clauses full of figures (``tests.bench.calibrating``): seven fonts, 8 to
14 points, 150 to 300 dpi, clean, sealed in colour and in grey, faxed, blurred, noisy, photographed; 101,000 characters
without marks. Of those that the reader gave such a probability, so many were right; of the 100,000 above 0.993, one was
wrong. Between the points it is a straight line.
"""

from bisect import bisect_right

# The reader's probability, and the share of characters that were right.
_POINTS = (
    (0.0, 0.15),
    (0.3, 0.3),
    (0.5, 0.5),
    (0.6, 0.65),
    (0.7, 0.78),
    (0.8, 0.87),
    (0.88, 0.93),
    (0.95, 0.955),
    (0.97, 0.97),
    (0.98, 0.985),
    (0.99, 0.997),
    (0.995, 0.9985),
    (0.998, 0.9995),
    (1.0, 0.99995),
)


def correctness(probability: float) -> float:
    """The probability that a character which the reader gave ``probability`` is right."""
    at = min(max(bisect_right([point[0] for point in _POINTS], probability), 1), len(_POINTS) - 1)
    (low, first), (high, last) = _POINTS[at - 1], _POINTS[at]
    return first + (last - first) * (min(max(probability, low), high) - low) / (high - low)
