"""Papers with their words, lines and files; what members asked; indicators for officers only."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    no = sa.false()
    with op.batch_alter_table("indicators", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("officers_only", sa.Boolean(), server_default=no, nullable=False)
        )
    op.create_table(
        "papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("meeting", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("frozen_by", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.Column("follows", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("tree", sa.Text(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], ["people.id"], name=f"fk_papers_{name}_people")
            for name in ("made_by", "frozen_by", "published_by")
        ),
        sa.ForeignKeyConstraint(["follows"], ["papers.id"], name="fk_papers_follows_papers"),
        sa.PrimaryKeyConstraint("id", name="pk_papers"),
        sa.UniqueConstraint(
            "kind", "period", "body", "edition", name="uq_papers_kind_period_body_edition"
        ),
    )
    op.create_index("ix_papers_state", "papers", ["state"])
    op.create_table(
        "paper_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_paper_words_by_people"),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name="fk_paper_words_paper_id_papers"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_words"),
    )
    op.create_index("ix_paper_words_paper_id", "paper_words", ["paper_id"])
    op.create_table(
        "paper_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("figure_version", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(60), nullable=True),
        sa.Column("target", sa.String(60), nullable=True),
        sa.Column("band", sa.String(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicators.id"], name="fk_paper_lines_indicator_id_indicators"
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name="fk_paper_lines_paper_id_papers"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_lines"),
        sa.UniqueConstraint(
            "paper_id", "indicator_id", name="uq_paper_lines_paper_id_indicator_id"
        ),
    )
    op.create_index("ix_paper_lines_indicator_id", "paper_lines", ["indicator_id"])
    op.create_table(
        "paper_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name="fk_paper_files_paper_id_papers"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_files"),
        sa.UniqueConstraint("paper_id", "name", name="uq_paper_files_paper_id_name"),
    )
    op.create_table(
        "member_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("meeting", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=True),
        sa.Column("owner", sa.Integer(), nullable=True),
        sa.Column("promised", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [name], ["people.id"], name=f"fk_member_questions_{name}_people"
            )
            for name in ("owner", "asked_by", "answered_by")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicators.id"], name="fk_member_questions_indicator_id_indicators"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_member_questions"),
    )
    for name in ("indicator_id", "owner", "state"):
        op.create_index(f"ix_member_questions_{name}", "member_questions", [name])


def downgrade() -> None:
    for table in ("member_questions", "paper_files", "paper_lines", "paper_words", "papers"):
        op.drop_table(table)
    op.drop_column("indicators", "officers_only")  # in place: other tables refer to this one
