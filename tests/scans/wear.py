"""What happens to a page on its way (磨损): skew, noise, a seal, a fax line, a telephone's camera. Seeded."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from extractor.pages.recognition import Picture

_RED = (45, 35, 205)  # blue, green, red


@dataclass(frozen=True)
class Condition:
    """How a document is handed in: printed at ``dpi``, worn by each of ``wears`` in turn."""

    name: str
    font: str
    dpi: int
    wears: tuple[Callable[[Picture, int], Picture], ...]

    def worn(self, page: Picture, seed: int) -> Picture:
        """The page after all that."""
        for wear in self.wears:
            page = wear(page, seed)
        return page


def sealed(page: Picture, seed: int) -> Picture:
    """A round red seal of 42 mm over the type, at a place that the seed picks."""
    rng = np.random.default_rng([seed, 1])
    height, width = page.shape[:2]
    across = width / 8.27 / 25.4  # pixels of a millimetre, on A4
    radius = 21 * across
    middle = rng.uniform([0.35 * width, 0.25 * height], [0.75 * width, 0.75 * height])
    ink = np.full_like(page, 255)
    centre = tuple(int(one) for one in middle)
    cv2.circle(ink, centre, int(radius), _RED, max(int(1.2 * across), 2), cv2.LINE_AA)
    points = [
        middle
        + radius
        * (0.35 if at % 2 == 0 else 0.14)
        * np.array([np.sin(at * np.pi / 5), -np.cos(at * np.pi / 5)])
        for at in range(10)
    ]
    cv2.fillPoly(ink, [np.array(points, np.int32)], _RED, cv2.LINE_AA)
    for angle in np.linspace(200, 340, 13):
        spot = middle + 0.78 * radius * np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
        for _ in range(4):  # strokes of the letters round the rim
            ends = spot + rng.uniform(-2.2, 2.2, (2, 2)) * across
            cv2.line(ink, *(tuple(int(one) for one in end) for end in ends), _RED, max(int(0.5 * across), 1))
    worn = rng.uniform(0.72, 1.0, page.shape[:2])[:, :, None]  # ink takes unevenly
    return np.minimum(page, 255 - ((255 - ink) * worn)).astype(np.uint8)


def greyed(page: Picture, _seed: int) -> Picture:
    """Without colour, so that nothing tells a seal from type."""
    return cv2.cvtColor(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)


def skewed(page: Picture, seed: int) -> Picture:
    """Turned by up to two degrees, as a feeder does."""
    angle = float(np.random.default_rng([seed, 2]).uniform(0.6, 2.0)) * (1 if seed % 2 else -1)
    return turned(page, angle)


def turned(page: Picture, angle: float) -> Picture:
    """Turned by that many degrees on white."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))


def noisy(page: Picture, seed: int) -> Picture:
    """Blurred, shaded from one side, with noise, and pressed as JPEG."""
    rng = np.random.default_rng([seed, 3])
    soft = cv2.GaussianBlur(page, (0, 0), 0.7).astype(np.float32)
    soft *= np.linspace(1.0, 0.9, page.shape[1], dtype=np.float32)[None, :, None]
    soft += rng.normal(0, 12, page.shape[:2])[:, :, None].astype(np.float32)
    return jpeg(soft.clip(0, 255).astype(np.uint8), 55)


def jpeg(page: Picture, quality: int) -> Picture:
    """The page after a JPEG of that quality."""
    _, data = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(data, cv2.IMREAD_COLOR)


def blurred(page: Picture, _seed: int) -> Picture:
    """Out of focus."""
    return cv2.GaussianBlur(page, (0, 0), 1.1 * page.shape[1] / 1654)


def faxed(page: Picture, seed: int) -> Picture:
    """Black and white, with specks."""
    rng = np.random.default_rng([seed, 4])
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY).astype(np.float32) + rng.normal(0, 18, page.shape[:2])
    black = (grey < 150).astype(np.uint8)
    specks = rng.random(page.shape[:2])
    black[specks < 0.0006] = 1
    black[specks > 0.9994] = 0
    return cv2.cvtColor((1 - black) * 255, cv2.COLOR_GRAY2BGR)


def photographed(page: Picture, seed: int) -> Picture:
    """On a dark table, seen a little from one side, in uneven light."""
    rng = np.random.default_rng([seed, 5])
    height, width = page.shape[:2]
    table = (int(1.12 * height), int(1.15 * width))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = corners + np.array([0.075 * width, 0.06 * height]) + rng.uniform(-0.035, 0.035, (4, 2)) * width
    matrix = cv2.getPerspectiveTransform(corners, seen.astype(np.float32))
    photo = cv2.warpPerspective(page, matrix, table[::-1], flags=cv2.INTER_AREA, borderValue=(70, 85, 95))
    light = np.linspace(0.78, 1.0, table[0], dtype=np.float32)[:, None, None]
    lit = photo.astype(np.float32) * light + rng.normal(0, 6, table)[:, :, None]
    return jpeg(cv2.GaussianBlur(lit.clip(0, 255).astype(np.uint8), (0, 0), 0.8), 75)


CONDITIONS = (
    Condition("clean", "zenhei", 200, ()),
    Condition("seal", "zenhei", 200, (sealed, skewed, noisy)),
    Condition("seal", "uming", 200, (sealed, skewed, noisy)),
    Condition("seal", "ukai", 200, (sealed, skewed, noisy)),
    Condition("seal", "uming", 150, (sealed, skewed, noisy)),
    Condition("seal, scanned in grey", "zenhei", 200, (sealed, greyed, skewed, noisy)),
    Condition("seal", "uming", 300, (sealed, skewed, noisy)),
    Condition("fax", "uming", 200, (skewed, faxed)),
    Condition("photo", "uming", 300, (sealed, photographed)),
)
