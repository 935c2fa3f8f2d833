"""Jobs made known to the workers of other machines (任务通知), through procrastinate on PostgreSQL.

The entry is made in the transaction that queues the job, so that both are there or neither is. It only wakes a
worker; the table ``job`` stays the truth. On SQLite the workers look for themselves, and nothing is announced.

procrastinate was chosen over dramatiq, celery, huey and saq because it needs no broker beside the database (no
second thing to run, to back up and to bring in step), defers within the caller's transaction, wakes workers by
LISTEN/NOTIFY, keeps two entries of one job apart by a lock, and is MIT and maintained.
"""

from contextlib import suppress
from importlib.resources import files

from procrastinate import App, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from api.store.columns import now
from api.store.tables_work import Job

QUEUE = "tiaokuan"
TASK = "perform"

_app = App(connector=SyncPsycopgConnector())  # never opened: it defers over the session's own connection


def apply_schema(connection: Connection) -> None:
    """Make the library's tables, where they are missing. Nothing on SQLite.

    The library is pinned: its own migrations, should a later release bring one, become a migration of ours.
    """
    if connection.dialect.name == "sqlite" or connection.scalar(
        text("SELECT to_regclass('procrastinate_jobs')")
    ):
        return
    schema = (files("procrastinate.sql") / "schema.sql").read_text("utf-8")
    connection.exec_driver_sql(schema, execution_options={"no_parameters": True})


def announce(session: Session, job: Job) -> None:
    """Let a worker hear of a queued job when it is due. Nothing where it is announced already."""
    if session.get_bind().dialect.name == "sqlite":
        return
    with suppress(AlreadyEnqueued), session.begin_nested():
        # The savepoint is made when the connection is first asked for within it.
        deferrer = _app.configure_task(
            TASK,
            queue=QUEUE,
            queueing_lock=job.id,
            schedule_at=job.due_at if job.due_at > now() else None,
            connection=session.connection().connection.driver_connection,
        )
        deferrer.defer(job_id=job.id)
