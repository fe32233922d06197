"""When the framework itself is to be reviewed, and when the performance team is reminded of it.

Source: Performance Management Framework (September 2025): it is reviewed every 18 months. The
reminders at 6, 3 and 1 months are our choice (decision 0053).
"""

from datetime import date

from cycle.periods import Period

EVERY = 18  # months
REMINDED_AT = (1, 3, 6)  # months before


def review_due(reviewed: Period) -> Period:
    """The month of the next review: 18 months after the last one."""
    return reviewed.later(EVERY)


def reminder_stage(reviewed: Period, today: date) -> int | None:
    """How many months' notice is to be given in the month of today: 6, 3 or 1; else None."""
    left = months_left(reviewed, today)
    return left if left in REMINDED_AT else None


def months_left(reviewed: Period, today: date) -> int:
    """Whole months from the month of today to that of the review; negative once it is late."""
    due = review_due(reviewed).start
    return (due.year - today.year) * 12 + due.month - today.month


def review_words(reviewed: Period, today: date) -> str:
    """`The framework is due for review in March 2027, in 3 months.`"""
    left = months_left(reviewed, today)
    when = review_due(reviewed).words
    if left < 0:
        late = -left
        return f"The framework's review was due in {when}, {late} {_months(late)} ago."
    if left == 0:
        return f"The framework is due for review this month, {when}."
    return f"The framework is due for review in {when}, in {left} {_months(left)}."


def _months(count: int) -> str:
    return "month" if count == 1 else "months"
