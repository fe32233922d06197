"""What can be asked in chat of the year's agreement on what is measured: closed phrases."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from cycle.periods import Frequency, NotAPeriod, Period, day_words


@dataclass(frozen=True, slots=True)
class ReviewKpis:
    """Ask every owner whether the indicators stay; of next year where no year is named."""

    year: str = ""

    def read_as(self) -> str:
        return f"Review the KPIs for {self.year or 'next year'}"


@dataclass(frozen=True, slots=True)
class KpiSetAsked:
    """How far is the year's set? Of the newest where no year is named."""

    year: str = ""

    def read_as(self) -> str:
        return f"KPI set {self.year}".strip()


@dataclass(frozen=True, slots=True)
class AnswerKpiReview:
    """The forms of the review that wait for the person who asks, or that of one indicator."""

    ref: str = ""

    def read_as(self) -> str:
        return f"KPI review of {self.ref}" if self.ref else "Your indicators in the KPI review"


@dataclass(frozen=True, slots=True)
class AgreeKpiSet:
    """A body has agreed the set, on a day, by a decision."""

    year: str
    body: str
    agreed_on: date
    reference: str

    def read_as(self) -> str:
        when = day_words(self.agreed_on)
        return f"Agree the KPI set {self.year}: {self.body}, {when}, {self.reference}"


@dataclass(frozen=True, slots=True)
class OthersAsked:
    """How do other councils do on one indicator?"""

    ref: str

    def read_as(self) -> str:
        return f"How others do on {self.ref}"


@dataclass(frozen=True, slots=True)
class WorstQuarterAsked:
    """In which indicators are we among the worst quarter of councils?"""

    def read_as(self) -> str:
        return "Where we are in the worst quarter"


@dataclass(frozen=True, slots=True)
class Suggest:
    """Somebody suggests something for an indicator, in their own words."""

    ref: str
    words: str

    def read_as(self) -> str:
        return f"Suggestion on {self.ref}: {self.words}"


@dataclass(frozen=True, slots=True)
class SuggestionsAsked:
    """Which suggestions have no answer yet?"""

    def read_as(self) -> str:
        return "Suggestions"


@dataclass(frozen=True, slots=True)
class ConfirmReturnDates:
    """Confirm the days of next year's returns, one after the other."""

    def read_as(self) -> str:
        return "Confirm the dates of returns"


YearQuestion = (
    ReviewKpis
    | KpiSetAsked
    | AnswerKpiReview
    | AgreeKpiSet
    | OthersAsked
    | WorstQuarterAsked
    | Suggest
    | SuggestionsAsked
    | ConfirmReturnDates
)


def understand_year(words: str, indicators: Collection[str] = ()) -> YearQuestion | None:
    """What the words surely ask of the yearly set; None for anything else."""
    if words in _OWN:
        return AnswerKpiReview()
    if words in _SUGGESTIONS:
        return SuggestionsAsked()
    if words in _DATES:
        return ConfirmReturnDates()
    if words in _WORST:
        return WorstQuarterAsked()
    for pattern, of_one in ((_OF_ONE, AnswerKpiReview), (_OTHERS, OthersAsked)):
        if match := pattern.fullmatch(words):
            ref = next((ref for ref in indicators if ref.casefold() == match["ref"]), None)
            return of_one(ref) if ref else None
    for pattern, question in ((_REVIEW, ReviewKpis), (_SET, KpiSetAsked)):
        if (match := pattern.fullmatch(words)) is None:
            continue
        year = match["year"] or ""
        if not year or is_year(year):
            return question(year)
    return None


def is_year(text: str) -> bool:
    """Whether this is a financial year, as 2027/28."""
    try:
        return Period.parse(text).frequency is Frequency.ANNUAL
    except NotAPeriod:
        return False


_YEAR = r"(?P<year>20\d\d/\d\d)"
_REVIEW = re.compile(rf"(?:review|start the review of) (?:the )?kpis?(?: (?:for|of) {_YEAR})?")
_SET = re.compile(rf"(?:show (?:me )?)?(?:the )?kpi set(?: (?:for|of))?(?: {_YEAR})?")
_OWN = ("my kpi review", "answer the kpi review", "kpi review", "the kpi review")
_OF_ONE = re.compile(r"(?:the )?kpi review (?:of|for) (?P<ref>\S+)")
_COUNCILS = r"(?:the )?(?:others|other councils|our neighbours|neighbours|other districts)"
_OTHERS = re.compile(
    rf"(?:how do {_COUNCILS} (?:do|compare) (?:on|for|in|with)|"
    rf"how (?:do|are) we (?:compare|doing)? ?(?:with|to|against) {_COUNCILS} (?:on|for|in)|"
    rf"compare (?:us )?with {_COUNCILS} (?:on|for|in)) (?P<ref>\S+)"
)
_WORST = (
    *("where are we in the worst quarter", "worst quarter", "what is in the worst quarter"),
    *("in what are we in the worst quarter", "which kpis are in the worst quarter"),
)
_SUGGESTIONS = ("suggestions", "the suggestions", "what was suggested", "open suggestions")
_DATES = ("confirm return dates", "confirm the return dates", "confirm the dates of returns")
