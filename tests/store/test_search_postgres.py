"""What is particular to the index in PostgreSQL: its plans, and that it reads one workspace's lists only."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Subquery, create_engine, select
from sqlalchemy import text as sql

from api.store import search
from api.store.search.postgres import _CLASSES


@pytest.fixture
def connection(empty_url: str) -> Iterator[Connection]:
    """A large workspace where every text has 险, and a small one where two have it."""
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        search.create(connection, "t")
        search.add(connection, "t", ((at, "ws_large", "险" * (1 + at % 120)) for at in range(4_000)))
        small = [(5_000 + at, "ws_small", text) for at, text in enumerate(("险", "保险", "别的"))]
        search.add(connection, "t", small)
    with engine.connect() as connection:
        connection.execute(sql("COMMIT"))
        connection.execute(sql("ANALYZE t"))
        yield connection
    engine.dispose()


def steps(connection: Connection, hits: Subquery) -> list[dict[str, Any]]:
    """Every step that PostgreSQL took to find the hits, those of ``Node Type`` Bitmap Index Scan and so on."""
    compiled = select(hits).compile(connection, compile_kwargs={"literal_binds": True})
    explained = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {compiled}".replace("%", "%%"))
    waiting, taken = [explained.scalar_one()[0]["Plan"]], []
    while waiting:
        step = waiting.pop()
        taken.append(step)
        waiting += step.get("Plans", [])
    return taken


def scanned(connection: Connection, hits: Subquery) -> list[float]:
    """Rows that each scan of the index gave; nothing else may work out a text's grams."""
    taken = steps(connection, hits)
    assert not [step for step in taken if "t_grams" in step.get("Filter", "") + step.get("Join Filter", "")]
    return [step["Actual Rows"] for step in taken if step["Node Type"] == "Bitmap Index Scan"]


pytestmark = pytest.mark.parametrize("empty_url", ["postgres"], indirect=True)


def test_only_the_lists_of_the_workspace_are_read(connection: Connection) -> None:
    assert scanned(connection, search.matching(connection, "t", "ws_small", "险")) == [2]
    assert scanned(connection, search.matching(connection, "t", "ws_small", "保险")) == [1]
    assert sum(scanned(connection, search.best(connection, "t", "ws_small", "险"))) == 2


def test_a_word_in_every_text_is_found_by_the_index(connection: Connection) -> None:
    assert scanned(connection, search.matching(connection, "t", "ws_large", "险")) == [4_000]


def test_of_a_frequent_word_only_the_short_texts_are_read(connection: Connection) -> None:
    hits = search.best(connection, "t", "ws_large", "险", cap=100)
    short = sum(1 for at in range(4_000) if 1 + at % 120 < _CLASSES[0])
    assert short > 100
    assert sum(scanned(connection, hits)) == short
