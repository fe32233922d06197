"""A recommendation of audit or inspection is known by its reference, and has a day of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("interventions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reference", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("due", sa.Date(), nullable=True))
        batch_op.create_index("ix_interventions_reference", ["reference"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_interventions_reference", "interventions")
    op.drop_column("interventions", "due")  # in place: other tables refer to this one
    op.drop_column("interventions", "reference")
