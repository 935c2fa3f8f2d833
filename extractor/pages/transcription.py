"""Probabilities along a line to characters (转写): which they are, where they stand, how sure they are.

The reader gives, for every eighth of the line's height, a probability for each character and for none. What is
chosen here is the text for good: nothing is put right later.

Full and half width. The reader was trained on texts that mix （ with ( and ； with ;: for one mark on paper its
probability is shared between the two forms, and which it prefers says nothing about the print. The two are therefore
one mark, whose probability is the sum. The form is full width, as Chinese text is set, but for % always, for comma, colon
and tilde between Latin letters and figures (50,000; 12:30), and for all of them in a line without a Chinese character.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Steps = npt.NDArray[np.float32]  # steps × classes

_BLANK = 0
_PAIRS = dict(zip("（），；：！？％～", "(),;:!?%~", strict=True))
_FULL = {half: full for full, half in _PAIRS.items()}
_CHINESE_STOPS = "，。、"
_BETWEEN_FIGURES = "，：～"
_ALWAYS_HALF = "％"  # Chinese type sets it so: 30%
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
    steps = _merged(steps, classes)
    best = steps.argmax(axis=1)
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
        confidence = min(float(steps[peak, number]), 1.0)
        if text in ".．" and peaks and _is_han(peaks[-1].text):
            text, confidence = _stop_after_han(steps[peak], classes)
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
    return list(pairwise(cuts))


def _is_han(text: str) -> bool:
    return "\u4e00" <= text <= "\u9fff"


def _stop_after_han(step: npt.NDArray[np.float32], classes: Sequence[str]) -> tuple[str, float]:
    """The Chinese mark that a low dot after a Chinese character is: there Chinese type has no full point."""
    numbers = _numbers(tuple(classes))
    marks = [(float(step[numbers[mark]]), mark) for mark in _CHINESE_STOPS if mark in numbers]
    chance, mark = max(marks)
    return mark, chance / max(sum(chance for chance, _ in marks), 1e-6)


def _rival(step: npt.NDArray[np.float32], number: int, classes: Sequence[str]) -> tuple[str, float]:
    for second in np.argpartition(step, -4)[-4:][::-1]:
        same = int(second) in (number, _BLANK)
        if not same and step[second] >= _LEAST_RIVAL:
            return classes[int(second)], float(step[second])
    return "", 0.0


def _formed(peaks: Sequence[Character]) -> tuple[Character, ...]:
    """The characters with each mark in the width that its neighbours ask for."""
    formed = []
    foreign = not any(_is_han(one.text) for one in peaks) and any(one.text.isalpha() for one in peaks)
    for at, one in enumerate(peaks):
        full = _FULL.get(one.text, one.text)
        if full not in _PAIRS:
            formed.append(one)
            continue
        before = peaks[at - 1].text if at else ""
        after = peaks[at + 1].text if at + 1 < len(peaks) else ""
        between = full in _BETWEEN_FIGURES and _is_latin(before) and _is_latin(after)
        half = full in _ALWAYS_HALF or foreign or between
        formed.append(one._replace(text=_PAIRS[full] if half else full))
    return tuple(formed)


def _is_latin(text: str) -> bool:
    return bool(text) and text.isascii() and (text.isalnum() or text in _ASCII_AFTER)
