"""`steward person export` and `steward forget`: what is kept about somebody, and its end."""

import argparse
import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot import settings
from storage import audit, personal
from storage.audit import Actor
from storage.database import Database, Session
from storage.personal import PersonNames, StillNeeded

DONE = 0
Opened = Callable[[settings.Settings], Database]


class UnknownPerson(Exception):
    """Nobody in the register has this address; the sentence says so."""


REFUSALS = (UnknownPerson, StillNeeded)


def add_person_parsers(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    opened: Opened,
    now: Callable[[], datetime],
    who: Callable[[], str],
) -> None:
    """`opened` opens the database, `now` is the clock, `who` types the command."""
    parser = commands.add_parser("person", help="say all that is kept about somebody")
    kinds = parser.add_subparsers(required=True, metavar="WHAT")
    one = kinds.add_parser("export", help="every row that is about them or names them, as JSON")
    one.add_argument("email")
    one.add_argument("file", type=Path, nargs="?", help="default: standard output")
    one.set_defaults(command=_export, opened=opened)

    one = commands.add_parser("forget", help="replace somebody's name and addresses for ever")
    one.add_argument("email")
    one.set_defaults(command=_forget, opened=opened, now=now, who=who)


def _export(given: argparse.Namespace) -> int:
    database = given.opened(settings.read(os.environ))
    try:
        found = database.run(
            lambda session: personal.everything(session, _subject(session, given.email))
        )
    finally:
        database.close()
    words = json.dumps(found, ensure_ascii=False, indent=1)
    if given.file is None:
        print(words)
        return DONE
    with os.fdopen(os.open(given.file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(words + "\n")
    print(f"{sum(map(len, found.values())):,} rows of {len(found)} tables are in {given.file}.")
    return DONE


def _forget(given: argparse.Namespace) -> int:
    database = given.opened(settings.read(os.environ))

    def forget(session: Session) -> tuple[PersonNames, int]:
        one = _subject(session, given.email)
        count = personal.forget(session, one, given.now())
        by = Actor(name=given.who(), came_from="steward forget")
        audit.write(session, by, given.now(), "person forgotten", one.label)
        return one, count

    try:
        one, count = database.run(forget)
    finally:
        database.close()
    print(f"{count:,} rows no longer name {given.email}; the record calls them {one.label}.")
    print(
        "Figures and decisions stay as they were. Backups, exported files and papers already given "
        "out still have the name, and words that people typed may speak of them otherwise."
    )
    return DONE


def _subject(session: Session, email: str) -> PersonNames:
    one = personal.subject(session, email)
    if one is None:
        raise UnknownPerson(f"Nobody in the register has the address {email}.")
    return one
