"""Where the quotes of a gold file stand in a document."""

import unicodedata
from collections import defaultdict

from extractor.document import Span

_MARKS = frozenset("*#`|_-•·")


class Places:
    """Finds quotes in a text; a quote that is repeated in a type takes its next place. Width and space are ignored."""

    def __init__(self, text: str) -> None:
        kept = [(char, at) for at, raw in enumerate(text) for char in unicodedata.normalize("NFKC", raw)]
        self._kept = [(char, at) for char, at in kept if not char.isspace() and char not in _MARKS]
        self._text = "".join(char for char, _ in self._kept)
        self._after: dict[tuple[str, str], int] = defaultdict(int)

    def next(self, quote: str, kind: str) -> Span | None:
        """The span of the quote in the text, None where the quote is not in it."""
        folded = unicodedata.normalize("NFKC", quote)
        words = "".join(char for char in folded if not char.isspace() and char not in _MARKS)
        if not words:
            return None
        start = self._text.find(words, self._after[kind, words])
        start = start if start >= 0 else self._text.find(words)
        if start < 0:
            return None
        self._after[kind, words] = start + 1
        return Span(self._kept[start][1], self._kept[start + len(words) - 1][1] + 1)
