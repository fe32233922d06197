"""MONITOR, by the clock: who is told of a success, and when.

The owner hears on the next working day: what was corrected on the same day is then not celebrated
too soon. The board hears of KPIs only: at once where an intervention that it has closed brought the
success, else once a week on one card. Nothing is celebrated while an exception is open on the same
indicator, nor while an intervention runs on it.
"""

from datetime import date, datetime, timedelta

from cycle.council import Council
from cycle.improve.intervening import is_to_improve
from cycle.monitor.success import Praise
from cycle.periods import Period, london_day
from cycle.plan.indicator import Indicator, Kind
from storage import concerns, deliveries, interventions, owed, register, successes
from storage.database import Session
from storage.deliveries import Priority
from storage.successes import StoredSuccess


def tell_of_successes(session: Session, now: datetime, council: Council) -> int:
    """Owe the cards of what has not been told yet. Returns how many successes."""
    today = london_day(now)
    found = [one for one in successes.untold(session) if london_day(one.at) < today]
    count = 0
    for indicator_id, period in dict.fromkeys((one.indicator, one.period) for one in found):
        indicator = register.indicator(session, indicator_id)
        if indicator is None or _must_wait(session, indicator_id):
            continue
        praises = {
            one.praise for one in found if (one.indicator, one.period) == (indicator_id, period)
        }
        _owe(session, indicator, period, now, for_board=Praise.BACK_TO_GREEN in praises)
        successes.mark_told(session, indicator_id, period, today)
        count += 1
    return count


def tell_board_of_week(session: Session, now: datetime, council: Council) -> int:
    """Owe the board one card of the successes of the week before. Returns 1 where it is new."""
    monday = monday_of(london_day(now))
    if not of_week(session, monday, only_quiet=True):
        return 0
    key = f"{owed.SUCCESSES}:{monday}"
    return int(owed.to_board(session, key, owed.SUCCESSES, monday.isoformat(), now))


def of_week(
    session: Session, monday: date, *, only_quiet: bool = False
) -> list[tuple[Indicator, StoredSuccess]]:
    """The successes of KPIs of the week before this Monday, of which the board has no card yet.

    `only_quiet` leaves out those on which an exception has been raised since.
    """
    told = successes.told_between(session, monday - timedelta(days=7), monday - timedelta(days=1))
    apart = {(one.indicator, one.period) for one in told if one.praise is Praise.BACK_TO_GREEN}
    some = [one for one in told if (one.indicator, one.period) not in apart]
    ids = list({one.indicator for one in some})
    known = register.by_id(register.find_many(session, ids))
    loud = concerns.open_of(session, ids) if only_quiet and ids else {}
    return [
        (known[one.indicator], one)
        for one in some
        if one.indicator in known
        and known[one.indicator].kind is Kind.KPI
        and one.indicator not in loud
    ]


def monday_of(day: date) -> date:
    """The Monday of the week of this day."""
    return day - timedelta(days=day.weekday())


def _owe(
    session: Session, indicator: Indicator, period: Period, now: datetime, *, for_board: bool
) -> None:
    subject, key = f"{indicator.id} {period}", f"{owed.SUCCESS}:{indicator.id}:{period}"
    if for_board and indicator.kind is Kind.KPI:
        owed.to_board(session, key, owed.SUCCESS, subject, now)
    owed.to_person(
        session,
        indicator.owner,
        deliveries.NewDelivery(
            key=key, kind=owed.SUCCESS, subject=subject, now=now, worth=Priority.NOTE
        ),
    )


def _must_wait(session: Session, indicator_id: int) -> bool:
    """Whether an exception is open on the indicator, or an intervention runs on it."""
    if concerns.open_for(session, indicator_id) is not None:
        return True
    return any(
        kept.intervention.is_live and is_to_improve(kept.intervention, kept.indicator, indicator_id)
        for kept in interventions.on_indicators(session, [indicator_id])
    )
