"""A SQLite file that only its owner may read, and that only one server has at a time."""

import contextlib
import fcntl
import os
from pathlib import Path

PRIVATE = 0o600


class InUse(Exception):
    """Another Steward serves this SQLite file already. Stop it, or use PostgreSQL for several."""


def create_private(path: Path) -> None:
    """Make the file, for its owner's eyes only, unless it is there.

    SQLite gives its write-ahead log the same permissions as the database.
    """
    with contextlib.suppress(OSError):  # there already, or not possible, which SQLite then says
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))


def is_readable_by_others(path: Path) -> bool:
    return bool(path.stat().st_mode & 0o077)


class ServingLock:
    """Held by whoever serves a database, or replaces it. Raises InUse when another holds it.

    It locks a file beside the database, which stays when a restore replaces the database, and the
    database itself, which is the same file under whatever name it is reached.
    """

    def __init__(self, database: Path) -> None:
        real = database.resolve()
        self._held: list[int] = []
        try:
            self._take(os.open(f"{real}.serving", os.O_CREAT | os.O_RDWR, PRIVATE))
            if real.exists():
                self._take(os.open(real, os.O_RDONLY))
        except BlockingIOError as error:
            self.release()
            raise InUse from error

    def _take(self, file: int) -> None:
        self._held.append(file)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def release(self) -> None:
        """Only when no connection to the database is open: closing a file of it ends SQLite's own
        locks of this process.
        """
        while self._held:
            os.close(self._held.pop())
