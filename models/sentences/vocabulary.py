"""Which pieces of the 250,002 of multilingual-e5-small stay: those that Chinese text is cut into. Build only.

Kept are Han words of GB 2312 and every single Han character of GBK (the long tail of names, and traditional
characters one by one), digits, punctuation, single Latin and Greek letters, Latin pairs and abbreviations
in capitals. A word of any other language falls into its letters, a sign outside GBK becomes the unknown piece.
"""

from collections.abc import Mapping
from typing import Any

SPACE = "▁"  # how the pieces of this vocabulary write a space
PREFIXES = ("▁que", "ry", "▁passage")  # what the words that e5 wants before a text are cut into
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_ABBREVIATION = 4


def is_kept(piece: str) -> bool:
    """Whether Chinese insurance text has use for ``piece``."""
    word = piece.lstrip(SPACE)
    if piece in _SPECIAL or piece in PREFIXES:
        return True
    han = [letter for letter in word if _is_han(letter)]
    other = [letter for letter in word if letter.isalpha() and not _is_han(letter)]
    if han:
        return not other and _fits(word, "gbk" if len(word) == 1 else "gb2312")
    return _fits(word, "gbk") and _is_short(other)


def _is_short(letters: list[str]) -> bool:
    """Latin pairs, abbreviations in capitals, one Greek letter; no kana, Cyrillic or accented letters."""
    if len(letters) == 1:
        return letters[0].isascii() or "α" <= letters[0].lower() <= "ω"
    capitals = all(letter.isupper() for letter in letters)
    return all(letter.isascii() for letter in letters) and len(letters) <= (_ABBREVIATION if capitals else 2)


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff"


def _fits(word: str, charset: str) -> bool:
    try:
        word.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def pruned(tokenizer: Mapping[str, Any]) -> tuple[dict[str, Any], list[int]]:
    """The stored form of the tokenizer with the kept pieces only, and the row of each in the full vocabulary."""
    pieces = tokenizer["model"]["vocab"]
    rows = [row for row, (piece, _) in enumerate(pieces) if is_kept(piece)]
    kept = [[pieces[row][0], round(pieces[row][1], 4)] for row in rows]
    added = [token for token in tokenizer["added_tokens"] if token["content"] in _SPECIAL]
    model = {**tokenizer["model"], "vocab": kept}
    return {**tokenizer, "model": model, "added_tokens": added}, rows
