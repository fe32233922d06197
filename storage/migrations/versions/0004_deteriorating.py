"""Indicators may have their own meaning of "deteriorating"."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("indicators", schema=None) as batch_op:
        batch_op.add_column(sa.Column("adverse_moves", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("triggers", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("indicators", schema=None) as batch_op:
        batch_op.drop_column("triggers")
        batch_op.drop_column("adverse_moves")
