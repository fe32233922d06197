"""What history may not lose: triggers by which the database itself refuses to change or delete it.

They are laid anew by every `steward migrate`. Only forgetting a person may replace words in these
tables, and only while it says so in `gates`; numbers, days and keys it may not touch either.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, UniqueConstraint, text
from sqlmodel import Session, SQLModel

FORGETTING = "forgetting"  # the gate that is there while a person is being forgotten
WORDS: Mapping[str, tuple[str, ...]] = {  # the columns of each table that forgetting may replace
    "figures": ("given_by_name", "commentary", "reason"),
    "audit": ("who", "subject", "old", "new", "reason", "salt", "forgotten"),
    "minutes": ("words",),
    "progress": ("words",),
    "risk_answers": ("words",),
}
_FUNCTION = """
CREATE OR REPLACE FUNCTION steward_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - TG_ARGV = to_jsonb(OLD) - TG_ARGV
        AND EXISTS (SELECT 1 FROM gates WHERE name = 'forgetting') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$
"""


def protect(connection: Connection) -> None:
    """Lay the triggers, whether or not they are there."""
    is_sqlite = connection.dialect.name == "sqlite"
    if not is_sqlite:
        connection.execute(text(_FUNCTION))
    for table, words in WORDS.items():
        for name, statement in _sqlite(table, words) if is_sqlite else _postgres(table, words):
            on = "" if is_sqlite else f" ON {table}"
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}{on}"))
            connection.execute(text(f"CREATE TRIGGER {name} {statement}"))


def release(connection: Connection) -> None:
    """Take the triggers away, whether or not they are there."""
    for table, words in WORDS.items():
        is_sqlite = connection.dialect.name == "sqlite"
        for name, _ in _sqlite(table, words) if is_sqlite else _postgres(table, words):
            on = "" if is_sqlite else f" ON {table}"
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}{on}"))


def unprotected(session: Session) -> list[str]:
    """The tables that lack one of their triggers, or have another of the same name."""
    connection = session.connection()
    is_sqlite = connection.dialect.name == "sqlite"
    laid = set(connection.execute(text(_LAID_SQLITE if is_sqlite else _LAID_POSTGRES)).scalars())
    expected = _expected_sqlite if is_sqlite else _expected_postgres
    return [table for table, words in WORDS.items() if expected(table, words) - laid]


_LAID_SQLITE = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
_LAID_POSTGRES = """
SELECT concat_ws(' ', tgrelid::regclass, tgname, tgtype, encode(tgargs, 'escape'), prosrc)
FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal AND tgqual IS NULL
"""
_BEFORE_EACH_CHANGE, _BEFORE_TRUNCATE = 1 + 2 + 8 + 16, 2 + 32  # PostgreSQL's bits of a trigger


def _expected_sqlite(table: str, words: tuple[str, ...]) -> set[str]:
    return {f"CREATE TRIGGER {name} {statement}" for name, statement in _sqlite(table, words)}


def _expected_postgres(table: str, words: tuple[str, ...]) -> set[str]:
    source = _FUNCTION.split("$$")[1]
    arguments = "".join(rf"{word}\000" for word in words)
    kinds = (("kept_change", _BEFORE_EACH_CHANGE), ("kept_truncate", _BEFORE_TRUNCATE))
    return {f"{table} {table}_{name} {kind} {arguments} {source}" for name, kind in kinds}


def _sqlite(table: str, words: tuple[str, ...]) -> list[tuple[str, str]]:
    columns = SQLModel.metadata.tables[table].columns
    same = " AND ".join(f"NEW.{c.name} IS OLD.{c.name}" for c in columns if c.name not in words)
    gate = f"EXISTS (SELECT 1 FROM gates WHERE name = '{FORGETTING}')"
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
    there = f"EXISTS (SELECT 1 FROM {table} WHERE {_same_key(table)})"  # REPLACE would delete it
    return [
        (f"{table}_kept_update", f"BEFORE UPDATE ON {table} WHEN NOT ({same} AND {gate}) {refuse}"),
        (f"{table}_kept_delete", f"BEFORE DELETE ON {table} {refuse}"),
        (f"{table}_kept_replace", f"BEFORE INSERT ON {table} WHEN {there} {refuse}"),
    ]


def _same_key(table: str) -> str:
    """A row has the id of the new one, or another of its unique keys."""
    constraints = SQLModel.metadata.tables[table].constraints
    keys = [
        " AND ".join(f"{column.name} = NEW.{column.name}" for column in constraint.columns)
        for constraint in constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    return " OR ".join(["id = NEW.id", *sorted(f"({key})" for key in keys)])


def _postgres(table: str, words: tuple[str, ...]) -> list[tuple[str, str]]:
    allowed = ", ".join(f"'{word}'" for word in words)
    call = f"EXECUTE FUNCTION steward_append_only({allowed})"
    return [
        (
            f"{table}_kept_change",
            f"BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {call}",
        ),
        (f"{table}_kept_truncate", f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}"),
    ]
