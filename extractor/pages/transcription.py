"""Probabilities along a line to characters (转写): which they are, where they stand, how sure they are.

The reader gives, for every eighth of the line's height, a probability for each character and for none. What is
chosen here is the text for good: nothing is put right later.

Full and half width. The reader was trained on texts that mix （ with ( and ； with ;: for one mark on paper its
probability is shared between the two forms, and which it prefers says nothing about the print. The two are therefore
one mark, whose probability is the sum, and the form follows its neighbours: half width between Latin letters and
figures, else full width, as Chinese text is set.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Steps = npt.NDArray[np.float32]  # steps × classes

_BLANK = 0
_PAIRS = dict(zip("（），；：！？％～", "(),;:!?%~", strict=True))
_FULL = {half: full for full, half in _PAIRS.items()}
_ALWAYS_HALF = "%"  # Chinese type sets it so: 30%
_ASCII_AFTER = ".-/:"
_LEAST_RIVAL = 0.05


class Character(NamedTuple):
    """One character: its middle in pixels along the line, and how probable it is (0–1), before calibration.

    ``rival`` is the character that came second, with its probability; empty where none came near.
    """

    text: str
    middle: float
    confidence: float
    rival: str = ""
    rival_confidence: float = 0.0
    spaced: bool = False  # a space was seen before it


def transcribed(steps: Steps, classes: Sequence[str], width: float) -> tuple[Character, ...]:
    """The characters of a line of ``width`` pixels, from left to right, without spaces."""
    best = _merged(steps, classes).argmax(axis=1)
    peaks: list[Character] = []
    spaced = False
    for start, end in _stretches(best):
        number = int(best[start])
        text = classes[number]
        if number == _BLANK:
            continue
        if text.isspace():
            spaced = bool(peaks)
            continue
        peak = start + int(steps[start:end, number].argmax())
        confidence = _probability(steps[peak], number, classes)
        # Where the mark was seen: the middle of its steps, weighted by how sure each is.
        weights = steps[start:end, number]
        at = float((np.arange(start, end) * weights).sum() / max(float(weights.sum()), 1e-6)) + 0.5
        rival, second = _rival(steps[peak], number, classes)
        peaks.append(Character(text, at / len(steps) * width, confidence, rival, second, spaced))
        spaced = False
    return _formed(peaks)


def _merged(steps: Steps, classes: Sequence[str]) -> Steps:
    """The probabilities with those of two widths of a mark put together on the full one."""
    numbers = _numbers(tuple(classes))
    merged = steps.copy()
    for full, half in _PAIRS.items():
        one, other = numbers.get(full), numbers.get(half)
        if one is not None and other is not None:
            merged[:, one] += merged[:, other]
            merged[:, other] = 0
    return merged


@cache
def _numbers(classes: tuple[str, ...]) -> dict[str, int]:
    return {text: number for number, text in enumerate(classes)}


def _stretches(best: npt.NDArray[Any]) -> list[tuple[int, int]]:
    """Steps that follow each other with one class."""
    cuts = [0, *(np.flatnonzero(np.diff(best)) + 1).tolist(), len(best)]
    return list(zip(cuts[:-1], cuts[1:], strict=True))


def _probability(step: npt.NDArray[np.float32], number: int, classes: Sequence[str]) -> float:
    text = classes[number]
    other = _numbers(tuple(classes)).get(_PAIRS.get(text, ""))
    return min(float(step[number]) + (float(step[other]) if other is not None else 0.0), 1.0)


def _rival(step: npt.NDArray[np.float32], number: int, classes: Sequence[str]) -> tuple[str, float]:
    text = classes[number]
    for second in np.argpartition(step, -4)[-4:][::-1]:
        same = int(second) in (number, _BLANK) or classes[int(second)] == _PAIRS.get(text)
        if not same and step[second] >= _LEAST_RIVAL:
            return classes[int(second)], float(step[second])
    return "", 0.0


def _formed(peaks: Sequence[Character]) -> tuple[Character, ...]:
    """The characters with each mark in the width that its neighbours ask for."""
    formed = []
    for at, one in enumerate(peaks):
        full = _FULL.get(one.text, one.text)
        if full not in _PAIRS:
            formed.append(one)
            continue
        before = peaks[at - 1].text if at else ""
        after = peaks[at + 1].text if at + 1 < len(peaks) else ""
        half = _PAIRS[full] in _ALWAYS_HALF or (_is_latin(before) and _is_latin(after))
        formed.append(one._replace(text=_PAIRS[full] if half else full))
    return tuple(formed)


def _is_latin(text: str) -> bool:
    return bool(text) and text.isascii() and (text.isalnum() or text in _ASCII_AFTER)
