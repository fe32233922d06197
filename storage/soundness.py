"""Whether the database keeps what it was given: switched-off safety, damage, and open files."""

from datetime import datetime

from sqlalchemy import text

from storage import append_only, audit, shared_clock
from storage.database import Database, Session
from storage.database_file import is_readable_by_others

_SAFETY = {  # PostgreSQL's settings, and what is lost where they are off
    "fsync": "a power cut may destroy the database",
    "full_page_writes": "a power cut may destroy the database",
    "synchronous_commit": "a power cut may lose figures that were accepted",
}
_NAMED = 3  # faults of SQLite's own check that are quoted; the first tell where to look


def faults(database: Database, now: datetime) -> list[str]:
    """What is wrong with how and where things are kept, a sentence each."""
    if database.is_sqlite:
        return [*_open_to_others(database), *database.run(damage), *database.run(rewritten)]
    clocks = database.run(lambda session: shared_clock.apart_words(session, now))
    return [*database.run(_switched_off), *([clocks] if clocks else []), *database.run(rewritten)]


def rewritten(session: Session) -> list[str]:
    """Where history was changed or could be without a trace."""
    found = []
    if tables := append_only.unprotected(session):
        found.append(
            f"The database no longer refuses changes to {', '.join(tables)}: run `steward migrate`."
        )
    if broken := audit.first_break(session):
        found.append(f"{broken} Compare the database with a backup from before.")
    return found


def damage(session: Session) -> list[str]:
    """What SQLite's own check finds wrong in the file."""
    connection = session.connection()
    said = [row[0] for row in connection.exec_driver_sql(f"PRAGMA integrity_check({_NAMED})")]
    if said != ["ok"]:
        words = "; ".join(str(one).replace("\n", " ") for one in said)
        return [f"The database is damaged: {words}. Stop Steward and restore the last backup."]
    orphans = {row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
    if orphans:
        tables = ", ".join(sorted(orphans))
        return [f"Rows in {tables} refer to rows that are not there: restore the last backup."]
    return []


def _switched_off(session: Session) -> list[str]:
    connection = session.connection()
    return [
        f"PostgreSQL's {name} is off: {harm}. Set {name} = on in postgresql.conf."
        for name, harm in _SAFETY.items()
        if connection.execute(text(f"SHOW {name}")).scalar_one() == "off"
    ]


def _open_to_others(database: Database) -> list[str]:
    if database.file is None or not is_readable_by_others(database.file):
        return []
    return [f"Others on this machine can read the database: run `chmod 600 {database.file}`."]
