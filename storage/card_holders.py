"""Who was sent a card about something, so that it is closed when somebody else takes over."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Table, or_, select, update
from sqlmodel import Session

from storage.tables import DeliveryRow

_DELIVERIES: Table = DeliveryRow.__table__  # type: ignore[attr-defined]
_TABLE = _DELIVERIES.c


def holders(session: Session, kind: str, subjects: Collection[object]) -> dict[str, set[int]]:
    """The people who have, or are to get, a card of this kind, by its subject."""
    wanted = select(_TABLE.subject, _TABLE.person_id).where(
        _TABLE.kind == kind,
        _TABLE.subject.in_([str(subject) for subject in subjects]),
        _TABLE.person_id.is_not(None),
        or_(_TABLE.activity_id != "", _TABLE.pending),
    )
    found: dict[str, set[int]] = defaultdict(set)
    for subject, person in session.connection().execute(wanted):
        found[subject].add(person)
    return found


def change_kind(
    session: Session, before: str, subject: object, person: int, after: str, now: datetime
) -> int:
    """The person's cards of one kind about this become cards of another. Returns how many."""
    these = update(_DELIVERIES).where(
        _TABLE.kind == before, _TABLE.subject == str(subject), _TABLE.person_id == person
    )
    values = {"kind": after, "wanted": _TABLE.wanted + 1, "pending": _TABLE.activity_id != ""}
    changed = session.connection().execute(these.values(**values, attempts=0, next_attempt_at=now))
    return int(changed.rowcount)
