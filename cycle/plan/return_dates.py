"""Once a year, in March, the days of next year's returns are confirmed from their letters.

Each round that was due in the year asks for its like in the next one. A day is confirmed once it
says where it was read (decision 0052).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from cycle.periods import NotAPeriod, Period
from cycle.plan.statutory_return import ReturnRound, StatutoryReturn, in_year, usual_days
from cycle.refusals import NoDate, NothingSaid, Refused, check

LONGEST_PERIOD = 30  # characters


class NoSource(NothingSaid):
    """Say where the day was read: the letter or the page, and its date."""


class NoPeriod(NothingSaid):
    """Say for which period it is, as 2027/28 or 2027/28 Q1."""


class NotInThatYear(Refused):
    """The day is not in the year to be confirmed: check the year."""


@dataclass(frozen=True, slots=True)
class DateToConfirm:
    """A return's round of this year, and the one of next year where it has a day already.

    `likely_due` is the day that is kept, else its usual day, else the same day a year later.
    """

    statutory: StatutoryReturn
    last: ReturnRound
    period: str
    likely_due: date
    following: ReturnRound | None = None


def dates_to_confirm(
    returns: Iterable[StatutoryReturn], rounds: Iterable[ReturnRound], year: Period
) -> list[DateToConfirm]:
    """What is not confirmed for this year: no day, or one of which nobody says where it is from."""
    by_id = {statutory.id: statutory for statutory in returns}
    rounds = list(rounds)
    known = {(each.return_id, each.period.casefold()): each for each in rounds}
    found = []
    for last in in_year(rounds, year.year - 1):
        period = next_period(last.period)
        following = known.get((last.return_id, period.casefold()))
        is_confirmed = following is not None and bool(following.source.strip())
        if last.return_id in by_id and not is_confirmed:
            statutory = by_id[last.return_id]
            likely = following.due if following else _likely_due(statutory, last, year)
            found.append(DateToConfirm(statutory, last, period, likely, following))
    return found


def next_period(text: str) -> str:
    """2026/27 as 2027/28, and so for quarters and months; other words stay."""
    try:
        period = Period.parse(text)
    except NotAPeriod:
        return text
    return str(period.later(12 // period.frequency.months))


def confirmed_round(
    asked: DateToConfirm, period: str, due: date | None, source: str, year: Period
) -> ReturnRound:
    """The round with its day. Raises NoPeriod, NoDate, NotInThatYear or NoSource."""
    check(
        None if period.strip() and len(period) <= LONGEST_PERIOD else NoPeriod(),
        NoDate() if due is None else None,
        None if due is None or year.start <= due <= year.end else NotInThatYear(),
        None if source.strip() else NoSource(),
    )
    assert due is not None  # checked
    if asked.following is not None:
        return replace(asked.following, due=due, source=source.strip())
    return ReturnRound(
        return_id=asked.statutory.id, period=period.strip(), due=due, source=source.strip()
    )


def _likely_due(statutory: StatutoryReturn, last: ReturnRound, year: Period) -> date:
    usual = usual_days(statutory, year)
    return usual[0] if len(usual) == 1 else _year_later(last.due)


def _year_later(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)
