"""Figures are signed off by a person whom the register names; who was away is asked back."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_offs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_sign_offs_by_people")),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicators.id"], name=op.f("fk_sign_offs_indicator_id_indicators")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_offs")),
        sa.UniqueConstraint(
            "indicator_id",
            "period",
            "version",
            name=op.f("uq_sign_offs_indicator_id_period_version"),
        ),
    )
    op.create_index(op.f("ix_sign_offs_state"), "sign_offs", ["state"])
    # In place: other tables refer to this one, so SQLite must not copy it.
    op.execute("ALTER TABLE indicators RENAME COLUMN certifier TO certifier_words")
    op.execute(
        "ALTER TABLE indicators ADD COLUMN certifier INTEGER "
        "CONSTRAINT fk_indicators_certifier_people REFERENCES people (id)"
    )
    op.execute(
        """
        UPDATE indicators SET certifier = (
            SELECT MIN(people.id) FROM people
            WHERE certifier_words <> ''
            AND (people.email = LOWER(certifier_words) OR people.name = certifier_words)
        )
        """
    )
    op.drop_column("indicators", "certifier_words")
    op.add_column("absences", sa.Column("asked_back_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.execute("ALTER TABLE indicators RENAME COLUMN certifier TO certifier_id")
    op.execute("ALTER TABLE indicators ADD COLUMN certifier VARCHAR NOT NULL DEFAULT ''")
    op.execute(
        """
        UPDATE indicators SET certifier = COALESCE(
            (SELECT email FROM people WHERE people.id = certifier_id), ''
        )
        """
    )
    op.drop_table("sign_offs")
    op.drop_column("absences", "asked_back_on")
