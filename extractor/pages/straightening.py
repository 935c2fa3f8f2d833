"""The map from a straightened page to the page as it is shown (校正映射)."""

from collections.abc import Sequence
from typing import NamedTuple

from extractor.document import Box


class Straightening(NamedTuple):
    """From the straight page to the page as it is shown, both in points from the top left corner."""

    matrix: tuple[float, ...]  # of the perspective map, row by row
    width: float  # of the page as it is shown
    height: float

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the straight page stands on the page as it is shown."""
        a, b, c, d, e, f, g, h, i = self.matrix
        by = g * x + h * y + i
        return (a * x + b * y + c) / by, (d * x + e * y + f) / by

    def box(self, box: Box) -> Box:
        """The upright rectangle, on the page as it is shown, round a box of the straight one."""
        corners = [self.shown(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        across, down = zip(*corners, strict=True)
        within = (max(min(across), 0.0), max(min(down), 0.0))
        return Box(*within, min(max(across), self.width), min(max(down), self.height))

    def edges(self, edges: Sequence[float], middle: float) -> tuple[float, ...]:
        """The edges of characters at the height ``middle``; none where lines run another way on the shown page."""
        if not edges:
            return ()
        (left, top), (right, bottom) = self.shown(edges[0], middle), self.shown(edges[-1], middle)
        if right - left < abs(bottom - top):
            return ()
        return tuple(self.shown(edge, middle)[0] for edge in edges)
