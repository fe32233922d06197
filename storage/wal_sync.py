"""One sync of the disk for all who wait: a commit counts once it would survive a power cut.

SQLite's own `synchronous=FULL` syncs the write-ahead log at each commit. Here a commit only writes
it, and whoever committed waits for the next sync of the log; commits that arrive while one runs
share the one after it. The event loop goes on meanwhile (decision 0058).
"""

import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock

BUSY_MS = 5000  # how long a repairing checkpoint waits for another writer


class SyncFailed(Exception):
    """The disk did not confirm what was written to it."""


class WalSync:
    """Syncs the write-ahead log of one SQLite file."""

    def __init__(self, database: Path, fsync: Callable[[int], None] = os.fsync) -> None:
        self._database = database
        self._fsync = fsync
        self._wal = database.with_name(f"{database.name}-wal")
        self._thread = ThreadPoolExecutor(1, "sync")
        self._lock = Lock()
        self._next: Future[None] | None = None  # not begun: it covers all that is written by now
        self._last: Future[None] | None = None
        self._is_doubtful = False  # a sync failed: what the log holds may not be on the disk

    def request(self) -> "Future[None]":
        """Done when all that is committed by now is on the disk. May fail with SyncFailed."""
        with self._lock:
            if self._next is None:
                self._next = self._last = self._thread.submit(self._sync)
            return self._next

    def outstanding(self) -> "Future[None] | None":
        """The sync that somebody waits for already, if any: what is read now may depend on it."""
        last = self._last
        return last if last is not None and not last.done() else None

    def close(self) -> None:
        self._thread.shutdown(wait=True)

    def _sync(self) -> None:
        with self._lock:
            self._next = None  # whoever commits from here on waits for another sync
        try:
            if self._is_doubtful:
                self._checkpoint()
            else:
                self._sync_log()
        except (OSError, sqlite3.Error) as error:
            self._is_doubtful = True
            raise SyncFailed from error

    def _sync_log(self) -> None:
        """No log means that its last user has moved all of it into the database, and synced that.

        SQLite keeps no lock on the log itself, so closing this descriptor releases none.
        """
        try:
            log = os.open(self._wal, os.O_RDONLY)
        except FileNotFoundError:
            return
        try:
            self._fsync(log)
        finally:
            os.close(log)

    def _checkpoint(self) -> None:
        """After a failed sync the system may forget that pages are unwritten. Write them anew."""
        connection = sqlite3.connect(self._database, timeout=BUSY_MS / 1000)
        try:
            connection.execute("PRAGMA synchronous=FULL")
            is_busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            connection.close()
        if is_busy:
            raise OSError("the log is in use")
        self._is_doubtful = False
