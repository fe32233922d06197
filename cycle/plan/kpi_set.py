"""The yearly agreement of what is measured: each indicator kept, amended or ended, and by whom.

```mermaid
stateDiagram-v2
    [*] --> review : the performance team opens it
    review --> proposed : every line is answered
    proposed --> commented : Overview and Scrutiny has commented
    proposed --> review : taken back
    commented --> agreed : agreed by a body, with a reference
    commented --> review : taken back
    agreed --> in_force : on 1 April
    in_force --> [*]
```

Source: Performance Management Framework (September 2025): the KPI set is agreed each year. That
Cabinet agrees it after the comments of Overview and Scrutiny is our choice (decision 0051).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from cycle.periods import Frequency, Period, day_words
from cycle.plan.corporate_plan import NoBody, NoReference
from cycle.plan.kpi_set_line import KpiSetLine
from cycle.refusals import NotNow, Refused, check, words_refused


class KpiSetState(StrEnum):
    REVIEW = "under review"
    PROPOSED = "proposed"
    COMMENTED = "commented by Overview and Scrutiny"
    AGREED = "agreed"
    IN_FORCE = "in force"

    @property
    def is_settled(self) -> bool:
        """Whether a body has agreed it, so that it can be agreed no second time."""
        return self in (KpiSetState.AGREED, KpiSetState.IN_FORCE)


KPI_SET_TRANSITIONS: dict[KpiSetState, tuple[KpiSetState, ...]] = {
    KpiSetState.REVIEW: (KpiSetState.PROPOSED,),
    KpiSetState.PROPOSED: (KpiSetState.COMMENTED, KpiSetState.REVIEW),
    KpiSetState.COMMENTED: (KpiSetState.AGREED, KpiSetState.REVIEW),
    KpiSetState.AGREED: (KpiSetState.IN_FORCE,),
    KpiSetState.IN_FORCE: (),
}


class LinesOpen(Refused):
    """Some indicators of the set have no answer yet: see who is still asked."""


class AgreedInTheFuture(Refused):
    """The day of the agreement is still to come."""


class AgreedBeforeReview(Refused):
    """The day of the agreement lies before the review was opened: check the year."""


class WrongYear(Refused):
    """Review the set of the year that runs, or of the next one."""


class AlreadyAgreed(Refused):
    """The set of that year is agreed already: change a single indicator, with its reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiSet:
    """One year's set. `comment` is what Overview and Scrutiny said of it."""

    year: str
    state: KpiSetState = KpiSetState.REVIEW
    opened_on: date
    comment: str = ""
    agreed_by: str = ""
    agreed_on: date | None = None
    decision_reference: str = ""
    version: int = 1
    id: int = 0

    @property
    def period(self) -> Period:
        return Period.parse(self.year)

    @property
    def first_day(self) -> date:
        """1 April: the day from which its terms hold."""
        return self.period.start

    def __str__(self) -> str:
        return f"KPI set {self.year}"


def open_set(year: str, today: date) -> KpiSet:
    """A review of the year's set. Raises WrongYear."""
    running = Period.containing(Frequency.ANNUAL, today)
    if year not in (str(running), str(running.next)):
        raise WrongYear
    return KpiSet(year=year, opened_on=today)


def propose_set(kpi_set: KpiSet, lines: Iterable[KpiSetLine]) -> KpiSet:
    """Put forward. Raises NotNow or LinesOpen."""
    moved = _moved(kpi_set, KpiSetState.PROPOSED)
    if not all(line.is_answered for line in lines):
        raise LinesOpen
    return moved


def comment_on_set(kpi_set: KpiSet, words: str) -> KpiSet:
    """With the words of Overview and Scrutiny; "no comment" is words too."""
    check(words_refused(words))
    return _moved(kpi_set, KpiSetState.COMMENTED, comment=words)


def take_set_back(kpi_set: KpiSet) -> KpiSet:
    return _moved(kpi_set, KpiSetState.REVIEW)


def agree_set(kpi_set: KpiSet, body: str, reference: str, on: date, today: date) -> KpiSet:
    """Agreed on that day; its terms hold from 1 April.

    Raises AlreadyAgreed, NotNow, NoBody, NoReference, AgreedInTheFuture or AgreedBeforeReview.
    """
    if kpi_set.state.is_settled:
        raise AlreadyAgreed
    moved = _moved(
        kpi_set,
        KpiSetState.AGREED,
        agreed_by=body.strip(),
        agreed_on=on,
        decision_reference=reference.strip(),
    )
    check(
        None if body.strip() else NoBody(),
        None if reference.strip() else NoReference(),
        AgreedInTheFuture() if on > today else None,
        AgreedBeforeReview() if on < kpi_set.opened_on else None,
    )
    return moved


def bring_into_force(kpi_set: KpiSet, today: date) -> KpiSet:
    """From 1 April of its year on. Raises NotNow before."""
    if today < kpi_set.first_day:
        raise NotNow
    return _moved(kpi_set, KpiSetState.IN_FORCE)


def agreed_words(kpi_set: KpiSet) -> str:
    """`Agreed by Cabinet on 16 March 2027 (CAB/27/14)`, or the plain state."""
    if not kpi_set.state.is_settled or kpi_set.agreed_on is None:
        return kpi_set.state[0].upper() + kpi_set.state[1:]
    when = day_words(kpi_set.agreed_on)
    said = f"Agreed by {kpi_set.agreed_by} on {when} ({kpi_set.decision_reference})"
    return f"{said}, in force" if kpi_set.state is KpiSetState.IN_FORCE else said


def _moved(kpi_set: KpiSet, state: KpiSetState, **changes: Any) -> KpiSet:
    if state not in KPI_SET_TRANSITIONS[kpi_set.state]:
        raise NotNow
    return replace(kpi_set, state=state, version=kpi_set.version + 1, **changes)
