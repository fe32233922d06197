"""What people ask for themselves: away, quiet, alerts, and a further name for an indicator."""

from dataclasses import dataclass
from datetime import date

from cycle.periods import day_words
from cycle.questions.filter import EVERYTHING, Filter


@dataclass(frozen=True, slots=True)
class Away:
    """I am away from a day to a day, and who covers; back again where `is_back`.

    `until` is the last day away; None where it was not said. `cover` is a person's name.
    """

    start: date | None = None
    until: date | None = None
    cover: str = ""
    is_back: bool = False

    def read_as(self) -> str:
        if self.is_back:
            return "You are back"
        until = f" until {day_words(self.until)}" if self.until else ""
        return f"You are away{until}" + (f", {self.cover} covers" if self.cover else "")


@dataclass(frozen=True, slots=True)
class Pause:
    """No reminders until a day, or at an hour of today."""

    until: date | None = None
    hour: int | None = None

    def read_as(self) -> str:
        if self.hour is not None:
            return f"Remind me at {self.hour}:00"
        return f"No reminders until {day_words(self.until)}" if self.until else "No reminders"


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Tell me when something happens, or every week; `ends` stops it, `lists` shows them."""

    filter: Filter = EVERYTHING
    weekday: str = ""
    ends: bool = False
    lists: bool = False

    def read_as(self) -> str:
        if self.lists:
            return "Your alerts"
        if self.ends:
            return f"Stop telling you: {self.filter.words}"
        if self.weekday:
            return f"Every {self.weekday.capitalize()}: {self.filter.words}"
        return f"Tell you when it changes: {self.filter.words}"


@dataclass(frozen=True, slots=True)
class MakeAlias:
    """From now on these words mean this indicator (`ref`) or group (`sort`, `key`)."""

    words: str
    sort: str
    key: str

    def read_as(self) -> str:
        return f"Alias: “{self.words}” is {self.key}"
