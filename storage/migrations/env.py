"""Runs the migrations over the connection that `storage.schema` hands in."""

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel

from storage import benchmark_tables, paper_tables, plan_tables, review_tables, tables

ALL_TABLES = (
    benchmark_tables,
    paper_tables,
    plan_tables,
    review_tables,
    tables,
)  # read for what they declare


def _render(kind: str, thing: Any, _: Any) -> str | Literal[False]:
    if kind == "type" and isinstance(thing, tables.Exact):
        return "sa.String(length=60)"
    if kind == "type" and type(thing).__name__ == "AutoString":
        return f"sa.String({thing.length or ''})"
    if kind == "type" and type(thing).__name__ == "UTCDateTime":
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=_render,
)
with context.begin_transaction():
    context.run_migrations()
