"""What an error of the database means, in a sentence that says what to do."""

from sqlalchemy.exc import SQLAlchemyError

from storage.postgres_engine import WrongEncoding

ADDRESS = "Check STEWARD_DATABASE_URL."
AGAIN = "Nothing was kept. Please try again."
_BY_STATE = {  # by PostgreSQL's SQLSTATE, the longest first
    "28": f"PostgreSQL refuses the user name or the password. {ADDRESS}",
    "3D000": f"There is no database of that name on the server. {ADDRESS}",
    "42501": "The database's user has not the rights it needs: {said}. Grant it all rights on "
    "Steward's tables and sequences, or run `steward migrate` as their owner.",
    "42P01": "A table of Steward's is missing. Run `steward migrate`.",
    "42703": "A column of Steward's is missing. Run `steward migrate`.",
    "25006": f"The database can only be read: is it a standby? {ADDRESS}",
    "23": f"Another command or server changed the same rows meanwhile. {AGAIN}",
    "40": f"Another command or server changed the same rows meanwhile. {AGAIN}",
    "55P03": f"Another command or server holds what this one needs. {AGAIN}",
    "57014": f"The server's time limit for statements was reached. {AGAIN}",
    "57": f"The server is being stopped or started. {AGAIN}",
    "53100": "The disk of the database server is full.",
    "53300": "The server takes no more connections. Raise max_connections, or stop something else.",
    "22021": "The database cannot keep a character that was given: Steward needs UTF8.",
    "22P05": "The database cannot keep a character that was given: Steward needs UTF8.",
}
_BY_WORDS = {  # errors of connecting have no state, and SQLite's none at all
    "password authentication failed": _BY_STATE["28"],
    "no password supplied": _BY_STATE["28"],
    "pg_hba.conf": f"The server's pg_hba.conf does not let this machine or user in. {ADDRESS}",
    'role "': f"PostgreSQL knows no such user. {ADDRESS}",
    'database "': _BY_STATE["3D000"],
    "too many clients": _BY_STATE["53300"],
    "remaining connection slots": _BY_STATE["53300"],
    "starting up": _BY_STATE["57"],
    "shutting down": _BY_STATE["57"],
    "terminating connection": _BY_STATE["57"],
    "server closed the connection": _BY_STATE["57"],
    "connection refused": f"No PostgreSQL server answers at that host and port. {ADDRESS}",
    "timeout expired": f"No PostgreSQL server answers at that host and port. {ADDRESS}",
    "timed out": f"No PostgreSQL server answers at that host and port. {ADDRESS}",
    "name or service not known": f"There is no host of that name. {ADDRESS}",
    "resolve host": f"There is no host of that name. {ADDRESS}",
    "could not translate host name": f"There is no host of that name. {ADDRESS}",
    "invalid connection option": f"An option after the ? is not PostgreSQL's. {ADDRESS}",
    "ssl": f"The encrypted connection could not be made: {{said}}. {ADDRESS}",
    "database is locked": f"Another program is writing to the SQLite file. {AGAIN}",
    "is full": "The disk is full. Nothing was kept.",
    "readonly database": "The SQLite file, or its folder, may not be written to by this user.",
    "not a database": f"The file is not an SQLite database, or it is damaged. {ADDRESS}",
    "malformed": "The SQLite file is damaged: restore the last backup.",
    "unable to open database file": f"The SQLite file cannot be opened: {{said}}. {ADDRESS}",
}


def explain(error: BaseException) -> str:
    """A sentence for whoever typed the command."""
    if isinstance(error, WrongEncoding):
        return str(error)
    cause = getattr(error, "orig", None) or error
    said = _first_line(cause)
    state = getattr(cause, "sqlstate", None) or ""
    by_state = [words for start, words in _BY_STATE.items() if state and state.startswith(start)]
    by_words = [words for part, words in _BY_WORDS.items() if part in said.lower()]
    for words in (*sorted(by_state, key=_is_general), *by_words):
        return words.format(said=said)
    if isinstance(error, SQLAlchemyError):
        return f"The database cannot be used: {said}. {ADDRESS}"
    return f"The database cannot be used: {said}."


def _is_general(words: str) -> bool:
    return words in {_BY_STATE["57"], _BY_STATE["23"], _BY_STATE["40"], _BY_STATE["28"]}


def _first_line(error: object) -> str:
    """What the database itself says, without the statement and without its last stop."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0].rstrip(".")
