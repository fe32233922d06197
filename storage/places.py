"""Where Steward can speak: the Teams conversations it knows, and what each is for."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Table, bindparam, update
from sqlalchemy import select as rows_of
from sqlmodel import Session, col, select

from storage.database import insert_new
from storage.statements import Statement
from storage.tables import PlaceRow

BOARD = "board"  # the purpose of the conversation in which board alerts are posted
CMT = "escalations"  # and of the Corporate Management Team's, in which escalations are
_PLACES: Table = PlaceRow.__table__  # type: ignore[attr-defined]
_AT = Statement(rows_of(_PLACES).where(_PLACES.c.conversation_id == bindparam("at")))
REMEMBER = timedelta(hours=1)  # how stale `seen_at` may grow before a contact is written down


class Scope(StrEnum):
    PERSONAL = "personal"
    GROUP = "groupChat"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A conversation as Teams names it.

    `conversation_id` of a channel message ends in `;messageid=…`, the thread; `channel_id` is the
    channel itself and empty elsewhere. `service_url` may change: refreshed at every contact.
    """

    conversation_id: str
    scope: Scope
    service_url: str
    tenant_id: str = ""
    channel_id: str = ""
    team_id: str = ""

    @property
    def root(self) -> "Place":
        """The channel itself rather than one thread in it; any other place as it is."""
        if not self.is_thread:
            return self
        return self.within(self.conversation_id.partition(";messageid=")[0])

    @property
    def is_thread(self) -> bool:
        return ";messageid=" in self.conversation_id

    def within(self, conversation_id: str) -> "Place":
        """The conversation with this id, in the same channel."""
        return replace(self, conversation_id=conversation_id)


def note_seen(session: Session, place: Place, person_id: int | None, now: datetime) -> bool:
    """Refresh what is known of a place after a contact there. True if it was out of reach before.

    `person_id` is kept for personal chats only.
    """
    root = place.root
    values: dict[str, Any] = {
        "scope": root.scope.value,
        "service_url": root.service_url,
        "tenant_id": root.tenant_id,
        "channel_id": root.channel_id,
        "team_id": root.team_id,
        "reachable": True,
    }
    if person_id is not None and root.scope is Scope.PERSONAL:
        values["person_id"] = person_id
    this = col(PlaceRow.conversation_id) == root.conversation_id
    before = _AT.first(session, at=root.conversation_id)
    if before is None:
        new = {"conversation_id": root.conversation_id, "purpose": "", "seen_at": now, **values}
        return insert_new(session, PlaceRow, new)
    is_news = any(getattr(before, name) != value for name, value in values.items())
    if is_news or now - before.seen_at > REMEMBER:
        session.exec(update(PlaceRow).where(this).values(**values, seen_at=now))
    return not before.reachable


def out_of_reach(session: Session, conversation_id: str) -> None:
    """Teams refused for good: send nothing there until the next contact."""
    session.exec(
        update(PlaceRow)
        .where(col(PlaceRow.conversation_id) == conversation_id.partition(";messageid=")[0])
        .values(reachable=False)
    )


def of_person(session: Session, person_id: int) -> Place | None:
    """The personal chat in which this person was last met and can be reached."""
    return _one(
        session, col(PlaceRow.person_id) == person_id, PlaceRow.scope == Scope.PERSONAL.value
    )


def for_purpose(session: Session, purpose: str) -> Place | None:
    """The conversation that was chosen for this purpose and can be reached."""
    return _one(session, col(PlaceRow.purpose) == purpose)


def at(session: Session, conversation_id: str) -> Place | None:
    """A conversation by its id (a thread's channel for a thread), reachable or not."""
    root = conversation_id.partition(";messageid=")[0]
    row = _AT.first(session, at=root)
    return _place(row) if row is not None else None


def purpose_of(session: Session, conversation_id: str) -> str:
    """What is posted in this conversation (a thread's channel for a thread); often nothing."""
    root = conversation_id.partition(";messageid=")[0]
    row = _AT.first(session, at=root)
    return row.purpose if row is not None else ""


def person_of(session: Session, conversation_id: str) -> int | None:
    """Whose personal chat this is; None for any other conversation, or one that is not known."""
    row = _AT.first(session, at=conversation_id)
    return row.person_id if row is not None else None


def newest(session: Session) -> Place | None:
    """The place of the last contact: it knows the address at which Teams is now."""
    return _one(session)


def choose(session: Session, conversation_id: str, purpose: str) -> str:
    """Use this conversation for the purpose from now on. Returns the one used before, or ''."""
    root = conversation_id.partition(";messageid=")[0]
    before = session.exec(
        select(PlaceRow.conversation_id).where(col(PlaceRow.purpose) == purpose)
    ).first()
    session.exec(update(PlaceRow).where(col(PlaceRow.purpose) == purpose).values(purpose=""))
    session.exec(
        update(PlaceRow).where(col(PlaceRow.conversation_id) == root).values(purpose=purpose)
    )
    return before or ""


def _one(session: Session, *conditions: Any) -> Place | None:
    wanted = select(PlaceRow).where(*conditions, col(PlaceRow.reachable))
    row = session.exec(wanted.order_by(col(PlaceRow.seen_at).desc())).first()
    return _place(row) if row is not None else None


def _place(row: Row[Any] | PlaceRow) -> Place:
    return Place(
        conversation_id=row.conversation_id,
        scope=Scope(row.scope),
        service_url=row.service_url,
        tenant_id=row.tenant_id,
        channel_id=row.channel_id,
        team_id=row.team_id,
    )
