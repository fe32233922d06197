"""The shapes that questions have: about nothing, about one indicator, about a set of them."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from cycle.periods import Period
from cycle.questions.filter import EVERYTHING, Filter


@dataclass(frozen=True, slots=True)
class Plain:
    """A question without a subject. `READ_AS` is how it was read, `TYPED` how it is typed."""

    READ_AS: ClassVar[str] = ""
    TYPED: ClassVar[str] = ""

    def read_as(self) -> str:
        return self.READ_AS

    @property
    def text(self) -> str:
        return self.TYPED


@dataclass(frozen=True, slots=True)
class OfOne:
    """A question about one indicator; of its newest period when `period` is None."""

    READ_AS: ClassVar[str] = ""
    TYPED: ClassVar[str] = ""
    ref: str
    period: Period | None = None

    def read_as(self) -> str:
        return joined(f"{self.READ_AS} {self.ref}".strip(), self.period)

    @property
    def text(self) -> str:
        return typed(f"{self.TYPED} {self.ref}", self.period)


@dataclass(frozen=True, slots=True)
class OfSome:
    """A question about a set of indicators; in each one's newest period when `period` is None."""

    READ_AS: ClassVar[str] = ""
    TYPED: ClassVar[str] = ""
    filter: Filter = EVERYTHING
    period: Period | None = None

    def read_as(self) -> str:
        if self.filter.is_everything and self.READ_AS:
            return joined(self.READ_AS, self.period)
        return joined(f"{self.READ_AS}: {self.filter.words}".removeprefix(": "), self.period)

    @property
    def text(self) -> str:
        return typed(f"{self.TYPED} {self.filter.text}", self.period)


@dataclass(frozen=True, slots=True)
class OfEvents(OfSome):
    """A question about what happened in a period; with `is_since`, from its first day on."""

    is_since: bool = False

    def read_as(self) -> str:
        if self.period is None or not self.is_since:
            return OfSome.read_as(self)
        of_all = OfSome.read_as(replace(self, period=None, is_since=False))
        return f"{of_all}, since {self.period.words}"

    @property
    def text(self) -> str:
        if self.period is None or not self.is_since:
            return typed(f"{self.TYPED} {self.filter.text}", self.period)
        return typed(f"{self.TYPED} {self.filter.text} since", self.period)

    def is_within(self, day: date) -> bool:
        """Whether what happened on this day is asked about; everything is, without a period."""
        if self.period is None:
            return True
        return self.period.start <= day and (self.is_since or day <= self.period.end)


def joined(words: str, period: Period | None) -> str:
    """The words and, where one was named, the period's."""
    return words if period is None else f"{words}, {period.words}"


def typed(words: str, period: Period | None) -> str:
    return " ".join(words.split()) if period is None else f"{' '.join(words.split())} {period}"
