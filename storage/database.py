"""The database: one engine, one transaction per piece of work, one hop from the event loop.

SQLite (WAL, BEGIN IMMEDIATE, one thread that owns the connection) or PostgreSQL (a small pool).
The address alone decides; the tables, the migrations and the tests are the same.
"""

import asyncio
import fcntl
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TextIO, TypeVar

from sqlalchemy import Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import SQLAlchemyError as DatabaseError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, SQLModel

from storage.statements import Statement

__all__ = ["Busy", "Database", "DatabaseError", "InUse", "MovedOn", "Session", "insert_new"]

T = TypeVar("T")

POOL = 4  # connections to PostgreSQL for one process; our choice, measured: 8 were an eighth slower
MEMORY = "memory"  # the name in a session's `info` of what transactions remember for each other
BUSY_SECONDS = 5  # how long to wait for another writer before giving up


class Busy(Exception):
    """Steward is busy just now and kept nothing. Please try again in a minute."""


class MovedOn(Exception):
    """What was read has changed meanwhile: read it again and judge again."""


class InUse(Exception):
    """Another Steward serves this SQLite file already. Stop it, or use PostgreSQL for several."""


class Database:
    """Opens `sqlite:///path`, `sqlite://` (in memory) or `postgresql://…`."""

    def __init__(self, url: str) -> None:
        self.is_sqlite = url.startswith("sqlite")
        self.engine = _sqlite(url) if self.is_sqlite else _postgres(url)
        self._impatient = _sqlite(url, wait=0) if self._has_file else self.engine
        self._memory: dict[str, Any] = {}
        self._lock: TextIO | None = None
        self._threads = ThreadPoolExecutor(1 if self.is_sqlite else POOL, "database")
        self._in_line: set[Future[Any]] = set()

    @property
    def _has_file(self) -> bool:
        return self.is_sqlite and self.engine.url.database not in (None, "", ":memory:")

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
        except OperationalError as error:
            if not self.is_sqlite or _may_pass(error):
                raise Busy from error
            raise

    def run(self, work: Callable[[Session], T]) -> T:
        """Do one piece of work in a transaction, in this thread."""
        with self.transaction() as session:
            return work(session)

    def submit(self, work: Callable[[Session], T]) -> Future[T]:
        """The same in the database's own thread, or in one of PostgreSQL's."""
        future = self._threads.submit(self.run, work)
        self._in_line.add(future)
        future.add_done_callback(self._in_line.discard)
        return future

    async def at_once(self, work: Callable[[Session], T]) -> T:
        """The same for a short piece that somebody waits for; raises Busy.

        With SQLite it is done on the spot unless something is in line already: another thread could
        do it no sooner, and the way there and back costs a quarter of a turn (decision 0002). What
        another process holds up waits in the thread.
        """
        if self.is_sqlite and not self._in_line:
            try:
                with self.transaction(self._impatient) as session:
                    return work(session)
            except Busy:
                pass  # nothing was kept
        return await asyncio.wrap_future(self.submit(work))

    def claim_for_serving(self) -> None:
        """One server for a SQLite file: raises InUse when another has it. PostgreSQL takes many."""
        if not self._has_file:
            return
        self._lock = Path(f"{self.engine.url.database}.serving").open("w")  # noqa: SIM115 (held until the process ends)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._lock.close()
            raise InUse from error

    def close(self) -> None:
        self._threads.shutdown(wait=True)
        self.engine.dispose()
        self._impatient.dispose()
        if self._lock:
            self._lock.close()


def insert_new(session: Session, table: type[SQLModel], values: dict[str, Any]) -> bool:
    """Insert unless a row with one of the same unique keys is there; say whether it was new."""
    statement = _insert_new(table, session.get_bind().dialect.name)
    return statement.first(session, **values) is not None


@cache
def _insert_new(table: type[SQLModel], dialect: str) -> Statement:
    made_for = sqlite if dialect == "sqlite" else postgresql
    rows: Table = table.__table__  # type: ignore[attr-defined]
    return Statement(made_for.insert(rows).on_conflict_do_nothing().returning(*rows.primary_key))


def _sqlite(url: str, wait: float = BUSY_SECONDS) -> Engine:
    in_memory = url in {"sqlite://", "sqlite:///:memory:"}
    pool: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {}
    arguments = {"check_same_thread": False, "timeout": wait}
    engine = create_engine(url, connect_args=arguments, hide_parameters=True, **pool)

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begun(connection: Any) -> None:
        # DEFERRED would let two readers both try to become writers, and one fail half-way.
        try:
            connection.connection.dbapi_connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise OperationalError("BEGIN IMMEDIATE", None, error) from error

    return engine


def _postgres(url: str) -> Engine:
    address = url.split("://", 1)[1]
    engine = create_engine(
        f"postgresql+psycopg://{address}",
        pool_size=POOL,
        max_overflow=2,
        pool_pre_ping=True,
        connect_args={"connect_timeout": BUSY_SECONDS},
        hide_parameters=True,  # an error quotes the statement, not what people wrote
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
        connection.commit()

    return engine


def _may_pass(error: OperationalError) -> bool:
    """Another writer, or a disk that is full. SQLite's other trouble will not pass by itself, such
    as a missing table.

    PostgreSQL's always may: there it is a lost server, a deadlock, or too many connections.
    """
    words = str(error.orig).lower()
    return any(trouble in words for trouble in ("locked", "busy", "is full", "disk i/o"))
