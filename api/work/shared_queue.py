"""The queue on PostgreSQL (共享队列): workers of several machines called by procrastinate.

Why procrastinate, and how jobs are announced, is told in :mod:`api.store.announcing`. An entry of the library only
says "look at this job"; the claim on the table ``job`` decides. So an entry too many does no harm, and one too few
is made good by the sweep: after a worker's death, for a restored backup.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from threading import Event

import structlog
from procrastinate import App, PsycopgConnector
from sqlalchemy import ColumnElement, column, exists, literal_column, select, table, text

from api.store.announcing import QUEUE, TASK, announce
from api.store.columns import now
from api.store.engine import Database
from api.store.leases import due
from api.store.tables_work import Job
from api.work.frames import frames
from api.work.reading import Slot

_log = structlog.get_logger(__name__)
_POLL = 2.0  # seconds: an entry for a later attempt comes due without a call
_LOOK = 0.2  # seconds until a stop is noticed
_RESTART = 2.0  # seconds before the library's worker is started again, after the database was away
_SILENCE = 60.0  # seconds after which a worker of the library is taken for dead; it gives a sign every ten
_ENTRIES = table("procrastinate_jobs", column("queueing_lock"), column("status"))
_TODO: ColumnElement[str] = literal_column("'todo'")  # as it stands: the column's type is the library's own
_PRUNED = text("SELECT worker_id FROM procrastinate_prune_stalled_workers_v1(:seconds)")
_REMOVED = text(
    "DELETE FROM procrastinate_jobs WHERE queue_name = :queue"
    " AND (status NOT IN ('todo', 'doing') OR status = 'doing' AND worker_id IS NULL)"
)


class SharedQueue:
    """A worker of the library, whose task performs the job named in a slot that is free."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._conninfo = database.url.set(drivername="postgresql").render_as_string(hide_password=False)

    def work(self, slots: Sequence[Slot], stopping: Event) -> None:
        """Let every slot perform jobs until ``stopping`` is set and the jobs at hand have ended."""
        with ThreadPoolExecutor(len(slots), thread_name_prefix="slot") as threads:
            while not stopping.is_set():
                try:
                    asyncio.run(self._work(slots, stopping, threads))
                except Exception as error:  # the database is away, or was: the library gives up then
                    _log.warning("queue interrupted", error=type(error).__name__, at=frames(error))
                stopping.wait(_RESTART)

    async def _work(self, slots: Sequence[Slot], stopping: Event, threads: ThreadPoolExecutor) -> None:
        app = self._app(slots, threads)
        async with app.open_async():
            working = asyncio.create_task(
                app.run_worker_async(
                    queues=[QUEUE],
                    concurrency=len(slots),
                    delete_jobs="always",
                    fetch_job_polling_interval=_POLL,
                    stalled_worker_timeout=_SILENCE,
                    install_signal_handlers=False,
                )
            )
            while not stopping.is_set() and not working.done():
                await asyncio.sleep(_LOOK)
            working.cancel()  # a request to the library: it fetches no more, and waits for what is at hand
            with suppress(asyncio.CancelledError):
                await working

    def _app(self, slots: Sequence[Slot], threads: ThreadPoolExecutor) -> App:
        free: SimpleQueue[Slot] = SimpleQueue()
        for slot in slots:
            free.put(slot)

        def perform(job_id: str) -> None:
            slot = free.get()
            try:
                slot.perform(job_id)
            finally:
                free.put(slot)

        app = App(connector=PsycopgConnector(conninfo=self._conninfo, min_size=1, max_size=4))

        @app.task(name=TASK, queue=QUEUE)
        async def in_a_slot(job_id: str) -> None:
            await asyncio.get_running_loop().run_in_executor(threads, perform, job_id)

        return app

    def sweep(self) -> None:
        """Announce due jobs that have no entry, and remove the entries that workers left behind."""
        with self._database.writing() as session:
            session.execute(_PRUNED, {"seconds": _SILENCE})
            session.execute(_REMOVED, {"queue": QUEUE})
            announced = exists().where(_ENTRIES.c.queueing_lock == Job.id, _ENTRIES.c.status == _TODO)
            for job in session.scalars(select(Job).where(due(now()), ~announced)).all():
                announce(session, job)
