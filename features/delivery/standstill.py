"""PLAN, by the clock: the performance team hears that Steward has stood still, and for how long."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from cards.delivery import stood_still
from cards.elements import Card
from cycle.council import Council
from cycle.periods import london_day
from storage import deliveries, sweeps, team_notes
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

KIND = "silent"
ALL = "all"  # in the place of a sweep's name: Steward itself stood still
TOLD_AFTER = timedelta(minutes=15)  # of silence; a restart takes seconds. Our choice


def note_run(session: Session, name: str, now: datetime, words: str, *, tells: bool) -> bool:
    """Note the end of a run. True if it had been silent for long; it `tells` the team so."""
    before = sweeps.last_runs(session)
    sweeps.note_run(session, name, now, words)
    return tells and name in _silent(session, before, now, [name])


def tell_of_silent_sweeps(session: Session, now: datetime) -> list[str]:
    """The sweeps that stand still now; the team is told of each, once a day."""
    return _silent(session, sweeps.last_runs(session), now, sweeps.EVERY)


def _silent(
    session: Session, runs: Mapping[str, datetime], now: datetime, names: Iterable[str]
) -> list[str]:
    """Those of the names that had been silent for long. Where all were, it is told as one."""
    still = {name: at for name, at in runs.items() if now - at > TOLD_AFTER}
    found = [name for name in names if name in still]
    if still.keys() >= sweeps.EVERY.keys():
        _tell(session, ALL, max(still.values()), now)
    elif found and not _has_just_told_of_all(session, now):
        for name in found:
            _tell(session, name, still[name], now)
    return found


def _has_just_told_of_all(session: Session, now: datetime) -> bool:
    """After an outage the sweeps come back one by one: the first of them has told for all."""
    told = [
        deliveries.enqueued_at(session, _key(ALL, reader.id, now))
        for reader in team_notes.readers(session)
    ]
    return any(at is not None and abs(now - at) <= TOLD_AFTER for at in told)


def _tell(session: Session, name: str, since: datetime, now: datetime) -> None:
    subject = f"{name} {since.isoformat()}"
    team_notes.owe_each(session, KIND, subject, now, lambda reader: _key(name, reader, now))


def _key(name: str, reader: int, now: datetime) -> str:
    return f"{KIND}:{name}:{reader}:{london_day(now)}"


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """What stood still, since when, and whether it runs again."""
    name, _, since = delivery.subject.partition(" ")
    began = datetime.fromisoformat(since)
    runs = sweeps.last_runs(session)
    last = max(runs.values(), default=began) if name == ALL else runs.get(name, began)
    runs_again = last > began and now - last <= TOLD_AFTER
    return stood_still(name, began, runs_again=runs_again)
