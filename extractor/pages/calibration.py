"""How often a recognised character is right (置信度校准): the reader's own probability is too sure of itself.

The table was measured on ten pages of our own documents, sealed, faxed and photographed (8,600 characters): of the
characters that the reader gave such a probability, so many were right. Between the points it is a straight line.
"""

from bisect import bisect_right

# The reader's probability, and the share of characters that were right.
_POINTS = (
    (0.0, 0.1),
    (0.3, 0.3),
    (0.5, 0.5),
    (0.6, 0.6),
    (0.75, 0.65),
    (0.85, 0.85),
    (0.95, 0.93),
    (0.98, 0.97),
    (0.995, 0.985),
    (0.999, 0.997),
    (1.0, 0.9998),
)


def correctness(probability: float) -> float:
    """The probability that a character which the reader gave ``probability`` is right."""
    at = min(max(bisect_right([point[0] for point in _POINTS], probability), 1), len(_POINTS) - 1)
    (low, first), (high, last) = _POINTS[at - 1], _POINTS[at]
    return first + (last - first) * (min(max(probability, low), high) - low) / (high - low)
