"""The cards of Improve and Monitor that are owed: each by its key, then edited in place."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Table, bindparam, or_, update
from sqlmodel import Session

from cycle.people import Person, Role
from storage import concerns, deliveries, people, places
from storage.deliveries import NewDelivery, Priority
from storage.tables import DeliveryRow

CONCERN = deliveries.CONCERN  # kinds of delivery; this one is Review's too
QUESTION = "question"
SUPPORT = "support"
INTERVENTION = "intervention"
PROPOSAL = "proposal"
OUTCOME = "outcome"
PROMISED = "promised"
SUCCESS = "success"
SUCCESSES = "successes"  # in the board's channel: those of a week
RISK = "risk"
CALL_IN = "call-in"
DIGEST = "digest"
RETIRED = "retired"
PAPER = "paper"  # in the board's channel: published
PAPER_REQUEST = "paper request"  # to an owner: what a paper still needs
MEMBER_QUESTION = "member question"
PAPER_FILE = "paper file"  # may it be put into your OneDrive?
PAPER_FILE_RESULT = "paper file result"

_DELIVERIES: Table = DeliveryRow.__table__  # type: ignore[attr-defined]
# Built once: building a statement takes longer than carrying it out.
_CHANGED = (
    update(_DELIVERIES)
    .where(
        _DELIVERIES.c.kind.in_(bindparam("what", expanding=True)),
        _DELIVERIES.c.subject == bindparam("whose"),
    )
    .where(or_(_DELIVERIES.c.activity_id != "", _DELIVERIES.c.pending))
    .values(wanted=_DELIVERIES.c.wanted + 1, pending=True, attempts=0)
)


def changed(session: Session, kind: str, subject: object, now: datetime) -> None:
    """What every card of this kind and subject shows has changed: edit them in place.

    A card that was given up before it was ever shown stays given up.
    """
    _repaint(session, [kind], subject, now)


def concern_changed(session: Session, concern: int, now: datetime) -> None:
    """What anybody is shown of a concern has changed: the board, the owner, whoever helps."""
    _repaint(session, [CONCERN, QUESTION, SUPPORT], concern, now)


def figure_changed(session: Session, indicator: int, now: datetime) -> None:
    """The exception of this indicator shows its figure: edit every card of it in place."""
    concern = concerns.open_for(session, indicator)
    if concern is not None:
        concern_changed(session, concern.id, now)


def _repaint(session: Session, kinds: Sequence[str], subject: object, now: datetime) -> None:
    values = {"what": list(kinds), "whose": str(subject), "next_attempt_at": now}
    session.connection().execute(_CHANGED, values)


def intervention_changed(
    session: Session, own: int, now: datetime, *, concern: int | None = None
) -> None:
    """What the owner and the board see of an intervention has changed.

    `concern` is the one it answers, where the exception card says something else now too.
    """
    _repaint(session, [INTERVENTION, PROPOSAL, OUTCOME, PROMISED, RETIRED], own, now)
    if concern is not None:
        concern_changed(session, concern, now)


def to_board(session: Session, key: str, kind: str, subject: str, now: datetime) -> bool:
    """Owe the board this card once. False if it was owed already."""
    return _to_place(session, key, kind, subject, now, places.BOARD)


def to_management(session: Session, key: str, kind: str, subject: str, now: datetime) -> bool:
    """Owe the Corporate Management Team this card once. False if it was owed already."""
    return _to_place(session, key, kind, subject, now, places.CMT)


def to_person(session: Session, person_id: int | None, new: NewDelivery) -> int:
    """Owe this card once to a person, or to the performance team where there is none.

    The person's id is added to its key. Returns how many are new.
    """
    return sum(
        deliveries.enqueue(session, replace(new, key=f"{new.key}:{person}", person=person))
        for person in _or_team(session, person_id)
    )


def team(session: Session) -> list[Person]:
    """The performance team, which gets what has no owner."""
    return people.with_role(session, Role.PERFORMANCE)


def _or_team(session: Session, whom: int | None) -> Iterable[int]:
    if whom is not None:
        return [whom]
    return [person.id for person in team(session)]


def _to_place(
    session: Session, key: str, kind: str, subject: str, now: datetime, purpose: str
) -> bool:
    return deliveries.enqueue(
        session,
        deliveries.NewDelivery(
            key=key, kind=kind, subject=subject, worth=Priority.BOARD, now=now, purpose=purpose
        ),
    )
