"""Each entry of the audit carries the hash of the one before; what is there already is chained."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from storage import audit_chain, figures
from storage.tables import Exact

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_TEXTS = ("figures", "salt", "digest", "previous", "hash")
_AUDIT = sa.table(
    "audit",
    sa.column("id", sa.Integer),
    sa.column("at", UTCDateTime),
    sa.column("person_id", sa.Integer),
    *(sa.column(name, sa.String) for name in ("who", "came_from", "change", "subject")),
    *(sa.column(name, sa.Text) for name in ("old", "new", "reason")),
    *(sa.column(name, sa.String) for name in _TEXTS),
)
_FIGURES = sa.table(
    "figures",
    *(sa.column(name, sa.Integer) for name in ("id", "indicator_id", "version", "given_by")),
    *(sa.column(name, sa.String) for name in ("period", "status", "given_by_name")),
    *(sa.column(name, sa.Text) for name in ("commentary", "reason")),
    *(sa.column(name, Exact) for name in ("value", "numerator", "denominator")),
    sa.column("expected_on", sa.Date),
    sa.column("given_at", UTCDateTime),
)


def upgrade() -> None:
    with op.batch_alter_table("audit", schema=None) as batch_op:
        for name in _TEXTS:
            kind = sa.Text() if name == "figures" else sa.String()
            batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("forgotten", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    heads = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.bulk_insert(heads, [{"id": 1, "hash": _chain()}])


def _chain() -> str:
    """Chain the entries that are there, and let a new one vouch for the figures that are there."""
    connection = op.get_bind()
    previous = audit_chain.FIRST
    order = _AUDIT.c.id
    for row in connection.execute(sa.select(_AUDIT).order_by(order)).all():
        entry = audit_chain.chained(row._asdict(), previous)
        previous = entry["hash"]
        values = {name: entry[name] for name in _TEXTS}
        connection.execute(sa.update(_AUDIT).where(order == row.id).values(values))
    found = connection.execute(sa.select(_FIGURES).order_by(_FIGURES.c.id)).all()
    if not found:
        return previous
    now = connection.execute(sa.select(sa.func.current_timestamp(type_=UTCDateTime()))).scalar_one()
    seal = audit_chain.seal([figures.figure_of(row) for row in found], now)
    entry = audit_chain.chained(seal, previous)
    entry.pop("forgotten")
    connection.execute(sa.insert(_AUDIT).values(entry))
    return str(entry["hash"])


def downgrade() -> None:
    op.drop_table("audit_head")
    for name in (*_TEXTS, "forgotten"):
        op.drop_column("audit", name)
