"""What is remembered of the register and its people holds until their edition changes."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NAMES = ("register", "names", "people")


def upgrade() -> None:
    editions = op.create_table(
        "editions",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_editions")),
    )
    first = [{"name": name, "edition": secrets.token_hex(8)} for name in NAMES]
    op.bulk_insert(editions, first)


def downgrade() -> None:
    op.drop_table("editions")
