"""The yearly agreement of what is measured: each year's set, and a line for each indicator."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kpi_sets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("agreed_by", sa.String(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("decision_reference", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi_sets")),
        sa.UniqueConstraint("year", name=op.f("uq_kpi_sets_year")),
    )
    op.create_table(
        "kpi_set_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_with", sa.Text(), nullable=False),
        sa.Column("control", sa.String(), nullable=False),
        sa.Column("control_words", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["people.id"], name=op.f("fk_kpi_set_lines_answered_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicators.id"],
            name=op.f("fk_kpi_set_lines_indicator_id_indicators"),
        ),
        sa.ForeignKeyConstraint(
            ["set_id"], ["kpi_sets.id"], name=op.f("fk_kpi_set_lines_set_id_kpi_sets")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi_set_lines")),
        sa.UniqueConstraint(
            "set_id", "indicator_id", name=op.f("uq_kpi_set_lines_set_id_indicator_id")
        ),
    )
    with op.batch_alter_table("kpi_set_lines", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_kpi_set_lines_indicator_id"), ["indicator_id"], unique=False
        )


def downgrade() -> None:
    op.drop_table("kpi_set_lines")
    op.drop_table("kpi_sets")
