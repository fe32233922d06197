"""REVIEW, by the clock: tell the board where two periods running have no figure.

One card for all that reach their second missing period on the same day; a third adds no card.
"""

from datetime import date, datetime

from cards.elements import Card
from cards.figures import missing
from cycle.council import Council
from cycle.periods import Period, london_day
from cycle.plan.indicator import Indicator, Kind
from cycle.review.missing import due_on, is_second_missing, newest_due
from storage import acting, deliveries, figures, places, register, register_bulk
from storage.database import Session
from storage.deliveries import Delivery, Priority
from storage.places import Place

KIND = deliveries.MISSING
CAUGHT_UP = 5  # working days after the due date on which the board may still be told; our choice


def tell_board(session: Session, now: datetime, council: Council) -> int:
    """Owe the board a card for each due date that left a second period missing. How many are new.

    In working hours only; what the server missed is made good within a week of the due date.
    """
    today = london_day(now)
    indicators = _accountable(session)
    passed = {newest_due(one, today, council.calendar) for one in indicators}
    return sum(
        deliveries.enqueue(
            session,
            deliveries.NewDelivery(
                key=deliveries.missing_key(since),
                kind=KIND,
                subject=since.isoformat(),
                worth=Priority.BOARD,
                now=now,
                purpose=places.BOARD,
            ),
        )
        for since in sorted(passed)
        if council.calendar.between(since, today) <= CAUGHT_UP
        and _missing(session, indicators, since, today, council)
    )


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """Those that are missing still; None when all had come before the board was told."""
    since = date.fromisoformat(delivery.subject)
    found = _missing(session, _accountable(session), since, london_day(now), council)
    if not found and not delivery.activity_id:
        return None
    names = acting.owners_named(session, (one for one, _ in found))
    return missing.missing_twice(found, names, since)


def _accountable(session: Session) -> list[Indicator]:
    """A Statistic judges nobody, so its gaps are no matter for the board."""
    return [one for one in register.all_indicators(session) if one.kind is not Kind.STATISTIC]


def _missing(
    session: Session, indicators: list[Indicator], since: date, today: date, council: Council
) -> list[tuple[Indicator, Period]]:
    """Those of which the figure due on this day is the second missing one, with its period."""
    dated = [(one, due_on(one, since, today, council.calendar)) for one in indicators]
    asked = [(one, period) for one, period in dated if period is not None]
    found = []
    for some in register_bulk.in_parts(asked):
        periods = {period.later(-back) for _, period in some for back in range(3)}
        series = figures.in_force(session, [one.id for one, _ in some], periods)
        found += [pair for pair in some if is_second_missing(pair[1], series.get(pair[0].id, {}))]
    return found
