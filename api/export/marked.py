"""What comes of marking a file (标注结果), whatever its format."""

from dataclasses import dataclass

_SHOWN = 40


class NotMarkable(Exception):
    """The file cannot be marked; ``str`` is Chinese and says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A file with its marks, and in Chinese what could not be marked in it: nothing is lost in silence."""

    content: bytes
    missed: tuple[str, ...]


def say(what: str, text: str) -> str:
    """One entry of ``missed``: what happened, and the words that it happened to."""
    flat = " ".join(text.split())
    shown = flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}……"
    return f"{what}：“{shown}”"
