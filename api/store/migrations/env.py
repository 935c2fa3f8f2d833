"""What Alembic runs: the connection is given by :mod:`api.store.schema`."""

from alembic import context

from api.store import tables_analysis, tables_claims, tables_work
from api.store.tables import Base

assert (
    tables_work.Job.metadata
    is tables_analysis.Analysis.metadata
    is tables_claims.ClaimBatch.metadata
    is Base.metadata
)  # every table is known before they are compared


def _is_ours(_object: object, name: str | None, kind: str, _reflected: bool, _compared: object) -> bool:
    """Leave alone the tables that are not mapped: search indexes, and those of the shared queue."""
    return kind != "table" or name in Base.metadata.tables


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_object=_is_ours,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
