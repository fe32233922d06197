"""What Steward keeps only for a while: old cards, what was asked, and chats that are gone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, update
from sqlmodel import Session, col, select

from cycle.council import Retention
from cycle.periods import london_day
from storage.card_refs import About
from storage.database import insert_new
from storage.tables import AskRow, DeliveryRow, GateRow, PlaceRow

TIDIED = "tidied"  # the gate that names when this was last done


@dataclass(frozen=True, slots=True)
class Removed:
    """How many rows went."""

    cards: int = 0
    deliveries: int = 0
    places: int = 0

    @property
    def total(self) -> int:
        return self.cards + self.deliveries + self.places


def is_tidied(session: Session, now: datetime) -> bool:
    """Whether it was done today already; and from now on it was."""
    at = session.exec(select(GateRow.until).where(col(GateRow.name) == TIDIED)).first()
    if at is not None and london_day(at) >= london_day(now):
        return True
    if not insert_new(session, GateRow, {"name": TIDIED, "until": now}):
        session.exec(update(GateRow).where(col(GateRow.name) == TIDIED).values(until=now))
    return False


def tidy(session: Session, now: datetime, keep: Retention) -> Removed:
    """Remove what is older than the council keeps it. The record itself is never touched.

    Cards in a channel stay as long as the record does: an exception may be open for years.
    """
    questions, cards = (now - timedelta(days=days) for days in (keep.questions, keep.cards))
    is_question = col(AskRow.about) == About.QUESTION.value
    is_personal = col(AskRow.about).in_((About.REMINDER.value, About.FIGURE.value))
    asks = session.exec(
        delete(AskRow).where(
            or_(
                is_question & (col(AskRow.at) < questions),
                is_personal & (col(AskRow.at) < cards),
            )
        )
    )
    sent = session.exec(
        delete(DeliveryRow).where(
            ~col(DeliveryRow.pending),
            col(DeliveryRow.person_id).is_not(None),
            col(DeliveryRow.worth) > 0,
            col(DeliveryRow.wanted_at) < cards,
        )
    )
    places = session.exec(
        delete(PlaceRow).where(
            col(PlaceRow.purpose) == "",
            col(PlaceRow.seen_at) < cards,
            or_(col(PlaceRow.person_id).is_(None), ~col(PlaceRow.reachable)),
        )
    )
    return Removed(asks.rowcount, sent.rowcount, places.rowcount)
