"""`steward backup` and `steward restore`: a sound copy while Steward serves, and the way back."""

import argparse
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot import settings
from storage import audit, backup, schema
from storage.database import Database

DONE = 0


def add_backup_parsers(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", now: Callable[[], datetime]
) -> None:
    one = commands.add_parser("backup", help="write a sound copy of everything, while it serves")
    one.add_argument("file", type=Path)
    one.set_defaults(command=_backup)

    one = commands.add_parser("restore", help="put a backup in the place of the database")
    one.add_argument("file", type=Path)
    one.set_defaults(command=_restore, now=now)


def _backup(given: argparse.Namespace) -> int:
    database = Database(settings.read(os.environ).database_url)
    try:
        entries, newest = 0, ""
        if schema.is_current(database):
            entries, newest = database.run(audit.newest)
        backup.back_up(database, given.file)
    finally:
        database.close()
    print(f"{given.file} is a sound backup, {given.file.stat().st_size / 1024**2:.1f} MB.")
    if newest:
        print(
            f"The audit has {entries:,} entries; the newest has the hash {newest}. Kept elsewhere, "
            "it shows later that none of them was changed."
        )
    return DONE


def _restore(given: argparse.Namespace) -> int:
    database = Database(settings.read(os.environ).database_url)
    try:
        doubts, aside = backup.restore(database, given.file, given.now())
        is_current = schema.is_current(database)
    finally:
        database.close()
    print(f"The database is as it was in {given.file}.")
    if aside:
        print(f"What was there before is {aside}: delete it once all is well.")
    if not is_current:
        print("It is of an older Steward: run `steward migrate`, then start Steward.")
        return DONE
    print(
        f"Cards to the board that may be posted once more, and then say so: {doubts.marked} that "
        "wait now, and any that comes within a day."
    )
    print(
        f"Cards to people that are not sent, as they may have been: {doubts.given_up}, and today's "
        "reminders. The next reminder covers them. Figures given since the backup must be given "
        "again."
    )
    return DONE
