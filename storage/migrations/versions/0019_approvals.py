"""Who agreed a change of terms, by which decision; and the answer to the control test."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("register_changes", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("decision_reference", sa.String(), nullable=False, server_default="")
        )
    with op.batch_alter_table("indicators", schema=None) as batch_op:
        batch_op.add_column(sa.Column("control", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("control_words", sa.Text(), nullable=False, server_default="")
        )


def downgrade() -> None:
    op.drop_column("indicators", "control_words")  # in place: other tables refer to this one
    op.drop_column("indicators", "control")
    op.drop_column("register_changes", "decision_reference")
