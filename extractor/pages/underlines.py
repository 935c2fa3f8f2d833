"""Underlined characters of a PDF (下划线): a ruling line drawn just below the baseline."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extractor.pages.runs import Run

_BELOW = 0.25  # of the size, at most: the line of a table stands further off
_ABOVE = 0.02

Rule = tuple[float, float, float, float]  # left, top, right, bottom


def underlined(runs: Sequence[Run], rules: Sequence[Rule]) -> list[Run]:
    """The runs with the characters marked that stand on a horizontal line."""
    lines = sorted((rule for rule in rules if rule[1] == rule[3]), key=lambda rule: rule[1])
    heights = [rule[1] for rule in lines]
    marked = []
    for run in runs:
        first = bisect_left(heights, run.base - _ABOVE * run.size)
        last = bisect_right(heights, run.base + _BELOW * run.size)
        under = [line for line in lines[first:last] if line[0] < run.right and line[2] > run.left]
        marked.append(_marked(run, under) if under else run)
    return marked


def _marked(run: Run, lines: Sequence[Rule]) -> Run:
    middles = [(left + right) / 2 for left, right in zip(run.edges[::2], run.edges[1::2], strict=True)]
    below = bytes(any(left <= middle <= right for left, _, right, _ in lines) for middle in middles)
    return run._replace(marks=bytes(mark | line for mark, line in zip(run.marks, below, strict=True)))
