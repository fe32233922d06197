"""The statements of each turn: compiled once, then handed to the driver as they are.

A turn asks a dozen small questions, and the library that writes SQL for two databases takes longer
over each than the database does (decision 0028). What never changes is worked out at the first use:
the text, how values are written, how rows are read.
"""

import json
from collections import namedtuple
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Dialect, TypeDecorator, bindparam
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import Boolean, NullType
from sqlmodel import Session

_CURSOR = "the driver's cursor"


class Statement:
    """A SELECT, INSERT, UPDATE or DELETE whose parameters are given by name at each call.

    Of an INSERT or UPDATE the names that are no parameter are columns to be set. Raises what
    SQLAlchemy raises. `among` takes the place of `in_`.

    `made` makes of a row what is returned for it. Where rows are never changed once written, so
    many are `remembered` by all that stands in them, with what was made of them.
    """

    def __init__(
        self, built: Any, made: Callable[[Any], Any] | None = None, remembered: int = 0
    ) -> None:
        self._built = built
        self._made = made
        self._remembered = remembered
        self._ready: dict[tuple[str, tuple[str, ...]], _Ready] = {}

    def all(self, session: Session, **given: Any) -> list[Any]:
        """The rows, each with its columns by name."""
        cursor, ready = self._done(session, given)
        return [ready.row(row) for row in cursor.fetchall()]

    def first(self, session: Session, **given: Any) -> Any:
        """The first row, or None."""
        cursor, ready = self._done(session, given)
        row = cursor.fetchone()
        return None if row is None else ready.row(row)

    def run(self, session: Session, **given: Any) -> int:
        """How many rows it has changed."""
        count: int = self._done(session, given)[0].rowcount
        return count

    def _done(self, session: Session, given: dict[str, Any]) -> "tuple[Any, _Ready]":
        connection = session.connection()
        dialect = connection.dialect
        named = dialect.name, tuple(given)
        ready = self._ready.get(named)
        if ready is None:
            ready = self._ready[named] = _Ready(self._built, dialect, named[1], self._row(dialect))
        cursor = session.info.get(_CURSOR)
        if cursor is None:
            cursor = session.info[_CURSOR] = connection.connection.cursor()
        try:
            cursor.execute(ready.text, ready.parameters(given))
        except dialect.loaded_dbapi.Error as error:
            is_lost = dialect.is_disconnect(error, connection.connection, cursor)
            raised = DBAPIError.instance(
                ready.text,
                None,
                error,
                dialect.loaded_dbapi.Error,
                hide_parameters=True,  # an error quotes the statement, not what people wrote
                connection_invalidated=is_lost,
                dialect=dialect,
            )
            if is_lost:
                connection.invalidate(error)
            raise raised from error
        return cursor, ready

    def _row(self, dialect: Dialect) -> Callable[[Any], Any]:
        """What makes of the driver's row what is returned for it."""
        read, made = _reader(self._built, dialect), self._made
        row = read if made is None else lambda raw: made(read(raw))
        return lru_cache(self._remembered)(row) if self._remembered else row


class _Ready:
    """A statement in one database's words."""

    def __init__(
        self, built: Any, dialect: Dialect, names: tuple[str, ...], row: Callable[[Any], Any]
    ) -> None:
        compiled = built.compile(dialect=dialect, column_keys=names if built.is_dml else None)
        if unknown := set(names) - set(compiled.params):
            raise TypeError(f"not in the statement: {', '.join(sorted(unknown))}")
        types = {name: compiled.binds[name].type.dialect_impl(dialect) for name in compiled.params}
        writers = {name: kind.bind_processor(dialect) for name, kind in types.items()}
        self.text: str = compiled.string
        self._order = compiled.positiontup  # None where parameters go by name
        self._writers = [(name, writers[name]) for name in names if writers[name]]
        fixed = {**compiled.params, **_defaults(compiled)}
        self._fixed = {
            name: writers[name](value) if writers[name] else value
            for name, value in fixed.items()
            if name not in names
        }
        self.row = row

    def parameters(self, given: dict[str, Any]) -> Any:
        values = {**self._fixed, **given}
        for name, write in self._writers:
            values[name] = write(values[name])
        return values if self._order is None else [values[name] for name in self._order]


def _defaults(compiled: Any) -> dict[str, Any]:
    """What the tables say for columns that are not given."""
    columns = compiled.insert_prefetch if compiled.isinsert else ()
    return {column.key: column.default.arg for column in columns if column.default.is_scalar}


def _reader(built: Any, dialect: Dialect) -> Callable[[Any], Any]:
    """What makes of the driver's row one with Python's values under the columns' names."""
    columns = list(built.exported_columns) if built.is_select or built.is_dml else []
    types = [column.type.dialect_impl(dialect) for column in columns]
    readers = [
        (place, read)
        for place, type_ in enumerate(types)
        if (read := type_.result_processor(dialect, None))
    ]
    names = [column.key for column in columns]
    made: Callable[[Any], Any] = namedtuple("Row", names, rename=True)._make  # type: ignore[attr-defined]

    def row(raw: Any) -> Any:
        values = list(raw)
        for place, read in readers:
            if values[place] is not None:  # in no column does nothing mean something
                values[place] = read(values[place])
        return made(values)

    return row if readers else made


class _Many(TypeDecorator[Any]):
    """Several values in one parameter."""

    impl = NullType
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return json.dumps(list(value)) if dialect.name == "sqlite" else list(value)


class among(ColumnElement[bool]):  # noqa: N801 (read as a word of SQL)
    """Whether a column is one of the values of a parameter, however many: the text stays as it is.

    Values are whole numbers or text.
    """

    type = Boolean()
    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], parameter: str) -> None:
        self.column = column
        self.values: BindParameter[Any] = bindparam(parameter, type_=_Many())

    def self_group(self, against: Any = None) -> "among":
        return self


@compiles(among, "sqlite")
def _among_sqlite(element: among, compiler: SQLCompiler, **more: Any) -> str:
    column, values = (compiler.process(e, **more) for e in (element.column, element.values))
    return f"{column} IN (SELECT value FROM json_each({values}))"


@compiles(among, "postgresql")
def _among_postgres(element: among, compiler: SQLCompiler, **more: Any) -> str:
    column, values = (compiler.process(e, **more) for e in (element.column, element.values))
    return f"{column} = ANY({values})"
