"""A backup that is taken while others write holds what they were told is kept, each write whole or not at all."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from sqlalchemy import func, select

from api.store.backup import back_up
from api.store.backup_file import Step
from api.store.restore import restore
from api.store.tables import CitationRow, Document, NodeRow, Reading, RecordRow, Version
from api.store.tables_work import AuditEvent, Job
from tests.store.stocked import Store, extraction, job_of, opened, original

_WRITERS = 3
_BEFORE, _DURING = (
    6,
    3,
)  # writes that each writer has made before the backup, and makes within each of its steps
State = dict[str, tuple[str, bool]]  # by file name: what the document is called, and whether it has been read


class Writer:
    """Uploads, has read, renames and deletes; knows the state after each write that was acknowledged."""

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self.name = name
        self.states: list[State] = [{}]

    def run(self, stopping: Event) -> None:
        """Write until told to stop."""
        number = 0
        while not stopping.is_set():
            self._write(f"{self.name}{number}", remove=number % 2 == 1)
            number += 1

    def _write(self, name: str, *, remove: bool) -> None:
        uploaded = self._store.upload(name)
        self._acknowledge({**self.states[-1], name: (name, False)})
        self._store.read(job_of(uploaded))
        self._acknowledge({**self.states[-1], name: (name, True)})
        self._store.rename(uploaded, f"{name}改")
        self._acknowledge({**self.states[-1], name: (f"{name}改", True)})
        if remove:
            self._store.remove(uploaded.document.id)
            self._acknowledge({other: kept for other, kept in self.states[-1].items() if other != name})
            self._store.sweep()

    def _acknowledge(self, state: State) -> None:
        self.states.append(state)


@contextmanager
def writing(store: Store) -> Iterator[list[Writer]]:
    """Writers at work, each in a thread of its own."""
    writers = [Writer(store, name) for name in "甲乙丙"[:_WRITERS]]
    stopping = Event()
    with ThreadPoolExecutor(_WRITERS) as threads:
        running = [threads.submit(writer.run, stopping) for writer in writers]
        try:
            yield writers
        finally:
            stopping.set()
        for one in running:
            one.result()


def wait_for(writers: list[Writer], more: int) -> None:
    """Until each writer has made so many more writes."""
    wanted = [len(writer.states) + more for writer in writers]
    end = time.monotonic() + 60
    while any(len(writer.states) < count for writer, count in zip(writers, wanted, strict=True)):
        assert time.monotonic() < end, "a writer stands still"
        time.sleep(0.01)


def test_a_restore_has_what_was_acknowledged_and_nothing_by_halves(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    with opened(database_url, tmp_path / "source") as source:
        source.open()
        steps: list[Step] = []

        with writing(source) as writers:
            wait_for(writers, _BEFORE)
            before = [len(writer.states) - 1 for writer in writers]

            def watch(step: Step, _done: int, _total: int) -> None:
                if step not in steps:
                    steps.append(step)
                    wait_for(writers, _DURING)

            back_up(source.database, source.originals, path, watch)
            after = [len(writer.states) for writer in writers]  # one write may not be acknowledged yet
        assert steps == [Step.TABLES, Step.ORIGINALS]

    with opened(f"sqlite:///{tmp_path / 'target.db'}", tmp_path / "target") as target:
        restore(path, target.database, target.originals)
        for writer, first, last in zip(writers, before, after, strict=True):
            assert found(target, writer.name) in writer.states[first : last + 1]
        assert is_whole(target)


def found(store: Store, writer: str) -> State:
    """What a store has of a writer."""
    with store.database.reading() as session:
        query = select(Version, Document.name).join(Document).where(Version.filename.startswith(writer))
        return {
            version.filename.removesuffix(".txt"): (name, version.state == "ready")
            for version, name in session.execute(query)
        }


def is_whole(store: Store) -> bool:
    """Every version has its original and its traces, every reading all of its rows, and there is nothing else."""
    read = extraction()
    expected = (len(read.document.nodes), len(read.records), len(read.references))
    files = {}
    with store.database.reading() as session:
        for version, job, name in session.execute(
            select(Version, Job, Document.name).join(Job, Job.version_id == Version.id).join(Document)
        ):
            uploaded = version.filename.removesuffix(".txt")
            files[store.originals.place("ws_own", version.sha256)] = original(uploaded)
            readings = session.scalars(select(Reading.id).where(Reading.version_id == version.id)).all()
            events = Counter(
                session.scalars(select(AuditEvent.action).filter_by(document_id=version.document_id))
            )
            is_read = version.state == "ready"
            assert job.state == ("succeeded" if is_read else "queued")
            assert len(readings) == events["job.succeeded"] == is_read
            assert events["document.uploaded"] == 1
            assert events["document.renamed"] == (name != uploaded)
            for reading in readings:
                counted = tuple(
                    session.scalar(select(func.count()).where(row.reading_id == reading))
                    for row in (NodeRow, RecordRow, CitationRow)
                )
                assert counted == expected
        documents = session.scalar(select(func.count()).select_from(Document))
    assert {path: path.read_bytes() for path in store.originals.folder.rglob("*") if path.is_file()} == files
    return len(files) == documents
