"""PostgreSQL's own dump and its way back, by the tools that come with it."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL, text

from storage.database import Database


class BackupRefused(Exception):
    """A backup that cannot be made or restored; the sentence says what to do."""


def dump(url: URL, to: Path) -> None:
    _run("pg_dump", url, "--format=custom", f"--file={to}")


def load(database: Database, backup: Path) -> None:
    """All of the backup or nothing. Raises BackupRefused while anybody uses the database."""
    _run("pg_restore", None, "--list", str(backup))  # or it is no backup
    with database.engine.connect() as connection:
        others = connection.execute(text(_OTHERS)).scalar_one()
    if others:
        raise BackupRefused(
            f"{others} other connection{'' if others == 1 else 's'} to the database: stop every "
            "Steward and its commands first."
        )
    database.engine.dispose()
    options = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
    _run("pg_restore", database.engine.url, *options, str(backup))


_OTHERS = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""


def _run(tool: str, url: URL | None, *arguments: str) -> None:
    """The password goes by the environment: anybody on the machine can read the arguments."""
    program = shutil.which(tool)
    if program is None:
        raise BackupRefused(
            f"{tool} is not on this machine. Install PostgreSQL's client tools of the server's "
            f"version, or run {tool} {' '.join(arguments[:1])} where they are."
        )
    environment = dict(os.environ)
    if url is not None:
        if url.password:
            environment["PGPASSWORD"] = url.password
        address = url.set(drivername="postgresql", password=None)
        arguments = (f"--dbname={address.render_as_string()}", "--no-password", *arguments)
    done = subprocess.run(
        [program, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()] or ["it said nothing"]
        raise BackupRefused(f"{tool} could not: {said[0].removeprefix(f'{tool}: ')}")
