"""The topics of exclusions, told when they are read: an overview of many documents need not look at the words again.

Of the records that are there already the overview goes on telling them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column of the records."""
    op.add_column("record", sa.Column("excluded", sa.Text(), nullable=True))
