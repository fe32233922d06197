"""The shapes that questions have: about nothing, about one indicator, about a set of them."""

from dataclasses import dataclass
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


def joined(words: str, period: Period | None) -> str:
    """The words and, where one was named, the period's."""
    return words if period is None else f"{words}, {period.words}"


def typed(words: str, period: Period | None) -> str:
    return " ".join(words.split()) if period is None else f"{' '.join(words.split())} {period}"
