"""A tolerance of its own above a range, limits on a baseline, indicators in development."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("indicators", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tolerance_above", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("baseline_points", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("in_development", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("indicators", schema=None) as batch_op:
        batch_op.drop_column("in_development")
        batch_op.drop_column("baseline_points")
        batch_op.drop_column("tolerance_above")
