"""The table of recommendations, read: each row one to be followed, or every reason against it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cycle.improve.intervention import Intervention, Origin
from cycle.improve.recommendation import Recommendation
from cycle.periods import day_words
from cycle.plan import retirement
from cycle.plan.cells import Cells, quoted
from cycle.plan.directory import NotInDirectory
from cycle.plan.indicator import Indicator
from cycle.plan.register import key
from cycle.refusals import FURTHEST, LONGEST_WORDS

REQUIRED = ("ref", "source", "recommendation", "indicator", "owner", "asked_by", "due")
COLUMNS = (*REQUIRED, "status", "reason")
LONGEST_REF = 40  # characters

Find = Callable[[str], int]  # the id of the person meant; raises NotInDirectory


class Source(StrEnum):
    """Who makes recommendations."""

    AUDIT = "audit"
    INSPECTION = "inspection"


class RecommendationStatus(StrEnum):
    """Whether whoever made it still waits for it."""

    OPEN = "open"
    CLOSED = "closed"


ORIGINS = {Source.AUDIT: Origin.AUDIT, Source.INSPECTION: Origin.INSPECTION}


@dataclass(frozen=True, slots=True)
class KnownRecommendation:
    """A recommendation that is followed already, and the id of the indicator it is about."""

    intervention: Intervention
    indicator: int

    @property
    def is_live(self) -> bool:
        return self.intervention.is_live


@dataclass(frozen=True, slots=True)
class Read:
    """The whole table by reference: what is to be followed, why others are met, what is left out.

    `met` has the words of each; `over` are closed ones that were never followed here.
    """

    to_follow: Mapping[str, Recommendation]
    met: Mapping[str, str]
    over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecommendationReader:
    """Reads rows. `indicators` is the register by `register.key`, `known` is by the same of refs;
    `today` is London's; `lookers` are those who may only look, such as who has left.
    """

    find: Find
    indicators: Mapping[str, Indicator]
    known: Mapping[str, KnownRecommendation]
    today: date
    lookers: Collection[int] = ()

    def read(self, rows: Sequence[Cells]) -> Read:
        """What cannot stand is noted in the rows' faults."""
        to_follow: dict[str, Recommendation] = {}
        met: dict[str, str] = {}
        over: list[str] = []
        for row in rows:
            ref = row.key("ref", LONGEST_REF, required=True)
            before = self.known.get(key(ref))
            if (
                row.choice("status", RecommendationStatus, RecommendationStatus.OPEN)
                is RecommendationStatus.OPEN
            ):
                to_follow[key(ref)] = self._one(row, ref, before)
            elif before is None:
                over.append(ref)
            else:
                met[key(ref)] = _words(row, "reason", "say how it was met")
        return Read(to_follow, met, tuple(over))

    def _one(self, row: Cells, ref: str, before: KnownRecommendation | None) -> Recommendation:
        source = row.choice("source", Source)
        indicator = self._indicator(row)
        if before is not None and before.is_live:
            _refuse_moved(row, before, ORIGINS[source], indicator)
        return Recommendation(
            reference=before.intervention.reference if before else ref,
            origin=ORIGINS[source],
            what=_words(row, "recommendation", "say what is recommended"),
            indicator=indicator.id if indicator else 0,
            owner=self._person(row, "owner", "name who is to propose the action"),
            asked_by=self._person(row, "asked_by", "name who follows it up for the council"),
            due=self._due(row, before) or self.today,
        )

    def _indicator(self, row: Cells) -> Indicator | None:
        ref = row.raw("indicator")
        found = self.indicators.get(key(ref))
        if not ref:
            row.fault("indicator", "is blank: name the indicator of the service it is nearest to.")
        elif found is None:
            row.fault("indicator", f"there is no indicator {quoted(ref)} in the register.")
        elif found.is_retired(self.today) and key(row.raw("ref")) not in self.known:
            said = retirement.words(found, self.today)
            row.fault("indicator", f"{quoted(ref)}: {said}. Name one that is still measured.")
        return found

    def _person(self, row: Cells, column: str, what: str) -> int:
        text = row.words(column)
        if not text:
            row.fault(column, f"is blank: {what}.")
            return 0
        try:
            found = self.find(text)
        except NotInDirectory as why:
            row.fault(column, f"{why}: import people first.")
            return 0
        if found in self.lookers:
            row.fault(column, f"{quoted(text)} has left, or may only look: name somebody else.")
        return found

    def _due(self, row: Cells, before: KnownRecommendation | None) -> date | None:
        """Ahead, unless it stood so already: what is late when it comes in was never asked for."""
        day = row.day("due")
        if day is None:
            if not row.raw("due"):
                row.fault("due", "is blank: give the day by which it is to be met.")
        elif before is not None and (day == before.intervention.due or not before.is_live):
            pass
        elif day <= self.today:
            row.fault("due", f"{day_words(day)} is past: give the day to which it was put off.")
        elif day > self.today + timedelta(days=FURTHEST):
            row.fault("due", f"{day_words(day)} is too far ahead: is the year mistyped?")
        return day


def _refuse_moved(
    row: Cells, before: KnownRecommendation, origin: Origin, indicator: Indicator | None
) -> None:
    if origin is not before.intervention.origin:
        said = f"this is followed as {before.intervention.origin} already"
        row.fault("source", f"{said}: give another reference to a new one.")
    if indicator is not None and indicator.id != before.indicator:
        row.fault("indicator", "it is followed on another already: it stays there to the end.")


def _words(row: Cells, column: str, what: str) -> str:
    text = row.passage(column, LONGEST_WORDS)
    if not text:
        row.fault(column, f"is blank: {what}.")
    return text
