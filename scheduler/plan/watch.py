"""PLAN, by the clock: the performance team hears that Steward has stood still, and for how long."""

from datetime import datetime, timedelta

from cards.elements import Card
from cards.plan import delivery as cards
from cycle.periods import london_day
from storage import deliveries, sweeps
from storage.database import Session
from storage.deliveries import Delivery, Worth
from storage.places import Place
from storage.plan import notes

KIND = "silent"
TOLD_AFTER = timedelta(minutes=15)  # of silence; a restart takes seconds. Our choice


def ran(session: Session, name: str, now: datetime, words: str, *, tells: bool) -> bool:
    """Note the end of a run. True if it had been silent for long; it `tells` the team so."""
    before = sweeps.last_runs(session).get(name)
    sweeps.ran(session, name, now, words)
    return tells and before is not None and _told(session, name, before, now)


def silent(session: Session, now: datetime) -> list[str]:
    """The sweeps that stand still now; the team is told of each, once a day."""
    runs = sweeps.last_runs(session)
    return [name for name in sweeps.EVERY if name in runs and _told(session, name, runs[name], now)]


def _told(session: Session, name: str, since: datetime, now: datetime) -> bool:
    if now - since <= TOLD_AFTER:
        return False
    for reader in notes.readers(session):
        deliveries.want(
            session,
            key=f"{KIND}:{name}:{reader.id}:{london_day(now)}",
            kind=KIND,
            subject=f"{name} {since.isoformat()}",
            worth=Worth.NOTE,
            now=now,
            person=reader.id,
        )
    return True


def card(session: Session, delivery: Delivery, place: Place, now: datetime) -> Card | None:
    """What stood still, since when, and whether it runs again."""
    name, _, since = delivery.subject.partition(" ")
    began = datetime.fromisoformat(since)
    last = sweeps.last_runs(session).get(name, began)
    runs_again = last > began and now - last <= TOLD_AFTER
    return cards.stood_still(name, began, runs_again=runs_again)
