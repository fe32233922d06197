"""The council's own choices that the framework leaves open: its calendar and when entry closes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from cycle.periods import Period, WorkingDays

REVIEWED = Period.parse("2025-09")  # the month in which the framework was last reviewed
FEWEST_MOVES, MOST_MOVES = 2, 12  # fewer is no run, more is over a year of months; our choice


class Deterioration(StrEnum):
    """What makes an indicator "deteriorating" (see `cycle.review.deteriorating`)."""

    BAND = "band"
    RUN = "run"
    CHART = "chart"


ALL_TRIGGERS = tuple(Deterioration)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperChoices:
    """How the council wants its papers. `colour` is `#rrggbb`, for headings and lines.

    `template` is the path of its own Word template, empty for ours. `implications` are those of its
    cover reports, empty for the usual fourteen. `says_withheld` has public papers say how many
    indicators are for officers only.
    """

    colour: str = "#1f4e79"
    template: str = ""
    implications: tuple[str, ...] = ()
    says_withheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FinanceTolerance:
    """How far a service's year-end forecast may lie from its budget before the board is told.

    It must be beyond both, the pounds and the per cent. Source: our choice, decision 0071.
    """

    pounds: Decimal = Decimal(50_000)
    percent: Decimal = Decimal(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """For how many days what is not the council's record is kept: the cards of answers to
    questions, and people's own cards and chats that are gone. Source: our choice.
    """

    questions: int = 90
    cards: int = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """`lock_working_days`: working days after the due date on which entry closes; 0 is never.

    `adverse_moves`, 2 to 12, make a run; `triggers` are what the council calls deteriorating. An
    indicator may have its own of both. `red_after`, 1 or 2, is the number of Red periods running
    that make an exception. `digest_working_day`, 1 to 20, is that of the month on which
    the board gets the digest of the last one. Source: our choice, decisions 0015 and 0025; approved
    by the Performance Team and the Performance Board (settings).
    """

    name: str = "The council"
    calendar: WorkingDays = field(default_factory=WorkingDays)
    lock_working_days: int = 5
    adverse_moves: int = 3
    red_after: int = 1
    triggers: tuple[Deterioration, ...] = ALL_TRIGGERS
    digest_working_day: int = 12
    framework_reviewed: Period = REVIEWED
    papers: PaperChoices = field(default_factory=PaperChoices)
    finance: FinanceTolerance = field(default_factory=FinanceTolerance)
    retention: Retention = field(default_factory=Retention)


def read_triggers(words: Iterable[str]) -> tuple[Deterioration, ...]:
    """The triggers named, in our order and each once; raises ValueError for any other word."""
    named = {Deterioration(word.strip().casefold()) for word in words if word.strip()}
    return tuple(each for each in Deterioration if each in named)
