"""What history may not lose: triggers by which the database itself refuses to change or delete it.

They are laid anew by every `steward migrate`. Only forgetting a person may replace words in these
tables, and only while it says so in `gates`; numbers, days and keys it may not touch either.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, text
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
    """The tables that lack one of their triggers."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        laid = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        made = _sqlite
    else:
        laid = "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal"
        made = _postgres
    found = set(connection.execute(text(laid)).scalars())
    return [
        table for table, words in WORDS.items() if {name for name, _ in made(table, words)} - found
    ]


def _sqlite(table: str, words: tuple[str, ...]) -> list[tuple[str, str]]:
    columns = SQLModel.metadata.tables[table].columns
    same = " AND ".join(f"NEW.{c.name} IS OLD.{c.name}" for c in columns if c.name not in words)
    gate = f"EXISTS (SELECT 1 FROM gates WHERE name = '{FORGETTING}')"
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
    there = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # as REPLACE would delete it
    return [
        (f"{table}_kept_update", f"BEFORE UPDATE ON {table} WHEN NOT ({same} AND {gate}) {refuse}"),
        (f"{table}_kept_delete", f"BEFORE DELETE ON {table} {refuse}"),
        (f"{table}_kept_replace", f"BEFORE INSERT ON {table} WHEN {there} {refuse}"),
    ]


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
