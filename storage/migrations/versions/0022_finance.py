"""Budgets of services, and the internal audit plan."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "budget_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("budget", sa.String(length=60), nullable=False),
        sa.Column("actual", sa.String(length=60), nullable=False),
        sa.Column("forecast", sa.String(length=60), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_lines")),
        sa.UniqueConstraint("service", "period", name=op.f("uq_budget_lines_service_period")),
    )
    op.create_table(
        "planned_audits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("planned", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("opinion", sa.String(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_audits")),
        sa.UniqueConstraint("ref", name=op.f("uq_planned_audits_ref")),
    )


def downgrade() -> None:
    op.drop_table("planned_audits")
    op.drop_table("budget_lines")
