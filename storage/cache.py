"""What was read of things that seldom change, kept in memory until one of them does.

Each such thing has an edition in the database: a random word that every writer of it replaces in
the same transaction, in whichever process. A turn reads the editions once; what was read under the
same one needs no reading (decision 0028). What a transaction changes itself, it reads afresh.
"""

import secrets
from collections.abc import Callable, Collection, Hashable, Mapping, Sized
from enum import StrEnum
from typing import Any, TypeVar, cast

from sqlalchemy import Table, bindparam, select, update
from sqlmodel import Session

from storage.database import MEMORY, insert_new
from storage.statements import Statement
from storage.tables import EditionRow

T = TypeVar("T")

MOST = 5000  # entries about one thing, then it begins afresh; our choice
LARGEST = 1000  # a longer list is read anew each time; our choice
_EDITIONS: Table = EditionRow.__table__  # type: ignore[attr-defined]
_ALL = Statement(select(_EDITIONS))
_MOVE = Statement(update(_EDITIONS).where(_EDITIONS.c.name == bindparam("this")))
_READ = "editions"
_OWN = ""  # the edition of what this transaction changes itself


class Topic(StrEnum):
    """What has an edition."""

    REGISTER = "register"  # indicators, targets, changes, reopenings, breaks and notes
    NAMES = "names"  # what indicators are called, which is dear to take in and changes seldom
    PEOPLE = "people"


def get(session: Session, of: Topic, key: Hashable, read: Callable[[], T]) -> T:
    """What `read` finds, or found before. Nobody may change it."""
    kept = _kept(session, of)
    if kept is None:
        return read()
    if key in kept:
        return cast(T, kept[key])
    found = read()
    if not isinstance(found, Sized) or len(found) <= LARGEST:
        kept[key] = found
    return found


def get_by_id(
    session: Session,
    of: Topic,
    what: str,
    ids: Collection[int],
    read: Callable[[Collection[int]], Mapping[int, T]],
) -> dict[int, T]:
    """The same by id, without those for which there is nothing; `read` gets those not known yet."""
    kept = _kept(session, of)
    if kept is None:
        return dict(read(ids))
    if unknown := [own for own in ids if (what, own) not in kept]:
        found = read(unknown)
        for own in unknown:
            kept[what, own] = found.get(own)
    return {own: known for own in ids if (known := kept[what, own]) is not None}


def invalidate(session: Session, of: Topic) -> None:
    """This transaction changes it. Called before the change, so that writers of the same thing wait
    for each other here and nowhere else.
    """
    editions = _editions(session)
    if editions.get(of) == _OWN:
        return
    new = secrets.token_hex(8)
    if not _MOVE.run(session, this=of.value, edition=new):
        insert_new(session, EditionRow, {"name": of.value, "edition": new})
    editions[of] = _OWN


def _kept(session: Session, of: Topic) -> dict[Hashable, Any] | None:
    """What is known of the edition that this transaction sees; None where it is its own."""
    edition = _editions(session).get(of, _OWN)
    memory = session.info.get(MEMORY)
    if edition == _OWN or memory is None:
        return None
    known_edition: str
    kept: dict[Hashable, Any]
    known_edition, kept = memory.get(of, (_OWN, {}))
    if known_edition != edition or len(kept) > MOST:
        kept = {}
        memory[of] = edition, kept
    return kept


def _editions(session: Session) -> dict[str, str]:
    found: dict[str, str] | None = session.info.get(_READ)
    if found is None:
        found = session.info[_READ] = {row.name: row.edition for row in _ALL.all(session)}
    return found
