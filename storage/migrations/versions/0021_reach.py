"""Who cannot be written to has a row with Teams' word for it; late answers wait for the relay."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "late_answers",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_late_answers")),
    )
    op.create_table(
        "reach",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_reach_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_reach")),
    )
    op.execute(
        """
        INSERT INTO reach (person_id, code, since)
        SELECT person_id, '', MAX(seen_at) FROM places
        WHERE scope = 'personal' AND person_id IS NOT NULL AND NOT reachable
        AND person_id NOT IN (
            SELECT person_id FROM places
            WHERE scope = 'personal' AND person_id IS NOT NULL AND reachable
        )
        GROUP BY person_id
        """
    )


def downgrade() -> None:
    op.drop_table("reach")
    op.drop_table("late_answers")
