"""Why something cannot be done: each reason a name, its docstring the sentence that people read."""

from datetime import date, timedelta
from typing import ClassVar

LONGEST_WORDS = 1000  # characters in a note, reason, cause or reply; our choice
FURTHEST = 3 * 366  # days ahead that a date may lie; our choice, it catches the mistyped year


class Refused(Exception):
    """That cannot be done."""

    def __str__(self) -> str:
        return str(type(self).__doc__)


class NotPermitted(Exception):
    """This person may not do that. Whoever asks for it changes nothing and is told why."""

    heading: ClassVar[str] = "Not yours to do"

    def __str__(self) -> str:
        return str(type(self).__doc__)


class HasMovedOn(Refused):
    """This has moved on since the card was shown: here is where it stands now."""


class NotNow(Refused):
    """That step is not open from where this stands now."""


class NotTheTeam(NotPermitted):
    """Only the performance team may do this."""

    heading = "For the performance team"


class NotTheOwner(NotPermitted):
    """Only the person who was asked, or their deputy, may do this."""


class NothingSaid(Refused):
    """Say it in a few words."""


class TooLong(Refused):
    """That is more than 1,000 characters: say it more briefly."""


class NoDate(Refused):
    """Give a date."""


class DateInThePast(Refused):
    """Give a date after today."""


class DateTooFar(Refused):
    """That date is too far ahead: check the year."""


def words_refused(text: str, may_be_empty: bool = False) -> Refused | None:
    """NothingSaid or TooLong; None where the words can stand."""
    if not text.strip() and not may_be_empty:
        return NothingSaid()
    return TooLong() if len(text) > LONGEST_WORDS else None


def day_refused(day: date | None, today: date, furthest: int = FURTHEST) -> Refused | None:
    """NoDate, DateInThePast or DateTooFar; None for a day after today, at most so many ahead."""
    if day is None:
        return NoDate()
    if day <= today:
        return DateInThePast()
    return DateTooFar() if day > today + timedelta(days=furthest) else None


def check(*refusals: Refused | None) -> None:
    """Raises the first that is one."""
    for refusal in refusals:
        if refusal is not None:
            raise refusal
