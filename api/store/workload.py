"""How much there is to do and who does it (工作量): for readiness, metrics and the operator."""

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, func, select, text
from sqlalchemy.orm import Session

from api.store.columns import now
from api.store.jobs import JobState
from api.store.tables_work import Job, WorkerRow

_FORGOTTEN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Workload:
    """Jobs not finished. ``waiting`` are queued for a later attempt; ``lost`` run under a lease that is over.

    ``oldest`` is when the oldest queued job was created.
    """

    queued: int
    waiting: int
    running: int
    lost: int
    oldest: datetime | None

    def oldest_age(self, moment: datetime) -> float:
        """Seconds that the oldest queued job has been waiting; 0 where none is."""
        return 0.0 if self.oldest is None else max((moment - self.oldest).total_seconds(), 0.0)


def measure(session: Session) -> Workload:
    """The jobs that are not finished, counted."""
    moment = now()
    late = case((Job.state == JobState.QUEUED, Job.due_at > moment), else_=Job.lease_until <= moment).label(
        "late"
    )
    counted = session.execute(
        select(Job.state, late, func.count(), func.min(Job.created_at))
        .where(Job.state.in_((JobState.QUEUED, JobState.RUNNING)))
        .group_by(Job.state, text("late"))
    )
    numbers: dict[tuple[str, bool], int] = {}
    oldest: list[datetime] = []
    for state, is_late, number, created in counted:
        numbers[state, bool(is_late)] = number
        oldest += [created] if state == JobState.QUEUED else []
    return Workload(
        queued=numbers.get((JobState.QUEUED, False), 0),
        waiting=numbers.get((JobState.QUEUED, True), 0),
        running=numbers.get((JobState.RUNNING, False), 0),
        lost=numbers.get((JobState.RUNNING, True), 0),
        oldest=min(oldest, default=None),
    )


def sign_in(session: Session, worker_id: str, slots: int) -> None:
    """Note that this process is at work. To be repeated; rows of workers long silent are removed."""
    moment = now()
    row = session.get(WorkerRow, worker_id)
    if row is None:
        row = WorkerRow(id=worker_id, host=socket.gethostname(), pid=os.getpid(), slots=slots)
        session.add(row)
    row.seen_at = moment
    session.execute(delete(WorkerRow).where(WorkerRow.seen_at < moment - _FORGOTTEN))


def sign_out(session: Session, worker_id: str) -> None:
    """Note that the worker has left."""
    session.execute(delete(WorkerRow).where(WorkerRow.id == worker_id))


def workers(session: Session, lease_seconds: int) -> Sequence[WorkerRow]:
    """The workers that gave a sign within the time of a lease."""
    recent = now() - timedelta(seconds=lease_seconds)
    return session.scalars(
        select(WorkerRow).where(WorkerRow.seen_at >= recent).order_by(WorkerRow.started_at, WorkerRow.id)
    ).all()
