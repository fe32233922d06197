"""How PostgreSQL is reached as councils run it: any password, any server setting, any pooler.

Everything that a transaction needs is said in its own first message, for behind PgBouncer each one
may get another connection of the server.
"""

import re
from typing import Any
from urllib.parse import parse_qsl, unquote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError

POOL = 4  # connections for one process; our choice, measured: 8 were an eighth slower
FROZEN_SECONDS = 120  # after which the server takes its locks from a process that stands still
BUSY_SECONDS = 5  # how long to wait for the server, or for another writer, before giving up
BEGIN = (  # one message, so that it costs no more than BEGIN alone
    "BEGIN ISOLATION LEVEL READ COMMITTED; "
    f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'; "
    f"SET LOCAL idle_in_transaction_session_timeout = '{FROZEN_SECONDS}s'; "
    "SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL timezone = 'UTC'"
)
_WHERE = re.compile(
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^/:?#\[\]@]*)(:(?P<port>[0-9]+))?"
    r"(/(?P<database>[^/?#]*))?(\?(?P<query>[^#]*))?"
)
_ESCAPED = re.compile(r"([^%]|%[0-9A-Fa-f]{2})*")


class BadAddress(ValueError):
    """The address of the database cannot be read; the sentence shows no part of it."""


class WrongEncoding(Exception):
    """The database does not keep text as UTF-8."""

    def __init__(self, encoding: str) -> None:
        super().__init__(
            f"The database keeps text as {encoding}, and Steward needs UTF8: what people type "
            "would be lost. Create it anew with ENCODING 'UTF8' TEMPLATE template0."
        )


def postgres_url(address: str) -> URL:
    """Read `postgresql://user:password@host:port/database?option=…`; raises BadAddress.

    A password may be percent-encoded or not: it ends at the first `@` after which a host stands.
    """
    rest = address.partition("://")[2]
    ends = [found.end() for found in re.finditer("@", rest)]
    for start in [*ends, *([] if ends else [0])]:
        if (where := _WHERE.fullmatch(rest, start)) is not None:
            return _url(rest[: max(0, start - 1)], where)
    raise BadAddress(
        "STEWARD_DATABASE_URL must be postgresql://user:password@host:port/database, with a port "
        "that is a number. Percent-encode a password with special characters: @ is %40, / is %2F."
    )


def _url(user: str, where: re.Match[str]) -> URL:
    name, _, password = user.partition(":")
    port = int(where["port"][:6]) if where["port"] else None
    if port is not None and not 0 < port <= 65535:
        raise BadAddress("The port in STEWARD_DATABASE_URL must be from 1 to 65535.")
    return URL.create(
        "postgresql+psycopg",
        username=_plain(name) or None,
        password=_plain(password) or None,
        host=where["host"].strip("[]") or None,
        port=port,
        database=unquote(where["database"] or "") or None,
        query=dict(parse_qsl(where["query"] or "")),
    )


def _plain(text: str) -> str:
    return unquote(text) if _ESCAPED.fullmatch(text) else text


def postgres_engine(address: str) -> Engine:
    """Raises BadAddress; its connections raise WrongEncoding."""
    engine = create_engine(
        postgres_url(address),
        pool_size=POOL,
        max_overflow=2,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": BUSY_SECONDS,
            "client_encoding": "utf8",
            "autocommit": True,  # a transaction begins with our own message
            "prepare_threshold": None,  # PgBouncer would look for the statement elsewhere
        },
        hide_parameters=True,  # an error quotes the statement, not what people wrote
    )
    event.listen(engine, "connect", _refuse_other_encodings)
    event.listen(engine, "begin", _begin)
    return engine


def _refuse_other_encodings(connection: Any, _record: Any) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        connection.close()
        raise WrongEncoding(encoding)


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("isolation_level") == "AUTOCOMMIT":
        return
    driver: Any = connection.connection.driver_connection
    try:
        driver.execute(BEGIN)
    except connection.dialect.loaded_dbapi.Error as error:  # not wrapped by SQLAlchemy here
        connection.invalidate(error)
        raise OperationalError(BEGIN, None, error) from error
