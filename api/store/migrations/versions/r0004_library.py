"""The library: what documents are sorted by, how far their review is, line of insurance and insurer of a reading.

Lines and insurer of readings that are there already stay empty until the document is read again: telling them takes
the whole text, and the extractor of that day.
"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ROWS = 500
_COUNTS = ("records", "findings", "reviewed", "pending")


def upgrade() -> None:
    """Two columns of readings, six of documents with their values, and the indexes of the list."""
    _readings()
    _documents()
    _names()
    _counts()
    _indexes()


def _readings() -> None:
    op.add_column("reading", sa.Column("lines", sa.String(length=120), nullable=False, server_default=""))
    op.add_column("reading", sa.Column("insurer", sa.String(length=200), nullable=False, server_default=""))


def _documents() -> None:
    op.add_column("document", sa.Column("name_key", sa.String(length=800), nullable=False, server_default=""))
    moment = sa.Column(
        "updated_at", sa.DateTime(timezone=True), nullable=False, server_default="1970-01-01 00:00:00"
    )
    op.add_column("document", moment)
    for name in _COUNTS:
        op.add_column("document", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))


def _names() -> None:
    connection = op.get_bind()
    documents = sa.table("document", sa.column("id"), sa.column("name"), sa.column("name_key"))
    keyed = documents.update().where(documents.c.id == sa.bindparam("one"))
    rows = connection.execute(sa.select(documents.c.id, documents.c.name)).all()
    for start in range(0, len(rows), _ROWS):
        some = [{"one": row.id, "key": _key(row.name)} for row in rows[start : start + _ROWS]]
        connection.execute(keyed.values(name_key=sa.bindparam("key")), some)


def _key(name: str) -> str:
    """As api.store.naming.order_key was at this revision."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    numbered = re.sub(r"[0-9]+", lambda digits: digits[0].lstrip("0").rjust(8, "0"), folded)
    return numbered.encode("gb18030", "replace")[:400].hex()


def _counts() -> None:
    """Rows of the current readings: a reading, then a decision, is the last that changed a document."""
    op.execute(
        """
        UPDATE document SET
            records = (SELECT count(*) FROM record
                WHERE record.document_id = document.id AND record.is_current AND record.review <> 'rejected'),
            findings = (SELECT count(*) FROM finding
                WHERE finding.document_id = document.id AND finding.is_current AND finding.review <> 'rejected'),
            pending = (SELECT count(*) FROM record
                WHERE record.document_id = document.id AND record.is_current AND record.review = 'unreviewed')
                + (SELECT count(*) FROM finding
                WHERE finding.document_id = document.id AND finding.is_current AND finding.review = 'unreviewed'),
            reviewed = (SELECT count(*) FROM record
                WHERE record.document_id = document.id AND record.is_current AND record.review <> 'unreviewed')
                + (SELECT count(*) FROM finding
                WHERE finding.document_id = document.id AND finding.is_current AND finding.review <> 'unreviewed'),
            updated_at = COALESCE(
                (SELECT max(decided_at) FROM decision WHERE decision.document_id = document.id),
                (SELECT max(created_at) FROM reading WHERE reading.document_id = document.id),
                created_at)
        """
    )


def _indexes() -> None:
    for name, column in (
        ("named", "name_key"),
        ("updated", "updated_at"),
        ("findings", "findings"),
        ("pending", "pending"),
    ):
        op.create_index(f"ix_document_{name}", "document", ["workspace_id", column, "id"])
    op.create_index(
        "ix_reading_listed",
        "reading",
        ["workspace_id", "is_current", "kind", "lines", "insurer", "document_id"],
    )
    op.create_index(
        "ix_finding_coded", "finding", ["workspace_id", "is_current", "code", "document_id", "review"]
    )
