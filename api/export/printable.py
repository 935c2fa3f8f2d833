"""Text as XML and a reader can hold it (可显示文字)."""

import re

# What XML refuses, and what would turn the reading direction.
_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def printable(text: str) -> str:
    """``text`` with ``�`` for controls, direction marks and halves of a pair."""
    return _REFUSED.sub("�", text)
