"""Brings the database to the current schema, and tells whether it is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect
from sqlmodel import SQLModel

from storage import append_only
from storage.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

# Two who migrate at once: the second waits, and finds everything done.
_ALONE = "SET LOCAL lock_timeout = '10min'; SELECT pg_advisory_xact_lock(5739284)"
_RIGHTS = """
SELECT coalesce(string_agg(name, ', ' ORDER BY name), '') FROM unnest(%s::text[]) AS name
WHERE to_regclass(quote_ident(name)) IS NULL
OR NOT has_table_privilege(to_regclass(quote_ident(name)), 'SELECT')
OR NOT has_table_privilege(to_regclass(quote_ident(name)), 'INSERT')
"""
_FOLDER = Path(__file__).parent / "migrations"


class NewerSchema(Exception):
    """The database was made by a newer Steward than this one."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"The database has the schema {found} of a newer Steward; this one knows up to "
            f"{newest()}. Install the newer version, or restore the backup from before the upgrade."
        )


def migrate(database: Database, to: str = "head") -> tuple[str, str]:
    """Apply what is missing, all or nothing. Returns the schema's version (before, after).

    Raises NewerSchema. `to` names an earlier schema, which only tests ask for: an empty database is
    brought there, a later one is taken back.
    """
    from alembic import command  # only here: a server migrates nothing, and it takes 11 MB

    config = alembic_config()
    with database.engine.connect() as connection, _keys_checked_at_the_end(connection):
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(_ALONE)
        before = version(connection)
        if before > newest():
            raise NewerSchema(before)
        config.attributes["connection"] = connection
        append_only.release(connection)  # a migration may have to rewrite a table
        is_back = to != "head" and before > to
        (command.downgrade if is_back else command.upgrade)(config, to)
        if to == "head":
            append_only.protect(connection)
        return before, version(connection)


@contextmanager
def _keys_checked_at_the_end(connection: Connection) -> Iterator[None]:
    """One transaction. SQLite changes a column by copying its table, which drops the old one: while
    it does, foreign keys are not enforced, but they must all hold before the commit.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    driver: Any = connection.connection.driver_connection
    if is_sqlite:
        driver.execute("PRAGMA foreign_keys=OFF")  # ignored once a transaction has begun
    try:
        with connection.begin():
            yield
            if is_sqlite and (broken := driver.execute("PRAGMA foreign_key_check").fetchall()):
                tables = ", ".join(sorted({row[0] for row in broken}))
                raise RuntimeError(f"The migration would break references of {tables}.")
    finally:
        if is_sqlite:
            driver.execute("PRAGMA foreign_keys=ON")


def is_current(database: Database) -> bool:
    """Whether the database has exactly the schema that this Steward was written for.

    Raises NewerSchema.
    """
    with database.engine.connect() as connection:
        found = version(connection)
    if found > newest():
        raise NewerSchema(found)
    return found == newest()


def missing_rights(database: Database) -> str:
    """A sentence that names the tables which Steward may not use; empty where it may use all."""
    if database.is_sqlite:
        return ""
    names = sorted(SQLModel.metadata.tables)
    with database.engine.connect() as connection:
        missing = connection.exec_driver_sql(_RIGHTS, (names,)).scalar()
    if not missing:
        return ""
    return (
        f"The database's user may not read and write {missing}. Grant it all rights on Steward's "
        "tables and sequences, or run everything as their owner."
    )


def newest() -> str:
    """The last of the migrations, whose files' names begin with their versions."""
    return max(path.name.partition("_")[0] for path in (_FOLDER / "versions").glob("[0-9]*_*.py"))


def version(connection: Connection) -> str:
    """The version that Alembic has noted; empty where nothing was ever migrated."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(found or "")


def alembic_config() -> "Config":
    """Where Alembic finds the migrations."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
