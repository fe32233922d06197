"""Returns to government: the register, and the rounds of each return."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "returns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("frequency", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("due_rule", sa.Text(), nullable=False),
        sa.Column("usual_due", sa.String(), nullable=False),
        sa.Column("applies_to", sa.String(), nullable=False),
        sa.Column("certified_by", sa.String(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=True),
        sa.Column("deputy", sa.Integer(), nullable=True),
        sa.Column("certifier", sa.Integer(), nullable=True),
        sa.Column("certifier_deputy", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["certifier"], ["people.id"], name=op.f("fk_returns_certifier_people")
        ),
        sa.ForeignKeyConstraint(
            ["certifier_deputy"], ["people.id"], name=op.f("fk_returns_certifier_deputy_people")
        ),
        sa.ForeignKeyConstraint(["deputy"], ["people.id"], name=op.f("fk_returns_deputy_people")),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name=op.f("fk_returns_owner_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns")),
        sa.UniqueConstraint("ref", name=op.f("uq_returns_ref")),
    )
    with op.batch_alter_table("returns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_returns_certifier"), ["certifier"], unique=False)
        batch_op.create_index(batch_op.f("ix_returns_owner"), ["owner"], unique=False)

    op.create_table(
        "return_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=30), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("made_ready_by", sa.Integer(), nullable=True),
        sa.Column("certified_by", sa.Integer(), nullable=True),
        sa.Column("certified_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certified_by"], ["people.id"], name=op.f("fk_return_rounds_certified_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["made_ready_by"], ["people.id"], name=op.f("fk_return_rounds_made_ready_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["return_id"], ["returns.id"], name=op.f("fk_return_rounds_return_id_returns")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_rounds")),
        sa.UniqueConstraint("return_id", "period", name=op.f("uq_return_rounds_return_id_period")),
    )
    with op.batch_alter_table("return_rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_return_rounds_due"), ["due"], unique=False)


def downgrade() -> None:
    op.drop_table("return_rounds")
    op.drop_table("returns")
