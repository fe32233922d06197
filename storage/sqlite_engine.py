"""How a SQLite file is opened: one writer at a time, and each commit on the disk."""

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import StaticPool

from storage.database_file import create_private

BUSY_SECONDS = 5  # how long to wait for another writer before giving up


def sqlite_file(url: URL) -> Path | None:
    """The file itself, whatever links lead to it; None for a database in memory."""
    name = url.database or ""
    if name.startswith("file:"):
        name = unquote(name.removeprefix("file:").partition("?")[0])
    if name in {"", ":memory:"} or url.query.get("mode") == "memory":
        return None
    return Path(name).resolve()


def sqlite_url(text: str) -> URL:
    """The address with the path as it is written: `%` and `%20` are characters of a folder's name.

    A `file:` address is SQLite's own, and is decoded as SQLite says.
    """
    url = make_url(text)
    _, has_path, path = text.partition(":///")
    path = path.partition("?")[0]
    if not has_path or path.startswith("file:"):
        return url
    return url.set(database=path)


def sqlite_engine(url: str, wait: float = BUSY_SECONDS, sync: str = "FULL") -> Engine:
    in_memory = url in {"sqlite://", "sqlite:///:memory:"}
    pool: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {}
    arguments = {"check_same_thread": False, "timeout": wait}
    engine = create_engine(sqlite_url(url), connect_args=arguments, hide_parameters=True, **pool)
    file = sqlite_file(engine.url)

    @event.listens_for(engine, "do_connect")
    def _connecting(*_: Any) -> None:
        if file:
            create_private(file)

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={sync}")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begun(connection: Any) -> None:
        # DEFERRED would let two readers both try to become writers, and one fail half-way.
        try:
            connection.connection.dbapi_connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise OperationalError("BEGIN IMMEDIATE", None, error) from error

    return engine
