"""A picture of a page to lines of characters with their places and confidence (文字识别).

rapidocr brings the two models in its wheel and needs no network: one finds the lines, one reads them. What the
reader gives is decoded here (:mod:`extractor.pages.transcription`), because its own decoder keeps neither the
place of a character nor its rivals. Both run in one thread: pages are read in parallel processes.
"""

import importlib.util
import logging
from collections.abc import Sequence
from functools import cache
from math import ceil, hypot
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.pages.figures import read_again
from extractor.pages.illegible import with_illegible
from extractor.pages.permille import with_permille
from extractor.pages.transcription import Character, transcribed

Picture = npt.NDArray[np.uint8]  # height × width × 3: blue, green, red
Quad = npt.NDArray[np.float32]  # 4 × 2: corners in pixels from the line's top left, clockwise

_LINE_HEIGHT = 48  # pixels that the reader was trained on
_WIDEST = 3200  # pixels of one line at that height
_DETECTED = 1440  # pixels of the long side in which lines are looked for; more costs time and finds no more
_ROOM = 0.22  # of the line's height, at both ends
_AT_ENDS, _UPRIGHT = 0.4, 0.85  # of the line's height: where rules are looked for, and how tall they are
_ROUND = (1.6, 1.0)  # of the size, before and after the place that is looked at again
BOX_PER_SIZE = 1.28  # height of a found line by the size of its type
_FROM_AFAR = 960  # the same, for a page where nothing was found
_STEP = 32  # pixels; the sides that the finder takes are multiples of it
_MODULE = "rapidocr"


class RecognisedLine(NamedTuple):
    """A line as it was read: ``characters`` with their middles in pixels along the line.

    ``width`` of the line and ``ink``, the height of what is printed in it, are pixels.
    """

    quad: Quad
    characters: tuple[Character, ...]
    width: float
    ink: float

    @property
    def text(self) -> str:
        """What was read."""
        return "".join(one.text for one in self.characters)

    @property
    def confidence(self) -> float:
        """The mean confidence of its characters; 0 where none was read."""
        return sum(one.confidence for one in self.characters) / max(len(self.characters), 1)


class Recogniser:
    """The two models. Loading takes half a second and some 150 MiB."""

    def __init__(self) -> None:
        # Takes a second to import, and only scans need it.
        from rapidocr import RapidOCR  # noqa: PLC0415

        engine = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,  # it turns short lines that stand upright
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        # The engine's own call reads lines with its own decoder: its parts are asked for one by one.
        self._finder: Any = engine._load_det_model()
        self._finder.limit_side_len = _STEP  # the picture is brought to size here
        self._crop: Any = engine.crop_text_regions
        reader: Any = engine._load_rec_model()
        self._read: Any = reader.session
        self._classes: list[str] = reader.postprocess_op.character

    def find(self, picture: Picture) -> list[Quad]:
        """The lines of the picture, in no certain order."""
        # A page with a line or two is seen better from further off.
        return self._found(picture, _DETECTED) or self._found(picture, _FROM_AFAR)

    def _found(self, picture: Picture, longest: int) -> list[Quad]:
        """The lines of the picture reduced to ``longest`` pixels of its long side."""
        import cv2  # noqa: PLC0415

        scale = min(longest / max(picture.shape[:2]), 1.0)
        height, width = (max(_STEP, round(side * scale / _STEP) * _STEP) for side in picture.shape[:2])
        small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
        found = self._finder(small).boxes
        if found is None:
            return []
        back = np.array([picture.shape[1] / width, picture.shape[0] / height], np.float32)
        return [np.asarray(quad, np.float32) * back for quad in found]

    def read(self, picture: Picture, quads: Sequence[Quad]) -> list[RecognisedLine]:
        """The lines in ``quads``; one in which nothing is recognised has no characters."""
        return [self._line(picture, quad) for quad in quads]

    def _line(self, picture: Picture, quad: Quad) -> RecognisedLine:
        quad = _widened(quad)
        crop = _without_rules(self._crop(picture, [quad])[0])
        width = float(hypot(*(quad[1] - quad[0])))
        if min(crop.shape[:2]) < 2:
            return RecognisedLine(quad, (), width, 0.0)
        size, dark = crop.shape[0] / BOX_PER_SIZE, _dark(crop)
        characters = with_permille(
            self._transcribed(crop), lambda middle, width: self._close_up(crop, middle, size, width), size
        )
        characters = read_again(characters, lambda *part: self._part(crop, *part), size)
        characters = with_illegible(characters, dark, size)
        scale = width / crop.shape[1]
        placed = tuple(one._replace(middle=one.middle * scale) for one in characters)
        return RecognisedLine(quad, placed, width, _ink(dark))

    def _transcribed(self, crop: Picture) -> tuple[Character, ...]:
        return transcribed(self._read(_prepared(crop))[0], self._classes, crop.shape[1])

    def _close_up(self, crop: Picture, middle: float, size: float, width: float) -> tuple[Character, ...]:
        """What is read of the line just round a place, drawn out to ``width`` times its own."""
        import cv2  # noqa: PLC0415

        before, after = _ROUND
        part = crop[:, max(round(middle - before * size), 0) : round(middle + after * size)]
        return self._transcribed(cv2.resize(part, None, fx=width, fy=1.0, interpolation=cv2.INTER_CUBIC))

    def _part(self, crop: Picture, start: float, end: float, width: float) -> tuple[Character, ...]:
        """What is read of a part of the line by itself, drawn to ``width`` times its own."""
        import cv2  # noqa: PLC0415

        part = crop[:, max(round(start), 0) : round(end)]
        how = cv2.INTER_AREA if width < 1 else cv2.INTER_CUBIC
        return self._transcribed(cv2.resize(part, None, fx=width, fy=1.0, interpolation=how))


def _prepared(crop: Picture) -> npt.NDArray[np.float32]:
    """One line as the reader takes it: 48 pixels high, from -1 to 1."""
    import cv2  # noqa: PLC0415

    height, width = crop.shape[:2]
    across = min(max(ceil(_LINE_HEIGHT * width / height), _LINE_HEIGHT), _WIDEST)
    scaled = cv2.resize(crop, (across, _LINE_HEIGHT)).astype(np.float32)
    return np.ascontiguousarray((scaled / 127.5 - 1.0).transpose(2, 0, 1)[None])


def _widened(quad: Quad) -> Quad:
    """The line with a little room at both ends: the finder cuts off marks that end a line."""
    along, down = (quad[1] + quad[2] - quad[0] - quad[3]) / 2, quad[3] - quad[0]
    step = along / max(float(hypot(*along)), 1.0) * _ROOM * float(hypot(*down))
    return np.asarray(quad + np.array([-step, step, step, -step]), np.float32)


def _without_rules(crop: Picture) -> Picture:
    """The line without the rules of a table at its ends, which would be read as 1, | or [."""
    dark = _dark(crop)
    height, width = dark.shape
    reach = round(_AT_ENDS * height)
    upright = np.flatnonzero(dark.mean(axis=0) >= _UPRIGHT)
    ends = [at for at in upright.tolist() if at < reach or at >= width - reach]
    if not ends:
        return crop
    cleared = crop.copy()
    paper = np.percentile(crop.reshape(-1, 3), 90, axis=0).astype(np.uint8)
    for at in ends:
        cleared[:, max(at - 1, 0) : at + 2] = paper
    return cleared


def _dark(crop: Picture) -> npt.NDArray[np.uint8]:
    """1 where there is ink."""
    import cv2  # noqa: PLC0415

    grey = cv2.medianBlur(cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY), 3)
    _, dark = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return np.asarray(dark, np.uint8)


def _ink(dark: npt.NDArray[np.uint8]) -> float:
    """How many rows of the line hold ink."""
    rows = np.flatnonzero(dark.sum(axis=1) >= 2)
    return float(rows[-1] - rows[0] + 1) if rows.size else 0.0


def is_available() -> bool:
    """Whether the runtime of the recognition is installed."""
    return all(importlib.util.find_spec(name) is not None for name in (_MODULE, "cv2", "onnxruntime"))


@cache
def recogniser() -> Recogniser:
    """The models, loaded once in a process."""
    return Recogniser()
