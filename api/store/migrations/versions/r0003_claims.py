"""Batches of claims; jobs that check them, with their progress."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two tables, and three columns of the jobs."""
    _batches()
    _items()
    op.add_column("job", sa.Column("batch_id", sa.String(length=40), nullable=True))
    op.add_column("job", sa.Column("done", sa.Integer(), nullable=True))
    op.add_column("job", sa.Column("total", sa.Integer(), nullable=True))


def _batches() -> None:
    op.create_table(
        "claim_batch",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("workspace_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("failure_code", sa.String(length=40), nullable=True),
        sa.Column("failure_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_claim_batch_workspace_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_claim_batch"),
    )
    op.create_index("ix_claim_batch_workspace_id", "claim_batch", ["workspace_id"])


def _items() -> None:
    op.create_table(
        "claim_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("named", sa.String(length=400), nullable=False),
        sa.Column("document_id", sa.String(length=40), nullable=True),
        sa.Column("reading_id", sa.String(length=40), nullable=True),
        sa.Column("claim", sa.Text(), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("errors", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=True),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["claim_batch.id"], name="fk_claim_item_batch_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_claim_item_document_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["reading.id"], name="fk_claim_item_reading_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_claim_item"),
        sa.UniqueConstraint("batch_id", "number", name="uq_claim_item_batch_id_number"),
    )
    op.create_index("ix_claim_item_document_id", "claim_item", ["document_id"])
    op.create_index("ix_claim_item_reading_id", "claim_item", ["reading_id"])
