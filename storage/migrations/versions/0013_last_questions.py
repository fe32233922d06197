"""What a person asked last in a chat is kept, so that the next question may lean on it."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "last_questions",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_last_questions_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", "conversation_id", name=op.f("pk_last_questions")),
    )


def downgrade() -> None:
    op.drop_table("last_questions")
