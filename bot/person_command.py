"""`steward person` and `steward forget`: what is kept about somebody, a new address, the end."""

import argparse
import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot import settings
from cycle.plan.people_rows import is_email
from storage import audit, people, personal, register_bulk
from storage.audit import Actor
from storage.database import Database, Session
from storage.personal import PersonNames, StillNeeded

DONE = 0
Opened = Callable[[settings.Settings], Database]


class UnknownPerson(Exception):
    """Nobody in the register has this address; the sentence says so."""


class NoSuchAddress(Exception):
    """The new address cannot be somebody's; the sentence says why."""


REFUSALS = (UnknownPerson, NoSuchAddress, StillNeeded)


def add_person_parsers(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    opened: Opened,
    now: Callable[[], datetime],
    who: Callable[[], str],
) -> None:
    """`opened` opens the database, `now` is the clock, `who` types the command."""
    parser = commands.add_parser(
        "person", help="say all that is kept about somebody; reach them elsewhere"
    )
    kinds = parser.add_subparsers(required=True, metavar="WHAT")
    one = kinds.add_parser("export", help="every row that is about them or names them, as JSON")
    one.add_argument("email")
    one.add_argument("file", type=Path, nargs="?", help="default: standard output")
    one.set_defaults(command=_export, opened=opened)

    one = kinds.add_parser("rename", help="reach somebody at another e-mail address from now on")
    one.add_argument("old", metavar="OLD")
    one.add_argument("new", metavar="NEW")
    one.set_defaults(command=_rename, opened=opened, now=now, who=who)

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


def _rename(given: argparse.Namespace) -> int:
    old, new = given.old.strip().lower(), given.new.strip().lower()
    if not is_email(new):
        raise NoSuchAddress(f"{given.new} is not an e-mail address.")
    database = given.opened(settings.read(os.environ))

    def rename(session: Session) -> str:
        person = people.by_email(session, old)
        if person is None:
            raise UnknownPerson(f"Nobody in the register has the address {given.old}.")
        if (other := people.by_email(session, new)) is not None and other.id != person.id:
            raise NoSuchAddress(f"{new} is the address of {other.name} already.")
        register_bulk.change_emails(session, {old: new})
        by = Actor(name=given.who(), came_from="steward person rename")
        words = {"old": f"email: {old}", "new": f"email: {new}"}
        audit.write(session, by, given.now(), "person changed", new, **words)
        return person.name

    try:
        name = database.run(rename)
    finally:
        database.close()
    print(f"{name} is known as {new} from now on. Everything that was theirs still is.")
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
