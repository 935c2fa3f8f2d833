"""The characters that recognition is not sure of, told with every record, reference and finding that rests on them.

What was read before knew no recognition: there the column stays empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column of records, references and findings."""
    for table in ("record", "citation", "finding"):
        op.add_column(table, sa.Column("doubtful", sa.Text(), nullable=True))
