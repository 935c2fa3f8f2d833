"""A job kept in hand while its document is read (续约): the lease renewed, a wish to end it heard."""

from collections.abc import Callable
from enum import Enum, auto
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Self

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.settings import Settings
from api.store import leases
from api.store.engine import Database
from api.store.leases import LeaseLost
from api.store.tables_work import Job
from api.work.frames import frames

_log = structlog.get_logger(__name__)
_LOOK = 1.0  # seconds after which a cancelled job is stopped at the latest


class Reason(Enum):
    """Why a reading is to end early."""

    CANCELLED = auto()
    LEASE_LOST = auto()
    LEAVING = auto()


class Heartbeat:
    """While it is open, renews the lease of ``job`` every third of it, and looks every second for a reason to stop.

    Then it calls ``stop``, again and again until it is closed; ``reason`` tells why. An unreachable database is no
    reason: what is written at the end checks the lease anyway.
    """

    def __init__(
        self, database: Database, settings: Settings, job: Job, leaving: Event, stop: Callable[[], None]
    ) -> None:
        self.reason: Reason | None = None
        self._database = database
        self._settings = settings
        self._job = job
        self._leaving = leaving
        self._stop = stop
        self._third = settings.lease_seconds / 3
        self._renewed = monotonic()
        self._done = Event()
        self._thread = Thread(target=self._beat, name=f"heartbeat {job.id}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._done.wait(min(_LOOK, self._third)):
            try:
                self.reason = self.reason or self._look()
            except SQLAlchemyError as error:
                _log.warning(
                    "heartbeat failed", job=self._job.id, error=type(error).__name__, at=frames(error)
                )
            if self.reason is not None:
                self._stop()

    def _look(self) -> Reason | None:
        if self._leaving.is_set():
            return Reason.LEAVING
        try:
            return Reason.CANCELLED if self._is_cancelled() else None
        except LeaseLost:
            return Reason.LEASE_LOST

    def _is_cancelled(self) -> bool:
        if monotonic() - self._renewed < self._third:
            with self._database.reading() as session:
                return leases.is_cancelled(session, self._job.id, self._job.lease)
        with self._database.writing() as session:
            asked = leases.renew(session, self._job.id, self._job.lease, self._settings)
        self._renewed = monotonic()
        return asked
