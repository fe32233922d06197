"""What is to be counted for a ratio, in the register's words, for the form."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

COLUMNS = ("numerator_label", "denominator_label")


def upgrade() -> None:
    with op.batch_alter_table("indicators") as batch:
        for name in COLUMNS:
            batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("indicators") as batch:
        for name in COLUMNS:
            batch.drop_column(name)
