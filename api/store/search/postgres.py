"""The index in PostgreSQL: an inverted index (GIN) over numbers that stand for the grams of each text.

A number holds the workspace's room (20 bits) and the code points of one or two characters (21 bits each). The
numbers are worked out by a function of the kept columns and stored nowhere but in the index. Rooms may be shared:
what is found is compared with the workspace itself.

A further number in each text's list tells its class of length, so that the shortest texts with a very frequent
word are found without reading all.
"""

from collections.abc import Iterable, Sequence
from zlib import crc32

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Select,
    TableClause,
    column,
    delete,
    func,
    insert,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ARRAY

from api.store.search.grams import asked_of
from api.store.search.kept import Asked, Ids, Row, batches, kept, kept_rows

_ROOMS = 1 << 20
_CLASSES = (
    20,
    30,
    45,
    70,
    100,
    150,
)  # lengths at which the next class begins; a change needs the index made anew
_PENDING = 1024  # KiB of new entries that every search looks through

# Not declared safe for parallel plans: they would not keep the order in which `shortest` reads.
_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}_grams(room integer, size integer, runs text) RETURNS bigint[]
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  base CONSTANT bigint := room::bigint << 42;
  grams bigint[] := ARRAY[base | width_bucket(size, ARRAY{classes})];
  letter text;
  code bigint;
  before bigint := 10;
BEGIN
  FOREACH letter IN ARRAY string_to_array(runs, NULL) LOOP
    code := ascii(letter);
    IF code <> 10 THEN
      grams := grams || (base | (code << 21));
      IF before <> 10 THEN
        grams := grams || (base | (before << 21) | code);
      END IF;
    END IF;
    before := code;
  END LOOP;
  RETURN grams;
END $$"""


def create(connection: Connection, name: str) -> None:
    """Make table, function and index where they are missing."""
    statements = (
        f"CREATE TABLE IF NOT EXISTS {name} (id bigint PRIMARY KEY, workspace text NOT NULL,"
        " room integer NOT NULL, size integer NOT NULL, runs text NOT NULL)",
        _FUNCTION.format(name=name, classes=list(_CLASSES)),
        f"CREATE INDEX IF NOT EXISTS {name}_index ON {name} USING gin ({name}_grams(room, size, runs))"
        f" WITH (gin_pending_list_limit = {_PENDING})",
        # Without statistics the planner takes every gram for a rare one, and always uses the index.
        f"ALTER INDEX {name}_index ALTER COLUMN 1 SET STATISTICS 0",
    )
    for statement in statements:
        connection.exec_driver_sql(statement)


def drop(connection: Connection, name: str) -> None:
    """Take table, index and function away."""
    connection.execute(sql(f"DROP TABLE IF EXISTS {name}"))
    connection.execute(sql(f"DROP FUNCTION IF EXISTS {name}_grams"))


def add(connection: Connection, name: str, rows: Iterable[Row]) -> None:
    """Keep and index the rows."""
    for values in kept_rows(rows):
        connection.execute(insert(_kept(name)), [one | {"room": _room(one["workspace"])} for one in values])


def remove(connection: Connection, name: str, ids: Iterable[int]) -> None:
    """Forget the rows."""
    texts = kept(name)
    for batch in batches(ids):
        connection.execute(delete(texts).where(texts.c.id.in_(batch)))


def purge(connection: Connection, name: str) -> None:
    """Nothing: the space of removed rows is used again after PostgreSQL's own vacuum.

    Only ``VACUUM (FULL)``, outside any transaction and with the table locked, makes the bytes go at once.
    """


def candidates(asked: Asked) -> Ids:
    """Ids of the texts that the index gives: every hit, and texts that only have the grams.

    OFFSET, here and below, keeps the planner from working out a text's grams instead of asking the index.
    """
    found = _indexed(_kept(asked.table), asked).offset(0).subquery()
    return select(found.c.id)


def hits(asked: Asked, among: Ids | None) -> Ids:
    """Ids of the texts with all the words, of those in ``among`` where given."""
    found = _found(asked).offset(0).subquery()
    return _only(select(found.c.id), found.c.id, among)


def shortest(asked: Asked, among: Ids | None, cap: int) -> Ids:
    """Ids of the first texts with all the words, by length: a class is read when those before it gave too few."""
    classes = [_found(asked, number) for number in range(len(_CLASSES) + 1)]
    ordered = [found.order_by(*found.selected_columns[::-1]) for found in classes]
    branches = [found.limit(cap) if among is None else found.offset(0) for found in ordered]
    together = union_all(*branches).subquery()
    return _only(select(together.c.id), together.c.id, among).limit(cap)


def has_all(runs: ColumnElement[str], words: Sequence[str]) -> list[ColumnElement[bool]]:
    """Conditions: every word occurs in the runs."""
    return [func.strpos(runs, word) > 0 for word in words]


def _found(asked: Asked, *classes: int) -> Select[int, int]:
    """Id and size of the texts with all the words."""
    texts = _kept(asked.table)
    found = _indexed(texts, asked, *classes)
    return found if asked_of(asked.words)[1] else found.where(*has_all(texts.c.runs, asked.words))


def _indexed(texts: TableClause, asked: Asked, *classes: int) -> Select[int, int]:
    """Id and size of the texts that have the grams and are of the workspace.

    That the numbers are a subquery hides how many they are from the planner, which would take many for very rare.
    """
    base = _room(asked.workspace) << 42
    numbers = [base | number for number in (*classes, *map(_number, asked_of(asked.words)[0]))]
    function = getattr(func, f"{asked.table}_grams")
    grams = function(texts.c.room, texts.c.size, texts.c.runs, type_=ARRAY(BigInteger))
    wanted = select(literal(numbers, ARRAY(BigInteger))).scalar_subquery()
    return select(texts.c.id, texts.c.size).where(
        grams.contains(wanted), texts.c.workspace == asked.workspace
    )


def _only(ids: Ids, number: ColumnElement[int], among: Ids | None) -> Ids:
    """The ids that are in ``among``, in their order: each is looked up there (LATERAL, LIMIT)."""
    if among is None:
        return ids
    wanted = among.subquery()
    found = select(literal(1)).where(wanted.c[0] == number).limit(1).lateral()
    return ids.join(found, true())


def _kept(name: str) -> TableClause:
    texts = kept(name)
    texts.append_column(column("room", Integer))
    return texts


def _room(workspace: str) -> int:
    return crc32(workspace.encode()) % _ROOMS


def _number(gram: str) -> int:
    first, second = (*map(ord, gram), 0)[:2]
    return first << 21 | second
