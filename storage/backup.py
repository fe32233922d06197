"""A backup of everything, sound while Steward serves; and the way back from it."""

import os
import sqlite3
from datetime import datetime
from pathlib import Path

from storage import backup_postgres, schema
from storage.backup_postgres import BackupRefused
from storage.database import Database
from storage.database_file import PRIVATE, ServingLock
from storage.restored import Doubts, settle_doubts

__all__ = ["BackupRefused", "back_up", "restore"]


def back_up(database: Database, to: Path) -> None:
    """Write a backup: the file is there whole, private and on the disk, or not at all."""
    if to.exists():
        raise BackupRefused(f"{to} is there already: name another file, for instance by the day.")
    partial = to.with_name(f".{to.name}.{os.getpid()}")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
        if database.file:
            _copy(database.file, partial)
        elif database.is_sqlite:
            raise BackupRefused("A database in memory has no backup.")
        else:
            backup_postgres.dump(database.engine.url, partial)
        _sync(partial)
        partial.replace(to)
        _sync(to.parent)
    except OSError as error:
        raise BackupRefused(f"{to} cannot be written: {error.strerror}.") from error
    finally:
        partial.unlink(missing_ok=True)


def restore(database: Database, backup: Path, now: datetime) -> tuple[Doubts, str]:
    """Put a backup in the place of the database. Raises BackupRefused, or InUse while it is served.

    What was there is moved aside. Returns what is in doubt now, and where the old database is.
    """
    if not backup.is_file():
        raise BackupRefused(f"There is no file {backup}.")
    for engine in database.engines:
        engine.dispose()  # our own connections, which would go on with the old file
    if database.is_sqlite:
        kept_as = _restore_file(database, backup, now)
    else:
        backup_postgres.load(database, backup)
        kept_as = ""
    if not schema.is_current(database):
        return Doubts(), kept_as
    return database.run(lambda session: settle_doubts(session, now)), kept_as


def _restore_file(database: Database, backup: Path, now: datetime) -> str:
    place = database.file
    if place is None:
        raise BackupRefused("A database in memory cannot be restored.")
    if place.exists() and backup.samefile(place):
        raise BackupRefused(f"{backup} is the database itself. Name a backup of it.")
    lock = ServingLock(place)
    try:
        _refuse_if_open(place)
        fresh = place.with_name(f".{place.name}.restored")
        fresh.unlink(missing_ok=True)
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
        try:
            _check(backup)
            _copy(backup, fresh)
            _sync(fresh)
            return _put_in_place(fresh, place, now)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise BackupRefused(f"{place} cannot be replaced: {error.strerror}.") from error
    finally:
        lock.release()


def _put_in_place(fresh: Path, place: Path, now: datetime) -> str:
    """The old database goes first and its log after it, so that whatever a crash leaves is either
    whole or nothing at all; an old log beside the backup would be replayed onto it.
    """
    aside = place.with_name(f"{place.name}.replaced-{now:%Y%m%dT%H%M%SZ}")
    for ending in ("", "-wal", "-shm"):
        old = place.with_name(place.name + ending)
        if old.exists():
            old.rename(aside.with_name(aside.name + ending))
    fresh.rename(place)
    _sync(place.parent)
    return str(aside) if aside.exists() else ""


def _refuse_if_open(place: Path) -> None:
    """Another command, or a shell, that has the database open would go on with the old file."""
    if not place.exists():
        return
    connection = sqlite3.connect(place, timeout=0, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise BackupRefused(
                f"Another program has {place} open. Stop Steward and its commands first."
            ) from error
    except sqlite3.DatabaseError:
        pass  # damaged, which is why it is being replaced
    finally:
        connection.close()


def _check(backup: Path) -> None:
    """Refuse what is damaged, no backup of Steward's, or of a newer Steward."""
    connection = sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro", uri=True)
    try:
        is_whole = connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
        is_whole &= not connection.execute("PRAGMA foreign_key_check").fetchall()
        (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.DatabaseError, TypeError) as error:
        raise BackupRefused(f"{backup} is no sound backup of Steward: {error}.") from error
    finally:
        connection.close()
    if not is_whole:
        raise BackupRefused(f"{backup} is damaged: restore another one.")
    if version > schema.newest():
        raise schema.NewerSchema(version)


def _copy(source: Path, to: Path) -> None:
    """A copy of one moment, with all that its log holds; writers go on meanwhile."""
    connection = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)
    try:
        connection.execute("VACUUM INTO ?", (str(to),))
    except sqlite3.DatabaseError as error:
        raise BackupRefused(f"{source} cannot be copied: {error}.") from error
    finally:
        connection.close()


def _sync(path: Path) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
