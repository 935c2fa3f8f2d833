"""The service under load (负载): ``python -m tests.bench.serving [--documents 1000] [--records 200000]``.

A real server and its worker on loopback, with SQLite. Beside it, in the same run and on the same machine, a bare
FastAPI route that gives as many bytes with nothing behind it: only the ratio says something about another machine.
Every loop is bounded in count, and the servers are stopped at the end.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import quantiles

import httpx
from rich.console import Console
from rich.table import Table
from sqlalchemy import func, insert, select

from api.callers import Caller
from api.client import Client
from api.settings import Settings
from api.store import search
from api.store.columns import new_id
from api.store.engine import Database
from api.store.schema import migrate
from api.store.tables import Reading, RecordRow
from tests.bench.running import Server, free_port, new_key
from tests.bench.searching import texts

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
CALLERS = 4  # at the same time
READS = 2_000
SEARCHES = 400
QUERIES = (
    "险",
    "免赔额",
    "告知",
    "故意",
    "赔偿限额",
    "三十日",
    "等待期",
    "保险人",
    "被保险人",
    "重大过失",
    "2",
)
_BARE = """
import json, sys
import uvicorn
from fastapi import FastAPI, Response
app = FastAPI()
body = open(sys.argv[1], "rb").read()
@app.get("/bare")
def bare() -> Response:
    return Response(body, media_type="application/json")
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What was measured: seconds of each call in order of their ends, and the seconds of all."""

    calls: Sequence[float]
    seconds: float

    @property
    def per_second(self) -> float:
        """Calls a second."""
        return len(self.calls) / self.seconds

    @property
    def p95(self) -> float:
        """Milliseconds within which 95 of 100 calls were answered."""
        return quantiles(self.calls, n=20)[-1] * 1000


def load(count: int, call: Callable[[int], object]) -> Load:
    """``count`` calls by CALLERS callers at a time."""
    began = time.perf_counter()
    with ThreadPoolExecutor(CALLERS) as callers:
        calls = list(callers.map(lambda number: _timed(call, number), range(count)))
    return Load(calls, time.perf_counter() - began)


def _timed(call: Callable[[int], object], number: int) -> float:
    began = time.perf_counter()
    call(number)
    return time.perf_counter() - began


def uploads(client: Client, server: Server, count: int) -> tuple[float, list[tuple[int, float]]]:
    """Documents read a minute, and the server's memory in MiB along the way."""
    known = [path.read_text("utf-8")[:4000] for path in sorted(DOCUMENTS.glob("*.txt"))]
    began, memory = time.perf_counter(), []
    step = max(count // 5, 1)
    for start in range(0, count, step):
        numbers = range(start, min(start + step, count))
        files = [(f"{n}.txt", f"第{n}号\n{known[n % len(known)]}".encode()) for n in numbers]
        client.wait(client.upload_documents(*files), seconds=3600)
        memory.append((numbers[-1] + 1, server.memory() / 2**20))
    return count / (time.perf_counter() - began) * 60, memory


def fill(database: Database, caller: Caller, count: int) -> None:
    """Bring the workspace up to ``count`` records, sentences of our own documents with other figures."""
    with database.writing() as session:
        reading = session.scalars(select(Reading).where(Reading.workspace_id == caller.workspace_id)).first()
        assert reading is not None
        there = session.scalar(select(func.count()).select_from(RecordRow)) or 0
        sentences = texts(max(count - there, 0))
        while batch := list(islice(sentences, 5_000)):
            session.execute(insert(RecordRow), [_record(reading, quote) for quote in batch])
    with database.writing() as session:
        added = select(RecordRow.id, RecordRow.workspace_id, RecordRow.quote).where(RecordRow.rule == "bench")
        search.add(session.connection(), search.RECORDS, session.execute(added))


def _record(reading: Reading, quote: str) -> dict[str, object]:
    return {
        "key": new_id("rec"),
        "workspace_id": reading.workspace_id,
        "document_id": reading.document_id,
        "reading_id": reading.id,
        "is_current": True,
        "path": "第一条",
        "start": 0,
        "end": len(quote),
        "quote": quote,
        "page": 0,
        "boxes": [],
        "type": "obligation",
        "fields": '{"bearer":"保险人"}',
        "evidence": {},
        "confidence": 0.9,
        "rule": "bench",
        "party": "保险人",
    }


@contextmanager
def bare(body: bytes, folder: Path) -> Iterator[str]:
    """The address of a bare route that answers with this body."""
    path, port = folder / "body.json", free_port()
    path.write_bytes(body)
    process = subprocess.Popen([sys.executable, "-c", _BARE, str(path), str(port)])
    address = f"http://127.0.0.1:{port}/bare"
    for _ in range(200):
        try:
            httpx.get(address, timeout=1)
            break
        except httpx.HTTPError:
            time.sleep(0.1)
    try:
        yield address
    finally:
        process.terminate()
        process.wait()


def reads(server: Server, key: str, folder: Path, document: str) -> Table:
    """Fetching records, searching them, and the bare route, in turns of one run."""
    table = Table(
        "fetched", "a second", "p50 ms", "p95 ms", "beside the bare route", title="reads, 4 callers"
    )
    headers = {"Authorization": f"Bearer {key}"}
    with httpx.Client(base_url=server.url, headers=headers, timeout=60) as client:
        fifty = f"/v1/documents/{document}/records?limit=50"
        one = "/v1/records/" + client.get(fifty).json()["items"][0]["id"]
        searched = ("/v1/records?limit=20&sort=relevance&q=", "/v1/search?limit=20&q=")
        with bare(client.get(fifty).content, folder) as address:
            base = load(READS, lambda _: client.get(address))
        measured = {
            "bare FastAPI route, the same bytes": base,
            "50 records of a document": load(READS, lambda _: client.get(fifty).raise_for_status()),
            "one record": load(READS, lambda _: client.get(one).raise_for_status()),
            "search records, best 20": load(
                SEARCHES, lambda n: client.get(searched[0] + QUERIES[n % len(QUERIES)]).raise_for_status()
            ),
            "search passages, best 20": load(
                SEARCHES, lambda n: client.get(searched[1] + QUERIES[n % len(QUERIES)]).raise_for_status()
            ),
        }
    for name, found in measured.items():
        middle = quantiles(found.calls, n=2)[0] * 1000
        share = found.per_second / base.per_second
        table.add_row(name, f"{found.per_second:.0f}", f"{middle:.1f}", f"{found.p95:.1f}", f"{share:.2f}")
    return table


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.serving")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--records", type=int, default=200_000)
    given = parser.parse_args()
    console = Console(width=110)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(data=folder, port=free_port(), workers=2, rate=10**7, log_level="ERROR")
        database = Database(settings.database_url)
        migrate(database)
        caller, key = new_key(database)
        server = Server(settings, folder / "server.log")
        try:
            server.wait_until_ready()
            with Client(server.url, key) as client:
                pace, memory = uploads(client, server, given.documents)
                document = next(iter(client.list_documents())).id
                table = Table("documents", "server's memory, MiB", title=f"{pace:.0f} uploads read a minute")
                for count, mebibytes in memory:
                    table.add_row(str(count), f"{mebibytes:.0f}")
                console.print(table)
            fill(database, caller, given.records)
            console.print(reads(server, key, folder, document))
            console.print(f"records in the workspace: {given.records}; ranked: the best {search.CAP}")
        finally:
            server.stop()
            database.dispose()


if __name__ == "__main__":
    main()
