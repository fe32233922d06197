"""When a paper is due: the performance team hears before its meeting, and of one not begun.

Source: our choice; the framework says that Cabinet and Overview and Scrutiny get the same report
each quarter, and names no days.
"""

from datetime import date

from cycle.periods import Frequency, Period, WorkingDays

REMINDED_AT = (10, 5, 1)  # working days before the meeting
BEGUN_WITHIN = 20  # working days after the end of the quarter


def reminder_stage(meeting: date, today: date, calendar: WorkingDays) -> int | None:
    """Which reminder is due for a draft: the days of its stage; None for none, or too late."""
    if meeting < today:
        return None
    left = calendar.between(today, meeting)
    return min((stage for stage in REMINDED_AT if left <= stage), default=None)


def quarter_to_begin(today: date, calendar: WorkingDays) -> Period | None:
    """The quarter whose report should have been begun by today; None in its first weeks."""
    quarter = Period.last_ended(Frequency.QUARTERLY, today)
    return quarter if today >= calendar.after(quarter.end, BEGUN_WITHIN) else None
