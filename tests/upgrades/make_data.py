"""Makes the filled databases of earlier schemas: `python -m tests.upgrades.make_data`.

A year of Wealdbrook is played at the current schema. Each migration is then taken back in turn, and
what is left is written to a file that is named for the schema: the rows as Steward kept them.
A file that is there already is left alone, since it is of its time.
"""

import asyncio
import json
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, Table, inspect, select, text

from storage import schema
from storage.database import Database
from tests.fake_teams import FakeTeams, channel
from tests.flows import test_improve_story as story
from tests.wealdbrook import MONDAY, settled

_LATER_SQLITE = "PRAGMA defer_foreign_keys=ON"  # a person's row may name a later one
_LATER_POSTGRES = "SET LOCAL session_replication_role = replica"
_NEXT_ID = "SELECT setval(pg_get_serial_sequence('{0}', 'id'), (SELECT max(id) FROM {0}))"
FOLDER = Path(__file__).parent / "data"


async def play(database: Database) -> None:
    """An exception from red to celebrated, another one, a note, a break, a reopened period."""
    settled(database)
    board = FakeTeams(database, MONDAY)
    await board.asks("dana", "post board alerts here", channel())
    await board.asks("dana", "note on HOU-05 2026-06: a new hostel opened")
    await board.asks("dana", "break HOU-03 2026-05 because the definition changed")
    await board.asks("dana", "take back break of HOU-03 2026-05 because it was the wrong month")
    agreed = await story.agree(board)
    await board.asks("olive", "due")
    await story.test_it_works_is_closed_and_celebrated(agreed)
    await board.gives("olive", "HOU-05", value="120", commentary=story.WORDS)
    await board.ticks()
    await board.asks("dana", "reopen HOU-05 2026-09 until 29 January 2027 because it was late")
    await board.ticks()


def rows_of(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that has any, as JSON takes it."""
    metadata = MetaData()
    with database.engine.connect() as connection:
        metadata.reflect(connection)
        return {
            table.name: rows
            for table in metadata.sorted_tables
            if table.name != "alembic_version"
            and (rows := [_plain(row) for row in connection.execute(select(table)).mappings()])
        }


def keep(database: Database, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Put the rows into the tables of the schema that the database has."""
    metadata = MetaData()
    with database.engine.begin() as connection:
        metadata.reflect(connection)
        connection.execute(text(_LATER_SQLITE if database.is_sqlite else _LATER_POSTGRES))
        for table in reversed(metadata.sorted_tables):
            if table.name == "alembic_version":
                continue
            connection.execute(table.delete())  # what the migrations themselves put there
        for name, kept in rows.items():
            table = metadata.tables[name]
            connection.execute(table.insert(), [_typed(table, row) for row in kept])
            if not database.is_sqlite and _is_numbered(table):
                connection.execute(text(_NEXT_ID.format(name)))


def _is_numbered(table: Table) -> bool:
    """Whether the database itself gives each row its id."""
    return "id" in table.columns and table.columns["id"].type.python_type is int


def _plain(row: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row.items()
        if value is not None
    }


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    typed: dict[str, Any] = dict.fromkeys(table.columns.keys())
    for name, value in row.items():
        kind = table.columns[name].type.python_type
        if kind in (date, datetime) and isinstance(value, str):
            value = kind.fromisoformat(value)
        elif kind is bool:
            value = bool(value)
        typed[name] = value
    return typed


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/steward.sqlite")
        schema.migrate(database)
        asyncio.run(play(database))
        for number in range(int(schema.newest()), 0, -1):
            path = FOLDER / f"{number:04}.json"
            if number == 2:  # the board's own cards came with 0003
                with database.engine.begin() as connection:
                    connection.execute(text("DELETE FROM asks WHERE person_id IS NULL"))
            if number < int(schema.newest()):
                schema.migrate(database, f"{number:04}")
            if not path.exists():
                rows = json.dumps(rows_of(database), ensure_ascii=False, indent=0)
                path.write_text(rows + "\n", encoding="utf-8")
                print(path.name, len(inspect(database.engine).get_table_names()), "tables")
        database.close()


if __name__ == "__main__":
    main()
