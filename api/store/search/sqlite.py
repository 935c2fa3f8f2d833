"""The index in SQLite: an FTS5 table beside the kept one with the grams of each text, without their places.

Every token begins with the workspace, so that each workspace has its own lists. The row number in FTS5 is the
length of the text, then its id: what is found comes shortest first without sorting.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    TableClause,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
)
from sqlalchemy import text as sql

from api.store.search.grams import asked_of, grams_of
from api.store.search.kept import BETWEEN, Asked, Ids, Row, batches, kept, kept_rows

_ID_BITS = 40
_LARGEST_ID = (1 << _ID_BITS) - 1
_LARGEST_SIZE = (1 << 22) - 1
_COLUMNS = (
    f"(id INTEGER PRIMARY KEY CHECK (id BETWEEN 0 AND {_LARGEST_ID}),"
    " workspace TEXT NOT NULL, size INTEGER NOT NULL, runs TEXT NOT NULL)"
)
_UNSAFE = re.compile(r"[^a-z0-9_]")
# The ASCII marks that belong to tokens: those that runs may have, and those of a workspace's prefix.
_TOKENIZER = "ascii tokenchars '%.,$+<=>|~_'"


def create(connection: Connection, name: str) -> None:
    """Make table and index where they are missing."""
    connection.execute(sql(f"CREATE TABLE IF NOT EXISTS {name} {_COLUMNS}"))
    connection.execute(
        sql(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {name}_grams USING fts5"
            f'(grams, content="", columnsize=0, detail=none, tokenize="{_TOKENIZER}")'
        )
    )


def drop(connection: Connection, name: str) -> None:
    """Take table and index away."""
    connection.execute(sql(f"DROP TABLE IF EXISTS {name}_grams"))
    connection.execute(sql(f"DROP TABLE IF EXISTS {name}"))


def add(connection: Connection, name: str, rows: Iterable[Row]) -> None:
    """Keep and index the rows."""
    index = sql(f"INSERT INTO {name}_grams(rowid, grams) VALUES (:slot, :grams)")
    for values in kept_rows(rows):
        connection.execute(insert(kept(name)), values)
        connection.execute(index, [_entry(one["id"], one["workspace"], one["runs"]) for one in values])


def remove(connection: Connection, name: str, ids: Iterable[int]) -> None:
    """Forget the rows; their grams are gone from the file after :func:`purge`."""
    table = kept(name)
    index = sql(f"INSERT INTO {name}_grams({name}_grams, rowid, grams) VALUES ('delete', :slot, :grams)")
    connection.execute(sql("PRAGMA secure_delete=ON"))
    for batch in batches(ids):
        chosen = table.c.id.in_(batch)
        rows = connection.execute(select(table.c.id, table.c.workspace, table.c.runs).where(chosen)).all()
        if rows:
            connection.execute(index, [_entry(*row) for row in rows])
            connection.execute(delete(table).where(chosen))


def purge(connection: Connection, name: str) -> None:
    """Write table and index anew, and let the old pages be overwritten.

    Overwriting each row when it is removed is not enough: SQLite leaves copies behind where it moves rows between
    pages, and the index keeps the grams of removed rows until its parts are merged.
    """
    for statement in (
        "PRAGMA secure_delete=ON",
        f"CREATE TABLE {name}_purged {_COLUMNS}",
        f"INSERT INTO {name}_purged SELECT id, workspace, size, runs FROM {name} ORDER BY id",
        f"DROP TABLE {name}",
        f"ALTER TABLE {name}_purged RENAME TO {name}",
        f"INSERT INTO {name}_grams({name}_grams) VALUES ('optimize')",
    ):
        connection.execute(sql(statement))


def _entry(number: int, workspace: str, runs: str) -> dict[str, int | str]:
    prefix = _prefix(workspace)
    tokens = " ".join([prefix + gram for gram in grams_of(runs.split(BETWEEN))])
    return {"slot": (min(len(runs), _LARGEST_SIZE) << _ID_BITS) | number, "grams": tokens}


def _prefix(workspace: str) -> str:
    """The workspace in marks that a token may have: no two workspaces have the same, and none begins another."""
    return _UNSAFE.sub(lambda mark: f"~{ord(mark[0]):x}~", workspace) + "|"


def candidates(asked: Asked) -> Ids:
    """Ids of the texts that the index gives: every hit, and texts that only have the grams."""
    index = _index(asked.table)
    return select(_number(index).label("id")).where(_has_grams(index, asked))


def hits(asked: Asked, among: Ids | None) -> Ids:
    """Ids of the texts with all the words, of those in ``among`` where given."""
    index = _index(asked.table)
    number, found = _number(index), candidates(asked)
    if among is not None:
        wanted = among.subquery()
        found = found.join_from(index, wanted, wanted.c[0] == number)
        number = wanted.c[0]  # the filters before the texts: they are cheaper
    if not asked_of(asked.words)[1]:
        texts = kept(asked.table)
        fits = select(texts.c.id).where(texts.c.id == number, *has_all(texts.c.runs, asked.words))
        found = found.where(fits.exists())
    return found


def shortest(asked: Asked, among: Ids | None, cap: int) -> Ids:
    """Ids of the first texts with all the words, by length."""
    return hits(asked, among).order_by(_index(asked.table).c.rowid).limit(cap)


def has_all(runs: ColumnElement[str], words: Sequence[str]) -> list[ColumnElement[bool]]:
    """Conditions: every word occurs in the runs."""
    return [func.instr(runs, word) > 0 for word in words]


@cache
def _index(name: str) -> TableClause:
    return table(f"{name}_grams", column("rowid", BigInteger))


def _number(index: TableClause) -> ColumnElement[int]:
    """The id in the row number."""
    return index.c.rowid.bitwise_and(_LARGEST_ID)


def _has_grams(index: TableClause, asked: Asked) -> ColumnElement[bool]:
    prefix = _prefix(asked.workspace)
    tokens = " ".join(f'"{prefix}{gram}"' for gram in asked_of(asked.words)[0])
    return literal_column(index.name).op("MATCH", is_comparison=True)(tokens)
