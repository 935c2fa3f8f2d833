"""The table of what is searched (检索表), the same on every database: the runs of each text, and what is asked of them.

The index beside it only narrows the search: a text is found because its runs have the words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
    Integer,
    Select,
    String,
    TableClause,
    cast,
    column,
    func,
    literal,
    table,
)

from api.store.search.grams import runs_of

Row = tuple[int, str, str]  # id, workspace, text
Ids = Select[int]
BETWEEN = "\n"  # stands between two runs, and in none
_BATCH = 500  # rows that one statement writes or removes


@dataclass(frozen=True, slots=True)
class Asked:
    """A query: ``words`` are those of :func:`api.store.search.grams.words_of`, at least one."""

    table: str
    workspace: str
    words: tuple[str, ...]


def kept(name: str) -> TableClause:
    """The table of that name; ``size`` is the length of ``runs``, which are joined by line breaks."""
    return table(
        name,
        column("id", BigInteger),
        column("workspace", String),
        column("size", Integer),
        column("runs", String),
    )


def kept_rows(rows: Iterable[Row]) -> Iterator[list[dict[str, Any]]]:
    """The rows as they are kept, in batches; texts without a single run are left out."""
    given = iter(rows)
    while batch := list(islice(given, _BATCH)):
        joined = ((number, workspace, BETWEEN.join(runs_of(text))) for number, workspace, text in batch)
        values = [
            {"id": number, "workspace": workspace, "size": len(runs), "runs": runs}
            for number, workspace, runs in joined
            if runs
        ]
        if values:
            yield values


def batches(ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids, so many at a time."""
    given = iter(ids)
    while batch := list(islice(given, _BATCH)):
        yield batch


def density(of: TableClause, words: Sequence[str]) -> ColumnElement[Any]:
    """The share of a kept text that the words make up, negative, so that the best text comes first.

    -1 where the text is the query itself; a word counts as often as it occurs.
    """
    covered: ColumnElement[int] = literal(0)
    for word in words:
        covered += of.c.size - func.length(func.replace(of.c.runs, word, ""))
    return -cast(covered, Float) / cast(of.c.size, Float)
