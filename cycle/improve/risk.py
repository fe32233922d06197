"""The corporate risk register: the 5 × 5 matrix, and which risks a worsening indicator points to.

What deserves a KPI deserves a risk check, and deteriorating performance may be a risk coming true:
a person decides, nothing here rescores a risk by itself. Source: Performance Management Framework
(September 2025), Risk; the matrix's words and bands are our choice until the council gives its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum

from cycle.acting import may_act
from cycle.improve import permissions
from cycle.improve.refusals import IsOver
from cycle.people import Person
from cycle.plan.indicator import Indicator, Kind
from cycle.refusals import HasMovedOn, NotPermitted, Refused, check, words_refused
from cycle.review.concern import Verdict
from cycle.review.deteriorating import Trigger


class OffTheMatrix(Refused):
    """Likelihood and impact are whole numbers from 1 to 5."""


class NotYourRisk(NotPermitted):
    """Only the owner of this risk, or their deputy, may score it."""

    heading = "Not your risk"


class Likelihood(IntEnum):
    """How likely, from 1 to 5."""

    RARE = 1
    UNLIKELY = 2
    POSSIBLE = 3
    LIKELY = 4
    ALMOST_CERTAIN = 5


class Impact(IntEnum):
    """How bad, from 1 to 5."""

    NEGLIGIBLE = 1
    MINOR = 2
    MODERATE = 3
    MAJOR = 4
    SEVERE = 5


class Level(StrEnum):
    """The band of a score: a word, never the colour alone."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very high"


LOWEST_SCORE = {  # of each level, the highest first
    Level.VERY_HIGH: 20,
    Level.HIGH: 12,
    Level.MEDIUM: 5,
    Level.LOW: 1,
}


class RiskStatus(StrEnum):
    """Whether the risk is still on the register."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """One line of the register. `indicators` are the ids of those that watch the risk."""

    ref: str
    title: str
    owner: int | None
    likelihood: Likelihood
    impact: Impact
    status: RiskStatus = RiskStatus.OPEN
    indicators: frozenset[int] = frozenset()
    version: int = 1

    @property
    def score(self) -> int:
        """Likelihood × impact, 1 to 25."""
        return self.likelihood * self.impact

    @property
    def level(self) -> Level:
        return next(level for level, lowest in LOWEST_SCORE.items() if self.score >= lowest)

    @property
    def words(self) -> str:
        """`R-07 Homelessness rises: 12, high (likely × moderate)`."""
        odds = self.likelihood.name.replace("_", " ").lower()
        score = f"{self.score}, {self.level} ({odds} × {self.impact.name.lower()})"
        return f"{self.ref} {self.title}: {score}"


@dataclass(frozen=True, slots=True)
class Prompt:
    """The question put to a risk's owner; `risk.owner` None means the performance team."""

    risk: Risk
    sentence: str


def on_the_matrix(likelihood: int, impact: int) -> tuple[Likelihood, Impact]:
    """The two coordinates; raises OffTheMatrix."""
    try:
        return Likelihood(likelihood), Impact(impact)
    except ValueError as fault:
        raise OffTheMatrix from fault


def answered(
    risk: Risk,
    by: Person,
    owner: Person | None,
    seen: int,
    words: str,
    score: tuple[int, int] | None = None,
) -> Risk:
    """The risk after its owner's answer: a new (likelihood, impact), or a note alone.

    A note may be empty beside a new score. Raises NotYourRisk, IsOver, HasMovedOn, OffTheMatrix,
    NothingSaid or TooLong.
    """
    if owner is None or owner.id != risk.owner or not may_act(by, owner):
        raise NotYourRisk
    if risk.status is RiskStatus.CLOSED:
        raise IsOver
    if seen != risk.version:
        raise HasMovedOn
    check(words_refused(words, may_be_empty=score is not None))
    likelihood, impact = on_the_matrix(*score) if score else (risk.likelihood, risk.impact)
    return replace(risk, likelihood=likelihood, impact=impact, version=risk.version + 1)


def linked(risk: Risk, indicators: Iterable[int], by: Person) -> Risk:
    """Watched by these indicators, as the performance team says. Raises NotTheTeam."""
    permissions.check_team(by)
    return replace(risk, indicators=frozenset(indicators), version=risk.version + 1)


def watched_by(indicator: int, risks: Iterable[Risk]) -> list[Risk]:
    """The open risks that this indicator watches, the highest score first."""
    found = [r for r in risks if r.status is RiskStatus.OPEN and indicator in r.indicators]
    return sorted(found, key=lambda risk: (-risk.score, risk.ref))


def without_risk(
    indicators: Iterable[Indicator], risks: Iterable[Risk], today: date
) -> list[Indicator]:
    """The KPIs that watch no open risk, less the retired: the performance team is told."""
    watching = {one for r in risks if r.status is RiskStatus.OPEN for one in r.indicators}
    return [
        one
        for one in indicators
        if one.kind is Kind.KPI and one.id not in watching and not one.is_retired(today)
    ]


def unwatched(risks: Iterable[Risk], indicators: Iterable[Indicator], today: date) -> list[Risk]:
    """The open risks that no indicator watches, or only retired ones, the highest score first."""
    watching = {one.id for one in indicators if not one.is_retired(today)}
    found = [r for r in risks if r.status is RiskStatus.OPEN and not r.indicators & watching]
    return sorted(found, key=lambda risk: (-risk.score, risk.ref))


def prompts(indicator: Indicator, verdict: Verdict, risks: Iterable[Risk]) -> list[Prompt]:
    """The questions a deteriorating indicator raises, one for each open risk it watches.

    None for Red alone, which need not be worse than before, nor within usual variation.
    """
    deteriorates = any(trigger is not Trigger.RED for trigger in verdict.triggers)
    if not deteriorates or not verdict.prompts_risk:
        return []
    sign = f"{indicator} is deteriorating: a possible sign of an underlying risk becoming real."
    return [Prompt(r, f"{sign} {r.words}") for r in watched_by(indicator.id, risks)]
