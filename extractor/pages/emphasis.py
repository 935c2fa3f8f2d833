"""Text whose type stands out in places (突出显示的文字): the marks keep to their characters, whatever is cut or joined."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extractor.document import Line

_STRETCH = re.compile(b"[" + b"".join(re.escape(bytes([mark])) for mark in range(1, 256, 2)) + b"]+")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text, and for every character of it one byte: 1 where the character stands out, else 0."""

    text: str
    marks: bytes

    def __add__(self, other: "Marked") -> "Marked":
        return Marked(self.text + other.text, self.marks + other.marks)

    def part(self, start: int, end: int) -> "Marked":
        """The characters ``start`` to ``end``."""
        return Marked(self.text[start:end], self.marks[start:end])

    def strip(self, characters: str | None = None) -> "Marked":
        """Without white space, or without these characters, at both ends."""
        return self.lstrip(characters).part(0, len(self.text.strip(characters)))

    def lstrip(self, characters: str | None = None) -> "Marked":
        """Without white space, or without these characters, at its beginning."""
        return self.part(len(self.text) - len(self.text.lstrip(characters)), len(self.text))

    def replaced(self, pattern: re.Pattern[str], by: str) -> "Marked":
        """``by`` in the place of everything that matches; it stands out where all that it replaces did."""
        parts, at = [], 0
        for found in pattern.finditer(self.text):
            all_marked = 0 not in self.marks[found.start() : found.end()]
            parts += [self.part(at, found.start()), marked(by, all_marked)]
            at = found.end()
        return joined([*parts, self.part(at, len(self.text))]) if parts else self

    def split(self, pattern: re.Pattern[str]) -> list["Marked"]:
        """The parts between everything that matches."""
        ends = [(found.start(), found.end()) for found in pattern.finditer(self.text)]
        starts = [0, *(end for _, end in ends)]
        stops = [*(start for start, _ in ends), len(self.text)]
        return [self.part(start, stop) for start, stop in zip(starts, stops, strict=True)]


def marked(text: str, stands_out: bool) -> Marked:
    """A text all of which stands out, or none."""
    return Marked(text, bytes([stands_out]) * len(text))


def marked_line(line: Line) -> Marked:
    """The line's text with its emphasis as marks."""
    marks = bytearray(len(line.text))
    for start, end in line.emphasis:
        marks[start:end] = b"\x01" * (end - start)
    return Marked(line.text, bytes(marks))


def with_text(line: Line, text: Marked) -> Line:
    """The line with another text and its emphasis."""
    return replace(line, text=text.text, emphasis=stretches(text.marks))


def joined(parts: Iterable[Marked], separator: str = "") -> Marked:
    """The parts one after the other, ``separator`` between them, which never stands out."""
    parts = list(parts)
    return Marked(
        separator.join(part.text for part in parts),
        bytes(len(separator)).join(part.marks for part in parts),
    )


def stretches(marks: bytes) -> tuple[tuple[int, int], ...]:
    """Beginning and end of every stretch of characters whose mark has its lowest bit set."""
    return tuple([found.span() for found in _STRETCH.finditer(marks)])
