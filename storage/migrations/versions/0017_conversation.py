"""Aliases, questions that were not understood, and who is away or wants no reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "aliases",
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("words", name=op.f("pk_aliases")),
    )
    op.create_table(
        "unread_questions",
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("words", name=op.f("pk_unread_questions")),
    )
    op.create_table(
        "absences",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_away", sa.Boolean(), nullable=False),
        sa.Column("cover_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_absences_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["cover_id"], ["people.id"], name=op.f("fk_absences_cover_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_absences")),
    )


def downgrade() -> None:
    for table in ("absences", "unread_questions", "aliases"):
        op.drop_table(table)
