"""A connection to SQLite that is never closed is a warning from Python 3.13 on; here on each."""

import sqlite3
import sqlite3.dbapi2
import sys
import warnings
from functools import partial


class Watched(sqlite3.Connection):
    """Says so where it is forgotten before it is closed, as Python 3.13 does by itself."""

    def __del__(self) -> None:
        try:
            _ = self.total_changes
        except sqlite3.ProgrammingError:  # it is closed, or was never open
            return
        warnings.warn(f"unclosed database in {self!r}", ResourceWarning, source=self, stacklevel=2)
        self.close()


def watch() -> None:
    """From now on every connection, of SQLAlchemy too, is watched."""
    if sys.version_info < (3, 13):
        watched = partial(sqlite3.connect, factory=Watched)
        sqlite3.connect = sqlite3.dbapi2.connect = watched  # type: ignore[assignment]
