"""What was found once is found again wherever the text repeats it without a label (重复出现)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.privacy.personal import Kind, Personal
from extractor.document import Span


@dataclass(frozen=True, slots=True)
class Known:
    """Names and numbers by their letters. Time to look for them is linear in the text, however many."""

    kinds: dict[str, Kind]
    _lengths: tuple[int, ...]
    _starts: frozenset[str]

    @classmethod
    def of(cls, text: str, found: Iterable[Personal]) -> "Known":
        """What was found in a narrowed text."""
        kinds = {personal.span.quote(text): personal.kind for personal in found}
        lengths = tuple(sorted({len(quote) for quote in kinds}, reverse=True))
        return cls(kinds, lengths, frozenset(quote[0] for quote in kinds))

    def find(self, text: str) -> Iterator[Personal]:
        """Every place in a narrowed text that holds one of them; a number only where it is whole."""
        if not self.kinds:
            return
        for start in (place for place, sign in enumerate(text) if sign in self._starts):
            for end in (start + length for length in self._lengths if start + length <= len(text)):
                kind = self.kinds.get(text[start:end])
                if kind is not None and (kind is Kind.NAME or _is_whole(text, start, end)):
                    yield Personal(Span(start, end), kind)
                    break


def _is_whole(text: str, start: int, end: int) -> bool:
    beside = text[max(start - 1, 0) : start] + text[end : end + 1]
    return not any(sign.isalnum() and sign.isascii() for sign in beside)
