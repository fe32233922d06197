"""Brings the database to the current schema, and tells whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.database import Database

_FOLDER = Path(__file__).parent / "migrations"


def migrate(database: Database) -> tuple[str, str]:
    """Apply what is missing, all or nothing. Returns the schema's version (before, after)."""
    with database.engine.begin() as connection:
        before = _version(connection)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        return before, _version(connection)


def is_current(database: Database) -> bool:
    """Whether the database has exactly the schema that this Steward was written for."""
    with database.engine.connect() as connection:
        return _version(connection) == newest()


def newest() -> str:
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def _version(connection: Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or ""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    return config
