"""A page that is a picture (扫描页) to runs of characters, ruling lines and remarks.

Seals are taken out of the way, the sheet is made flat, upright and level, its lines are found once on the whole page
and read one by one. What was read stands in points on the straight page; a map leads back to the page as it is shown.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from extractor.document import Box
from extractor.pages.deskewing import Matrix, find_sheet, flattened, lean, levelled, moved, turning_back
from extractor.pages.lettering import lettered
from extractor.pages.orientation import quarter_turns, turned_picture
from extractor.pages.recognition import Picture, Quad, RecognisedLine, Recogniser, recogniser
from extractor.pages.ruling import blanks, find_rules
from extractor.pages.runs import Run
from extractor.pages.seals import Ink, Stain, find_stains, without_seals
from extractor.pages.straightening import Straightening
from extractor.pages.underlines import Rule

_LONG_SIDE = 842.0  # points of a sheet whose size nothing tells: A4
_LARGEST = 2600  # pixels of the long side of what is read; more costs time and reads no better
_LOOK_AGAIN = 3.0  # degrees: lines that lean more are found anew once they are level
_SEAL_TEXT = 0.75  # confidence below which what stands in a seal is the seal's own lettering
_WORDLESS = 0.45  # confidence below which nothing was read


class Patch(NamedTuple):
    """A part of the page that holds no readable type: its box on the page as it is shown (points)."""

    kind: str  # seal, handwriting, unread
    box: Box


class Scan(NamedTuple):
    """What a picture of a page holds. Runs and rules stand on the straight page, in points."""

    width: float
    height: float
    runs: list[Run]
    rules: list[Rule]
    patches: list[Patch]
    straightening: Straightening


class _Sheet(NamedTuple):
    """The straight page: its lines, and the map back to the picture that was given (pixels)."""

    picture: Picture
    quads: list[Quad]
    back: Matrix


def read_raw(data: bytes, _name: str, *, shape: tuple[int, int], width: float) -> Scan:
    """The page of ``shape`` (height, width) in raw bytes, blue, green, red; a job of a child process."""
    picture = np.frombuffer(data, np.uint8).reshape(*shape, 3)
    return read_picture(picture, width=width)


def read_picture(picture: Picture, *, width: float) -> Scan:
    """The page as it is shown, ``width`` points wide; the sheet may lie askew in the picture."""
    shown = width / picture.shape[1]
    reader = recogniser()
    stains = find_stains(picture, shown)
    clean = without_seals(picture, stains)
    corners = find_sheet(clean)
    sheet = _straight(reader, clean, corners)
    scale = shown
    if corners is not None:
        scale = _LONG_SIDE / max(sheet.picture.shape[:2])
    elif sheet.picture.shape[1] * sheet.picture.shape[0] != picture.shape[0] * picture.shape[1]:
        scale = shown * max(picture.shape[:2]) / max(sheet.picture.shape[:2])
    lines = reader.read(sheet.picture, sheet.quads)
    height, across = sheet.picture.shape[:2]
    straightening = _in_points(sheet.back, scale, shown, picture.shape[:2])
    kept, patches = _sorted_out(lines, stains, sheet.back, shown)
    runs = lettered(kept, scale)
    rules = find_rules(sheet.picture, scale, runs)
    runs += blanks(runs, rules)
    return Scan(across * scale, height * scale, runs, rules, patches, straightening)


# --- the straight page ------------------------------------------------------------------------------------


def _straight(reader: Recogniser, picture: Picture, corners: Quad | None) -> _Sheet:
    flat, back = flattened(picture, corners) if corners is not None else (picture, np.eye(3))
    flat, back = _reduced(flat, back)
    quads = reader.find(flat)
    turns = quarter_turns(reader, flat, quads)
    if turns:
        back = back @ turning_back(turns, flat.shape[1], flat.shape[0])
        flat = turned_picture(flat, turns)
        quads = reader.find(flat)
    angle = lean(quads)
    if angle:
        flat, turn = levelled(flat, angle)
        back = back @ turn
        quads = reader.find(flat) if abs(angle) > _LOOK_AGAIN else moved(quads, np.linalg.inv(turn))
    return _Sheet(flat, quads, back)


def _reduced(picture: Picture, back: Matrix) -> tuple[Picture, Matrix]:
    """A picture no larger than is of use."""
    import cv2  # noqa: PLC0415

    scale = _LARGEST / max(picture.shape[:2])
    if scale >= 1:
        return picture, back
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return small, back @ np.diag([1 / scale, 1 / scale, 1.0])


def _in_points(back: Matrix, scale: float, shown: float, shape: Sequence[int]) -> Straightening:
    matrix = np.diag([shown, shown, 1.0]) @ back @ np.diag([1 / scale, 1 / scale, 1.0])
    return Straightening(tuple(matrix.ravel().tolist()), shape[1] * shown, shape[0] * shown)


# --- what holds no type -----------------------------------------------------------------------------------


def _sorted_out(
    lines: Sequence[RecognisedLine], stains: Sequence[Stain], back: Matrix, shown: float
) -> tuple[list[RecognisedLine], list[Patch]]:
    """The lines that hold type, and the parts of the page that hold something else."""
    kept: list[RecognisedLine] = []
    patches = [Patch(stain.ink.value, _stain_box(stain, shown)) for stain in stains]
    for line in lines:
        quad = moved([line.quad], back)[0]
        middle = quad.mean(axis=0)
        inside = [stain for stain in stains if stain.holds(float(middle[0]), float(middle[1]))]
        seal = any(stain.ink is Ink.SEAL for stain in inside)
        if seal and line.confidence < _SEAL_TEXT and _within(quad, inside):
            continue
        if line.confidence >= _WORDLESS:
            kept.append(line)
        elif not inside and _is_large(line.quad):
            patches.append(Patch("unread", _box(quad, shown)))
    return kept, patches


def _within(quad: Quad, stains: Sequence[Stain]) -> bool:
    """True where the whole line lies in one of them: a line that runs under a seal goes on beside it."""
    return any(all(stain.holds(float(x), float(y)) for x, y in quad) for stain in stains)


def _is_large(quad: Quad) -> bool:
    """True for a line, not a speck."""
    spread = quad.max(axis=0) - quad.min(axis=0)
    return bool(spread[0] > 2 * spread[1])


def _stain_box(stain: Stain, shown: float) -> Box:
    return Box(stain.left * shown, stain.top * shown, stain.right * shown, stain.bottom * shown)


def _box(quad: Quad, shown: float) -> Box:
    (left, top), (right, bottom) = quad.min(axis=0) * shown, quad.max(axis=0) * shown
    return Box(float(left), float(top), float(right), float(bottom))
