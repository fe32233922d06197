"""When Steward may ask people for something: in working hours, never at night or on a day off."""

from datetime import date, datetime, timedelta

from cycle.periods import LONDON, WorkingDays, london_day, london_instant

OPENS = 9  # o'clock in London: nobody is reminded before
CLOSES = 17  # o'clock in London: what was missed by then is left to the next stage


def is_working_time(now: datetime, calendar: WorkingDays) -> bool:
    """Whether this instant is within the working hours of a working day in London."""
    is_open = OPENS <= now.astimezone(LONDON).hour < CLOSES
    return is_open and calendar.is_working_day(london_day(now))


def first_working_day_of_week(day: date, calendar: WorkingDays) -> date:
    """The first working day of the Monday-to-Sunday week that this day is in, or the day itself
    where the whole week is closed.
    """
    monday = day - timedelta(days=day.weekday())
    week = (monday + timedelta(days=ahead) for ahead in range(7))
    return next((one for one in week if calendar.is_working_day(one)), day)


def closing_time(day: date) -> datetime:
    """The instant at which the working hours of this London day end."""
    return london_instant(day, CLOSES)
