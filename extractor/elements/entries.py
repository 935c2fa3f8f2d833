"""What a table cell shows of a statement (表格内容): its figure as a person reads it, or its words on the point."""

from extractor.answers import Entry
from extractor.elements.figures import Reading, figures_of
from extractor.elements.wording import Statement, compacted
from extractor.language.amounts import find_money, find_rates
from extractor.language.durations import find_durations

_LONGEST = 40
_BREAKS = "，。；：、"


def entry_of(statement: Statement, reading: Reading, at: int, *, alone: bool) -> Entry:
    """The statement as a cell's entry. ``at`` is where in its words the point is spoken of; a figure that does not
    stand ``alone`` in its cell is shown with its words."""
    told = figures_of(statement, reading)
    if not told:
        return Entry(statement.quotation, said_of(statement, reading) or words_of(statement, at))
    shown = "、".join(one.shown for one in told) + _per(statement)
    if not alone or len(told) > 1 or _several(statement.text, told[0].figure.unit):
        shown = f"{shown}：{words_of(statement, at)}"
    return Entry(statement.quotation, shown, told[0].figure)


def _several(text: str, unit: str) -> bool:
    """Are several figures of the kind stated, so that one of them alone would not tell which it is?"""
    find = {"yuan": find_money, "share": find_rates}.get(unit, find_durations)
    return len({quantity.value for quantity in find(text)}) > 1


def words_of(statement: Statement, at: int = 0) -> str:
    """The words of the statement around ``at``, shortened, and the exception to them."""
    if "\t" in statement.quotation.quote:
        return _clipped(" | ".join(_cells(statement.quotation.quote)), 0)
    shown = _clipped(statement.text, at)
    exception = statement.record.fields.get("exception") if statement.record else None
    if isinstance(exception, str) and compacted(exception) not in shown:
        shown = f"{shown}（例外：{_clipped(compacted(exception), 0)}）"
    return shown


def _cells(quote: str) -> list[str]:
    return [cell for part in quote.splitlines() for cell in map(compacted, part.split("\t")) if cell]


def _clipped(words: str, at: int) -> str:
    if len(words) <= _LONGEST:
        return words
    start = 0
    if at > _LONGEST - 12:
        start = max(words.rfind(mark, 0, at) for mark in _BREAKS) + 1
        start = max(start, at - _LONGEST // 2)
    start = min(start, len(words) - _LONGEST + 1)
    end = start + _LONGEST - 1
    return ("…" if start else "") + words[start:end] + ("…" if end < len(words) else "")


def said_of(statement: Statement, reading: Reading) -> str:
    """The words of the field that is asked, where it holds words (a forum), without white space."""
    value = statement.record.fields.get(reading.value) if statement.record and reading.value else None
    return compacted(value) if isinstance(value, str) else ""


def _per(statement: Statement) -> str:
    per = statement.record.fields.get("per") if statement.record else None
    return f"（{per}）" if isinstance(per, str) else ""
