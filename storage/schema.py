"""Brings the database to the current schema, and tells whether it is there."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect

from storage.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = Path(__file__).parent / "migrations"


def migrate(database: Database) -> tuple[str, str]:
    """Apply what is missing, all or nothing. Returns the schema's version (before, after)."""
    from alembic import command  # only here: a server migrates nothing, and it takes 11 MB

    config = _config()
    with database.engine.begin() as connection:
        before = _version(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        return before, _version(connection)


def is_current(database: Database) -> bool:
    """Whether the database has exactly the schema that this Steward was written for."""
    with database.engine.connect() as connection:
        return _version(connection) == newest()


def newest() -> str:
    """The last of the migrations, whose files' names begin with their versions."""
    return max(path.name.partition("_")[0] for path in (_FOLDER / "versions").glob("[0-9]*_*.py"))


def _version(connection: Connection) -> str:
    """The version that Alembic has noted; empty where nothing was ever migrated."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(found or "")


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    return config
