"""One import at a time: each reads what the last one left, so the audit tells what really was."""

from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

_KEY = 5_739_001  # of ours alone in this database; any number would do
PATIENCE = "30s"  # our choice: most imports are done by then


class ImportRunning(Exception):
    """Another import is running, and nothing was kept. Import again when it has ended."""


def take(session: Session, patience: str = PATIENCE) -> None:
    """Held to the end of the transaction. Raises ImportRunning.

    A SQLite transaction has the whole file from its begin on.
    """
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        return
    before = connection.execute(text("SHOW lock_timeout")).scalar_one()
    set_timeout = text("SELECT set_config('lock_timeout', :to, true)")
    connection.execute(set_timeout, {"to": patience})
    try:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _KEY})
    except OperationalError as error:
        raise ImportRunning from error
    connection.execute(set_timeout, {"to": before})
