"""Files of papers that are offered to people in their chats, and uploaded with their consent."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("upload_url", sa.Text(), nullable=False),
        sa.Column("content_url", sa.Text(), nullable=False),
        sa.Column("unique_id", sa.String(), nullable=False),
        sa.Column("file_type", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["papers.id"], name="fk_paper_uploads_paper_id_papers"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_paper_uploads_person_id_people"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_paper_uploads"),
    )
    op.create_index("ix_paper_uploads_state", "paper_uploads", ["state"])


def downgrade() -> None:
    op.drop_table("paper_uploads")
