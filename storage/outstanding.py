"""What is outstanding for people today: the register, the figures received, the reopenings."""

from collections.abc import Collection
from datetime import date, datetime

from sqlmodel import Session

from cycle.council import Council
from cycle.people import Person
from cycle.periods import Period, london_day
from cycle.plan.indicator import Indicator
from cycle.review import outstanding
from cycle.review.figure import Figure
from cycle.review.outstanding import Outstanding
from storage import acting, cache, figures, last_viewed, people, register
from storage.cache import Topic


def of_person(session: Session, person: int, today: date, council: Council) -> list[Outstanding]:
    """What this person may be asked for: as owner, deputy, or stand-in of an owner."""
    known = people.person(session, person)
    mine = acting.indicators_of(session, known) if known else []
    return of_indicators(session, mine, today, council)


def heard_of(
    session: Session, person: Person, now: datetime, council: Council
) -> list[Outstanding]:
    """What this person is reminded of: what they own, and what they cover or took over."""
    mine = acting.indicators_heard_of(session, person, now)
    return of_indicators(session, mine, london_day(now), council)


def owned(
    session: Session, people: Collection[int], today: date, council: Council
) -> list[Outstanding]:
    """What these people own that is outstanding."""
    return of_indicators(session, register.owned_by(session, people), today, council)


def everything(session: Session, today: date, council: Council) -> list[Outstanding]:
    return of_indicators(session, register.all_indicators(session), today, council)


def promised(
    session: Session, people: Collection[int], today: date, council: Council
) -> list[Outstanding]:
    """What these people own that is promised for a later day."""
    indicators = register.owned_by(session, people)
    periods = {
        period
        for indicator in indicators
        for period in outstanding.periods_looked_at(indicator, today, council)
    }
    received = _received(session, indicators, periods)
    return outstanding.promised(indicators, received, today, council)


def of_indicators(
    session: Session, indicators: list[Indicator], today: date, council: Council
) -> list[Outstanding]:
    reopened = register.reopened(session, [one.id for one in indicators], today)
    periods = {
        period
        for indicator in indicators
        for period in outstanding.periods_looked_at(indicator, today, council, reopened)
    }
    received = _received(session, indicators, periods)
    known = _known_since(session, indicators)
    return outstanding.outstanding(indicators, received, today, council, reopened, known)


def not_given_in(
    session: Session, indicators: list[Indicator], within: Period, today: date, council: Council
) -> list[Outstanding]:
    """What these indicators lack for one period, due or not, closed or not."""
    reopened = register.reopened(session, [one.id for one in indicators], today)
    periods = {
        period
        for frequency in {one.frequency for one in indicators}
        for period in outstanding.periods_in(within, frequency)
    }
    received = _received(session, indicators, periods)
    return outstanding.not_given_in(indicators, received, within, today, council, reopened)


def _known_since(session: Session, indicators: list[Indicator]) -> dict[int, date]:
    """The London day on which each came into the register, where that is on record."""
    known = cache.get(session, Topic.NAMES, "known since", lambda: last_viewed.known_since(session))
    return {one.id: london_day(known[one.ref]) for one in indicators if one.ref in known}


def _received(
    session: Session, indicators: list[Indicator], periods: set[Period]
) -> dict[tuple[int, Period], Figure]:
    found = figures.in_force(session, [one.id for one in indicators], periods)
    return {
        (indicator, period): figure
        for indicator, series in found.items()
        for period, figure in series.items()
    }
