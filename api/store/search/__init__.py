"""Search in Chinese text (全文检索): exact, for one character or many, in SQLite and PostgreSQL alike.

A search table holds texts by their id, each in a workspace. A query finds the texts in which every one of its
words occurs; what is compared says :mod:`api.store.search.grams`. A query has no syntax. It never fails, and one
without a letter, figure or sign finds nothing.

::

    hits = matching(connection, "record_search", workspace, "免赔额")
    select(Record).join(hits, Record.id == hits.c.id).where(…).order_by(Record.id)

    hits = best(connection, "record_search", workspace, "免赔额", among=select(Record.id).where(…))
    select(Record).join(hits, Record.id == hits.c.id).order_by(hits.c.rank, Record.id).limit(20)

``matching`` gives every hit. It also has a ``rank``, worked out for as many rows as the caller sorts: a very
frequent word is slow to rank that way. ``best`` ranks the ``CAP`` shortest hits only, and takes the filters inside,
so that they apply first; what is beyond is still counted by ``count`` and reached by ``matching``. ``rank`` is the
share of the text that the words make up, negative: smaller is better, -1 is the very text.
"""

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Protocol

from sqlalchemy import ColumnElement, Connection, Subquery, false, func, literal, select

from api.store.search import postgres, sqlite
from api.store.search.grams import words_of
from api.store.search.kept import Asked, Ids, Row, density, kept

RECORDS, PASSAGES = "record_search", "passage_search"  # the tables that there are
CAP = 300  # hits that are ranked
# From so many hits on, a filter that leaves fewer rows than _FEW is looked at first, and their texts read one by one.
_OFTEN = {"sqlite": 20_000, "postgresql": 2_000}
_FEW = 5_000


class _Index(Protocol):
    """What a database does in its own way."""

    def create(self, connection: Connection, name: str) -> None: ...
    def drop(self, connection: Connection, name: str) -> None: ...
    def add(self, connection: Connection, name: str, rows: Iterable[Row]) -> None: ...
    def remove(self, connection: Connection, name: str, ids: Iterable[int]) -> None: ...
    def purge(self, connection: Connection, name: str) -> None: ...
    def candidates(self, asked: Asked) -> Ids: ...
    def hits(self, asked: Asked, among: Ids | None) -> Ids: ...
    def shortest(self, asked: Asked, among: Ids | None, cap: int) -> Ids: ...
    def has_all(self, runs: ColumnElement[str], words: Sequence[str]) -> list[ColumnElement[bool]]: ...


_INDEXES: MappingProxyType[str, _Index] = MappingProxyType({"sqlite": sqlite, "postgresql": postgres})


def _index(connection: Connection) -> _Index:
    return _INDEXES[connection.dialect.name]


def create(connection: Connection, table: str) -> None:
    """Make the search table and its index where they are missing. ``table`` is a plain SQL name."""
    _index(connection).create(connection, table)


def drop(connection: Connection, table: str) -> None:
    """Take the search table and its index away where they are."""
    _index(connection).drop(connection, table)


def add(connection: Connection, table: str, rows: Iterable[Row]) -> None:
    """Add texts: id (0 up to 2⁴⁰ - 1), workspace, text. IntegrityError where an id is there already."""
    _index(connection).add(connection, table, rows)


def remove(connection: Connection, table: str, ids: Iterable[int]) -> None:
    """Remove texts; ids that are not there are passed over. For traces in files see :func:`purge`."""
    _index(connection).remove(connection, table, ids)


def purge(connection: Connection, table: str) -> None:
    """Overwrite what removed texts left in the index of an SQLite file; takes seconds for a large table.

    Within a write transaction. What is in the write-ahead log goes with ``PRAGMA wal_checkpoint(TRUNCATE)`` after
    it. PostgreSQL is left to its vacuum, see :func:`api.store.search.postgres.purge`.
    """
    _index(connection).purge(connection, table)


def matching(
    connection: Connection, table: str, workspace: str, query: str, *, among: Ids | None = None
) -> Subquery:
    """Every text of the workspace that has all words of the query: ``id`` and ``rank``, to be joined.

    ``among`` as for :func:`best`: filters told here are applied sooner than those around the hits.
    """
    words = words_of(query)
    if not words:
        return _nothing()
    texts, found = kept(table), _every(connection, Asked(table, workspace, words), among).subquery()
    rank = select(density(texts, words)).where(texts.c.id == found.c.id).scalar_subquery()
    return select(found.c.id, rank.label("rank")).subquery()


def best(
    connection: Connection,
    table: str,
    workspace: str,
    query: str,
    *,
    among: Ids | None = None,
    cap: int = CAP,
) -> Subquery:
    """The ``cap`` shortest texts that have all words of the query: ``id`` and ``rank``, to be joined.

    ``among`` selects the ids to choose from, each once. Where it is given, the database is asked beforehand
    whether the query or ``among`` leaves less to read.
    """
    words = words_of(query)
    if not words:
        return _nothing()
    asked = Asked(table, workspace, words)
    if among is not None and _is_narrow(connection, asked, among):
        chosen = _read(connection, asked, among)
    else:
        chosen = _index(connection).shortest(asked, among, cap)
    texts, found = kept(table), chosen.subquery()
    ranked = select(texts.c.id, density(texts, words).label("rank"))
    return ranked.join_from(found, texts, texts.c.id == found.c.id).subquery()


def count(
    connection: Connection,
    table: str,
    workspace: str,
    query: str,
    *,
    among: Ids | None = None,
    limit: int = 10_000,
) -> int:
    """How many texts, of those in ``among``, have all words of the query; ``limit`` means at least that many."""
    words = words_of(query)
    if not words:
        return 0
    return _count(connection, _every(connection, Asked(table, workspace, words), among), limit)


def _nothing() -> Subquery:
    return select(literal(0).label("id"), literal(0.0).label("rank")).where(false()).subquery()


def _every(connection: Connection, asked: Asked, among: Ids | None) -> Ids:
    if among is not None and _is_narrow(connection, asked, among):
        return _read(connection, asked, among)
    return _index(connection).hits(asked, among)


def _is_narrow(connection: Connection, asked: Asked, among: Ids) -> bool:
    """The query finds a great many texts, and ``among`` leaves few."""
    often = _OFTEN[connection.dialect.name]
    found = _index(connection).candidates(asked)
    return _count(connection, found, often) == often and _count(connection, among, _FEW) < _FEW


def _count(connection: Connection, ids: Ids, limit: int) -> int:
    counted = select(func.count()).select_from(ids.limit(limit).subquery())
    return connection.execute(counted).scalar_one()


def _read(connection: Connection, asked: Asked, among: Ids) -> Ids:
    """The ids in ``among`` whose texts have all the words, each text being read."""
    texts, wanted = kept(asked.table), among.subquery()
    conditions = _index(connection).has_all(texts.c.runs, asked.words)
    found = select(texts.c.id).join_from(wanted, texts, texts.c.id == wanted.c[0])
    return found.where(texts.c.workspace == asked.workspace, *conditions)
