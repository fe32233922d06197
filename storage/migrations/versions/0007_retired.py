"""An indicator can be retired from a day; it stays in the register with all that was given."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("indicators", schema=None) as batch_op:
        batch_op.add_column(sa.Column("retired_from", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("indicators", "retired_from")  # in place: other tables refer to this one
