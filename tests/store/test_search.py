"""Search finds exactly the texts that hold the words, in their workspace only, on both databases."""

from collections.abc import Iterator, Sequence
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Integer, String, TableClause, column, create_engine, insert, select, table
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError

from api.store import search
from api.store.search.grams import runs_of, words_of

CLAUSES = (
    "被保险人应当在三十日内书面通知保险人。",
    "每次事故免赔额为500元，免赔额由被保险人承担。",
    "投保人故意不履行如实告知义务的，保险人不承担责任。",
    "保险费应当在 30 日\n内交清；逾期按0.5‰收取。",
    "装有ＡＢＳ系统的车辆，费率为2.5％。",
    "免赔额",
    "赔偿，但不赔偿利息",
    "险",
)


@pytest.fixture
def connection(empty_url: str) -> Iterator[Connection]:
    engine = create_engine(empty_url)
    with engine.connect() as connection:
        search.create(connection, "t")
        connection.commit()
        yield connection
    engine.dispose()


def put(
    connection: Connection, texts: Sequence[str] = CLAUSES, workspace: str = "ws_a", first: int = 1
) -> None:
    """Add the texts, numbered from ``first``."""
    search.add(connection, "t", ((first + at, workspace, text) for at, text in enumerate(texts)))


def found(connection: Connection, query: str, workspace: str = "ws_a") -> list[int]:
    """Ids of all hits; counting them and ranking them must agree."""
    ids = list(connection.scalars(select(search.matching(connection, "t", workspace, query).c.id)))
    assert search.count(connection, "t", workspace, query) == len(ids)
    assert sorted(ranked(connection, query, workspace)) == sorted(ids)
    return sorted(ids)


def ranked(connection: Connection, query: str, workspace: str = "ws_a", **how: Any) -> list[int]:
    """Ids of the best hits, best first."""
    hits = search.best(connection, "t", workspace, query, **how)
    return list(connection.scalars(select(hits.c.id).order_by(hits.c.rank, hits.c.id)))


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("险", [1, 2, 3, 4, 8]),
        ("告", [3]),
        ("告知", [3]),
        ("免赔额", [2, 6]),
        ("30日", [4]),
        ("３０ 日", [4]),
        ("日内交清", [4]),
        ("0.5‰", [4]),
        ("5", [2, 4, 5]),
        ("500", [2]),
        ("ABS", [5]),
        ("abs 费率", [5]),
        ("2.5%", [5]),
        ("保险人 应当", [1]),
        ("保险人应当", [1]),
        ("险人应当保", []),
        ("赔偿，但", [7]),
        ("但不赔偿利息", [7]),
        ("赔偿但", []),
        ("偿但", []),
        ("书面通知保险人", [1]),
        ("责", [3]),
        ("瘟疫", []),
        ("", []),
        ("，。 ", []),
    ],
)
def test_what_a_query_finds(connection: Connection, query: str, ids: list[int]) -> None:
    put(connection)
    assert found(connection, query) == ids


@pytest.mark.parametrize(
    "query",
    [
        "AND", "免赔 OR", "NOT", "NEAR(免 赔)", '"', '"免', "免*", "*", "^免", "t_grams:免", "-免", "免:*", "免 & ", "!免",
        "| (", "'", "\\", "'; DROP TABLE t; --", "%", "_", "{免}", "免\x00", "\ud800", "\U0010ffff", "~7e~|免", "|", "x" * 5000,
        "".join(map(chr, range(0x4E00, 0x5E00))), " ".join(map(chr, range(0x4E00, 0x5200))), ":p %s %(p)s",
    ],
)  # fmt: skip
def test_no_query_fails_or_means_more_than_its_text(connection: Connection, query: str) -> None:
    put(connection)
    expected = [at for at, text in enumerate(CLAUSES, 1) if holds(text, query)]
    assert found(connection, query) == expected


def holds(text: str, query: str) -> bool:
    """What a search must find, said without an index."""
    words = words_of(query)
    return bool(words) and all(any(word in run for run in runs_of(text)) for word in words)


_CHARACTERS = st.sampled_from("险保人赔免30日.,%‰+|~aBＡ① \n，。（𠮷\u200b")
_TEXTS = st.text(_CHARACTERS, max_size=25)


def test_the_search_finds_what_comparing_all_texts_finds(connection: Connection) -> None:
    @given(st.lists(st.tuples(st.sampled_from(["ws_a", "ws_b"]), _TEXTS), max_size=12), st.data())
    @settings(max_examples=60, deadline=None)
    def check(rows: list[tuple[str, str]], data: st.DataObject) -> None:
        ids = range(1, len(rows) + 1)
        gone = data.draw(st.sets(st.sampled_from(ids) if rows else st.nothing()))
        queries = data.draw(st.lists(st.text(_CHARACTERS, max_size=6), min_size=1, max_size=8))
        connection.rollback()
        search.add(connection, "t", [(at, *row) for at, row in zip(ids, rows, strict=True)])
        search.remove(connection, "t", gone)
        for query in queries:
            for workspace in ("ws_a", "ws_b"):
                kept = [at for at in ids if at not in gone and rows[at - 1][0] == workspace]
                expected = [at for at in kept if holds(rows[at - 1][1], query)]
                assert found(connection, query, workspace) == expected

    check()


def room_mates() -> tuple[str, str]:
    """Two workspaces that share a room in PostgreSQL."""
    rooms: dict[int, str] = {}
    for number in range(1 << 20):
        name = f"ws_{number}"
        other = rooms.setdefault(crc32(name.encode()) % (1 << 20), name)
        if other != name:
            return other, name
    raise AssertionError("no two workspaces share a room")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("ws_a", "ws_b"),
        ("ws_a", "WS_A"),
        ("ws_a", "ws_a|险"),
        ("ws a", "ws"),
        ("甲", "乙"),
        ('"', "~22~"),
        room_mates(),
    ],
)
def test_a_workspace_finds_only_its_own(connection: Connection, ours: str, theirs: str) -> None:
    put(connection, workspace=ours)
    put(connection, workspace=theirs, first=101)
    assert found(connection, "险", ours) == [1, 2, 3, 4, 8]
    assert found(connection, "免赔额", ours) == [2, 6]
    assert found(connection, "免赔额", theirs) == [102, 106]
    everything = select(column("id", Integer)).select_from(table("t"))
    assert ranked(connection, "免赔额", ours, among=everything) == [6, 2]


@pytest.mark.parametrize("length", [20_000, 300_000])
def test_long_texts_are_found_by_every_part(connection: Connection, length: int) -> None:
    middle = "".join(chr(0x4E00 + at * at % 20_000) for at in range(length))
    put(connection, ["首段" + middle + "末尾险", "别的"])
    for query in (
        "首段",
        "险",
        "尾险",
        middle[length // 2 : length // 2 + 9],
        middle[-300:],
        middle[::-1][:50],
    ):
        assert found(connection, query) == [1]


def test_the_densest_text_comes_first(connection: Connection) -> None:
    put(connection, ["责任免除条款说明", "免除", "责任免除，免除", "免除某某", "无关", "免除"])
    assert ranked(connection, "免除") == [2, 6, 3, 4, 1]
    hits = search.matching(connection, "t", "ws_a", "免除")
    rows = connection.execute(select(hits.c.id, hits.c.rank).order_by(hits.c.rank, hits.c.id).limit(3)).all()
    assert [tuple(row) for row in rows] == [(2, -1.0), (6, -1.0), (3, -4 / 7)]


def test_several_words_count_together(connection: Connection) -> None:
    put(connection, ["告知义务某某某某某某", "告知，义务", "告知某义务", "告知"])
    assert ranked(connection, "义务 告知") == [2, 3, 1]


@pytest.fixture
def kinds(connection: Connection) -> TableClause:
    """A table of the caller's: 3,000 texts with 险, 保险 or 保险人, every hundredth a rare one."""
    for statement in (
        "CREATE TABLE kinds (id integer PRIMARY KEY, kind text NOT NULL)",
        "CREATE INDEX kinds_kind ON kinds (kind)",
    ):
        connection.execute(sql(statement))
    texts = [("险", "保险", "保险人")[at % 3] + "甲" * (at % 150) for at in range(3_000)]
    put(connection, texts)
    kinds = table("kinds", column("id", Integer), column("kind", String))
    rows = [{"id": at, "kind": "rare" if at % 100 == 0 else "usual"} for at in range(1, 3_001)]
    connection.execute(insert(kinds), rows)
    return kinds


def test_hits_join_the_table_they_are_of(connection: Connection, kinds: TableClause) -> None:
    hits = search.matching(connection, "t", "ws_a", "保险人")
    joined = select(kinds.c.id).join(hits, hits.c.id == kinds.c.id).where(kinds.c.kind == "rare")
    unranked = connection.scalars(joined.order_by(kinds.c.id)).all()
    assert unranked == [at for at in range(100, 3_001, 100) if at % 3 == 0]
    best = connection.scalars(joined.order_by(hits.c.rank, kinds.c.id)).all()
    assert best == sorted(unranked, key=lambda at: (3 + (at - 1) % 150, at))


def test_the_shortest_hits_are_ranked_and_the_others_counted(
    connection: Connection, kinds: TableClause
) -> None:
    hits = search.best(connection, "t", "ws_a", "保险", cap=50)
    found = connection.execute(select(hits.c.id, hits.c.rank).order_by(hits.c.rank, hits.c.id)).all()
    lengths = sorted(len(("险", "保险", "保险人")[at % 3]) + at % 150 for at in range(3_000) if at % 3)
    assert [round(-2 / row.rank) for row in found] == lengths[:50]
    assert search.count(connection, "t", "ws_a", "保险") == 2_000
    assert search.count(connection, "t", "ws_a", "保险", limit=700) == 700


@pytest.mark.parametrize("often", [1, 20_000], ids=["narrow-filter-first", "index-first"])
@pytest.mark.parametrize("query", ["险", "保险", "保险人", "险甲"])
def test_filters_apply_before_the_cap(
    connection: Connection, kinds: TableClause, monkeypatch: pytest.MonkeyPatch, often: int, query: str
) -> None:
    monkeypatch.setattr(search, "_OFTEN", {"sqlite": often, "postgresql": often})
    among = select(kinds.c.id).where(kinds.c.kind == "rare")
    matching = search.matching(connection, "t", "ws_a", query)
    joined = select(kinds.c.id).join(matching, matching.c.id == kinds.c.id).where(kinds.c.kind == "rare")
    expected = connection.scalars(joined.order_by(matching.c.rank, kinds.c.id)).all()
    assert len(expected) in (10, 20, 30)
    assert ranked(connection, query, among=among, cap=40) == expected
    filtered = search.matching(connection, "t", "ws_a", query, among=among)
    assert (
        connection.scalars(select(filtered.c.id).order_by(filtered.c.rank, filtered.c.id)).all() == expected
    )
    assert search.count(connection, "t", "ws_a", query, among=among) == len(expected)
    assert search.count(connection, "t", "ws_a", query, among=among, limit=3) == 3
    assert search.count(connection, "t", "ws_b", query, among=among) == 0


def test_removed_texts_are_found_no_more(connection: Connection) -> None:
    put(connection)
    search.remove(connection, "t", [2, 4, 99])
    assert found(connection, "免赔额") == [6]
    assert found(connection, "险") == [1, 3, 8]
    put(connection, ["免赔额已改"], first=2)
    assert found(connection, "免赔额") == [2, 6]


def test_more_texts_are_removed_than_one_statement_takes(connection: Connection) -> None:
    put(connection, ["险"] * 2_500)
    search.remove(connection, "t", range(1, 2_500))
    assert found(connection, "险") == [2_500]


def test_an_id_is_there_once(connection: Connection) -> None:
    put(connection)
    with pytest.raises(IntegrityError):
        put(connection, ["另一条"])


def test_tables_are_made_once_and_dropped(connection: Connection) -> None:
    put(connection)
    search.create(connection, "t")
    search.create(connection, "other")
    search.add(connection, "other", [(1, "ws_a", "免赔额")])
    assert found(connection, "免赔额") == [2, 6]
    search.drop(connection, "t")
    search.drop(connection, "t")
    left = select(search.matching(connection, "other", "ws_a", "免赔额").c.id)
    assert connection.scalars(left).all() == [1]
    search.create(connection, "t")
    assert found(connection, "免赔额") == []
