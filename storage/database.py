"""The database: one engine, one transaction per piece of work, one hop from the event loop.

SQLite (WAL, BEGIN IMMEDIATE, one thread that owns the connection) or PostgreSQL (a small pool).
The address alone decides; the tables, the migrations and the tests are the same. On both, what a
transaction has kept would survive a power cut by the time it is answered (decision 0058).
"""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import SQLAlchemyError as DatabaseError
from sqlmodel import Session, SQLModel

from storage.database_file import InUse, ServingLock
from storage.postgres_engine import POOL, postgres_engine
from storage.sqlite_engine import sqlite_engine, sqlite_file
from storage.statements import Statement
from storage.wal_sync import SyncFailed, WalSync

__all__ = [
    "Busy",
    "Database",
    "DatabaseError",
    "InUse",
    "MovedOn",
    "Session",
    "insert_for_key",
    "insert_new",
    "is_collision",
]

T = TypeVar("T")

MEMORY = "memory"  # the name in a session's `info` of what transactions remember for each other


class Busy(Exception):
    """Steward is busy just now and kept nothing. Please try again in a minute."""


class MovedOn(Exception):
    """What was read has changed meanwhile: read it again and judge again."""


class Database:
    """Opens `sqlite:///path`, `sqlite://` (in memory) or `postgresql://…`."""

    def __init__(self, url: str, fsync: Callable[[int], None] = os.fsync) -> None:
        self.is_sqlite = url.startswith("sqlite")
        self.engine = sqlite_engine(url) if self.is_sqlite else postgres_engine(url)
        self.file = sqlite_file(self.engine.url) if self.is_sqlite else None
        self._sync = WalSync(self.file, fsync) if self.file else None
        # What shares a sync commits without one of its own: in the thread, and on the spot.
        self._in_thread = sqlite_engine(url, sync="NORMAL") if self.file else self.engine
        self._on_the_spot = sqlite_engine(url, wait=0, sync="NORMAL") if self.file else self.engine
        self._memory: dict[str, Any] = {}
        self._lock: ServingLock | None = None
        self._threads = ThreadPoolExecutor(1 if self.is_sqlite else POOL, "database")
        self._in_line: set[Future[Any]] = set()

    @property
    def engines(self) -> tuple[Engine, ...]:
        """Those that may have connections open, each once."""
        return tuple(dict.fromkeys((self.engine, self._in_thread, self._on_the_spot)))

    @contextmanager
    def transaction(self, engine: Engine | None = None) -> Iterator[Session]:
        """All of the work is kept, or none of it. Raises Busy when the database cannot take it."""
        try:
            with Session(
                engine or self.engine,
                expire_on_commit=False,
                autoflush=False,
                info={MEMORY: self._memory},
            ) as session:
                yield session
                session.commit()
        except (OperationalError, InterfaceError) as error:
            if not self.is_sqlite or _may_pass(error):
                raise Busy from error
            raise

    def run(self, work: Callable[[Session], T]) -> T:
        """Do one piece of work in a transaction, in this thread."""
        with self.transaction() as session:
            return work(session)

    def submit(self, work: Callable[[Session], T]) -> Future[T]:
        """The same in the database's own thread, or in one of PostgreSQL's."""
        done: Future[T] = Future()
        self._in_line.add(done)
        self._threads.submit(self._run_in_line, work, done)
        return done

    async def at_once(self, work: Callable[[Session], T]) -> T:
        """The same for a short piece that somebody waits for; raises Busy.

        With SQLite it is done on the spot unless something is in line already: another thread could
        do it no sooner, and the way there and back costs a quarter of a turn (decision 0002). What
        another process holds up waits in the thread; so does the sync of what was written.
        """
        if self.is_sqlite and not self._in_line:
            try:
                result, synced = self._run_unsynced(self._on_the_spot, work)
            except Busy:
                pass  # nothing was kept
            else:
                await _is_synced(synced)
                return result
        return await asyncio.wrap_future(self.submit(work))

    def claim_for_serving(self) -> None:
        """One server for a SQLite file: raises InUse when another has it. PostgreSQL takes many."""
        if self.file:
            self._lock = ServingLock(self.file)

    def _run_in_line(self, work: Callable[[Session], T], done: Future[T]) -> None:
        """In the thread, which goes on to the next piece of work while the disk is synced."""
        if not done.set_running_or_notify_cancel():
            self._in_line.discard(done)
            return
        try:
            result, synced = self._run_unsynced(self._in_thread, work)
        except BaseException as error:  # noqa: BLE001 (as an executor does it)
            self._in_line.discard(done)
            done.set_exception(error)
            return
        self._in_line.discard(done)
        if synced is None:
            done.set_result(result)
        else:
            synced.add_done_callback(lambda ended: _settle(done, result, ended))

    def _run_unsynced(
        self, engine: Engine, work: Callable[[Session], T]
    ) -> tuple[T, "Future[None] | None"]:
        """The result, and the sync to wait for before anybody hears of it: its own if it wrote,
        else one that somebody waits for already, as it may have read what that is about.
        """
        if self._sync is None:
            with self.transaction(engine) as session:
                return work(session), None
        with self.transaction(engine) as session:
            driver = session.connection().connection.dbapi_connection
            before = driver.total_changes  # type: ignore[union-attr]
            result = work(session)
        has_written = driver.total_changes != before  # type: ignore[union-attr]
        return result, self._sync.request() if has_written else self._sync.outstanding()

    def copy_to(self, path: Path) -> None:
        """Write all of it into a SQLite file, whole and as of one moment; SQLite only."""
        copy = sqlite3.connect(path)
        with closing(copy), self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.backup(copy)

    def close(self) -> None:
        self._threads.shutdown(wait=True)
        if self._sync:
            self._sync.close()
        for engine in self.engines:
            engine.dispose()
        if self._lock:
            self._lock.release()


def insert_new(session: Session, table: type[SQLModel], values: dict[str, Any]) -> bool:
    """Insert unless a row with one of the same unique keys is there; say whether it was new."""
    return insert_for_key(session, table, values) is not None


def insert_for_key(session: Session, table: type[SQLModel], values: dict[str, Any]) -> Any:
    """The same, with the primary key of the new row by name; None where one was there already."""
    return _insert_new(table, session.get_bind().dialect.name).first(session, **values)


@cache
def _insert_new(table: type[SQLModel], dialect: str) -> Statement:
    made_for = sqlite if dialect == "sqlite" else postgresql
    rows: Table = table.__table__  # type: ignore[attr-defined]
    return Statement(made_for.insert(rows).on_conflict_do_nothing().returning(*rows.primary_key))


def is_collision(error: DatabaseError) -> bool:
    """Whether somebody else kept a row with the same unique key a moment before."""
    return isinstance(error, IntegrityError)


async def _is_synced(sync: "Future[None] | None") -> None:
    """Others wait for the same sync, so none of them may cancel it."""
    if sync is None:
        return
    try:
        await asyncio.shield(asyncio.wrap_future(sync))
    except SyncFailed as error:
        raise Busy from error


def _settle(done: Future[T], result: T, synced: "Future[None]") -> None:
    if error := synced.exception():
        busy = Busy()
        busy.__cause__ = error
        done.set_exception(busy)
    else:
        done.set_result(result)


def _may_pass(error: OperationalError | InterfaceError) -> bool:
    """Another writer, or a disk that is full. SQLite's other trouble will not pass by itself, such
    as a missing table.

    PostgreSQL's always may: there it is a lost server, a deadlock, or too many connections.
    """
    words = str(error.orig).lower()
    return any(trouble in words for trouble in ("locked", "busy", "is full", "disk i/o"))
