"""A batch of claims carried out by a worker (批量核定任务): a few at a time, so that nothing done is lost."""

from collections.abc import Callable
from time import monotonic

from api.claims.checking import CHUNK, check_many
from api.settings import Settings
from api.store import claims, leases
from api.store.columns import now
from api.store.engine import Database
from api.store.readings import load_extraction
from api.store.tables import Reading
from api.store.tables_claims import ClaimBatch
from api.store.tables_work import Job
from extractor.errors import ReadingCancelled
from extractor.pages.isolation import Worker
from extractor.records import Extraction

_TURN = 15.0  # seconds after which other work that waits has its turn


class Checkout:
    """The claims of one batch, gone through until none is left, the batch is gone, or others wait."""

    def __init__(self, database: Database, settings: Settings, worker: Worker, job: Job) -> None:
        self._database = database
        self._settings = settings
        self._worker = worker
        self._job = job
        self._read: tuple[str, Extraction] | None = None

    def run(self, is_stopped: Callable[[], bool]) -> bool:
        """True where every claim is through; False where others are to have their turn.

        Raises ReadingCancelled once ``is_stopped``, and LeaseLost.
        """
        began = monotonic()
        while True:
            if is_stopped():
                raise ReadingCancelled("已取消")
            if not self._chunk():
                return True
            if monotonic() - began > _TURN and self._others_wait():
                return False

    def is_gone(self) -> bool:
        """True where the batch was deleted."""
        with self._database.reading() as session:
            return session.get(ClaimBatch, self._job.batch_id) is None

    def _chunk(self) -> bool:
        """Check the next few claims and keep what they came to; False where there are none."""
        batch_id = self._job.batch_id or ""
        with self._database.reading() as session:
            found = claims.pending(session, batch_id, CHUNK)
        if found is None:
            return False
        checked = check_many(
            self._worker, self._extraction(found.reading_id), [claim for _, claim in found.items]
        )
        results = dict(zip((item_id for item_id, _ in found.items), checked, strict=True))
        with self._database.writing() as session:
            leases.hold(session, self._job.id, self._job.lease)
            claims.keep_results(session, results)
            session.flush()
            done = claims.counts(session, [batch_id])[batch_id].done
            leases.advance(session, self._job.id, self._job.lease, done, self._settings)
        return True

    def _extraction(self, reading_id: str) -> Extraction:
        if self._read is None or self._read[0] != reading_id:
            with self._database.reading() as session:
                self._read = reading_id, load_extraction(session, session.get_one(Reading, reading_id))
        return self._read[1]

    def _others_wait(self) -> bool:
        with self._database.reading() as session:
            return leases.any_due(session, now())
