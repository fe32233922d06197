"""The yearly agreement of what is measured: each indicator kept, amended or ended, and by whom.

```mermaid
stateDiagram-v2
    [*] --> review : the performance team opens it
    review --> proposed : every line is answered
    proposed --> commented : Overview and Scrutiny has commented
    proposed --> review : taken back
    commented --> agreed : agreed by a body, with a reference
    commented --> review : taken back
    agreed --> [*]
```

Source: Performance Management Framework (September 2025): the KPI set is agreed each year. That
Cabinet agrees it after the comments of Overview and Scrutiny is our choice (decision 0051).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from cycle.periods import Period, day_words
from cycle.plan.corporate_plan import NoBody, NoReference
from cycle.plan.indicator import Indicator, Kind
from cycle.refusals import NotNow, Refused, check, words_refused

MOST_KPIS = 30  # our choice: more than a committee can look at
MOST_SHARE = Decimal(30)  # per cent of all indicators


class KpiSetState(StrEnum):
    REVIEW = "under review"
    PROPOSED = "proposed"
    COMMENTED = "commented by Overview and Scrutiny"
    AGREED = "agreed"


KPI_SET_TRANSITIONS: dict[KpiSetState, tuple[KpiSetState, ...]] = {
    KpiSetState.REVIEW: (KpiSetState.PROPOSED,),
    KpiSetState.PROPOSED: (KpiSetState.COMMENTED, KpiSetState.REVIEW),
    KpiSetState.COMMENTED: (KpiSetState.AGREED, KpiSetState.REVIEW),
    KpiSetState.AGREED: (),
}


class LineChange(StrEnum):
    KEPT = "kept"
    NEW = "new"
    AMENDED = "amended"
    PROMOTED = "promoted"
    DEMOTED = "demoted"
    ENDED = "ended"


class LinesOpen(Refused):
    """Some indicators of the set have no answer yet: see who is still asked."""


class NoReason(Refused):
    """Every change of the set needs its reason."""


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
    def first_day(self) -> date:
        """1 April: the day from which its terms hold."""
        return Period.parse(self.year).start


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiSetLine:
    """What is to become of one indicator; `terms` are its changed fields as the register writes.

    `decided_with` names the decision that it informed. `answered_by` is a person's id.
    """

    indicator: int | None
    ref: str
    change: LineChange = LineChange.KEPT
    terms: tuple[tuple[str, str, str], ...] = ()
    reason: str = ""
    decided_with: str = ""
    answered_by: int | None = None
    answered_on: date | None = None
    version: int = 1
    id: int = 0

    @property
    def is_answered(self) -> bool:
        return self.answered_on is not None


def change_of(before: Indicator | None, after: Indicator | None) -> LineChange:
    """What the difference is called; `after` None is an end."""
    if after is None:
        return LineChange.ENDED
    if before is None:
        return LineChange.NEW
    if before == after:
        return LineChange.KEPT
    order = (Kind.STATISTIC, Kind.PI, Kind.KPI)
    step = order.index(after.kind) - order.index(before.kind)
    if step:
        return LineChange.PROMOTED if step > 0 else LineChange.DEMOTED
    return LineChange.AMENDED


def answered(
    line: KpiSetLine, after: KpiSetLine, by: int, today: date, state: KpiSetState
) -> KpiSetLine:
    """The line with its owner's answer. Raises NotNow, or NoReason for a change without one."""
    if state is not KpiSetState.REVIEW:
        raise NotNow
    if after.change is not LineChange.KEPT and not after.reason.strip():
        raise NoReason
    check(words_refused(after.reason, may_be_empty=True))
    return replace(after, answered_by=by, answered_on=today, version=line.version + 1)


def proposed(one: KpiSet, lines: Iterable[KpiSetLine]) -> KpiSet:
    """Put forward. Raises NotNow or LinesOpen."""
    moved = _moved(one, KpiSetState.PROPOSED)
    if not all(line.is_answered for line in lines):
        raise LinesOpen
    return moved


def commented(one: KpiSet, words: str) -> KpiSet:
    """With the words of Overview and Scrutiny; "no comment" is words too."""
    check(words_refused(words))
    return _moved(one, KpiSetState.COMMENTED, comment=words)


def taken_back(one: KpiSet) -> KpiSet:
    return _moved(one, KpiSetState.REVIEW)


def agreed(one: KpiSet, body: str, reference: str, on: date) -> KpiSet:
    """Agreed; its terms hold from 1 April. Raises AlreadyAgreed, NotNow, NoBody or NoReference."""
    if one.state is KpiSetState.AGREED:
        raise AlreadyAgreed
    check(
        None if body.strip() else NoBody(),
        None if reference.strip() else NoReference(),
    )
    return _moved(
        one,
        KpiSetState.AGREED,
        agreed_by=body.strip(),
        agreed_on=on,
        decision_reference=reference.strip(),
    )


def set_words(lines: Sequence[KpiSetLine]) -> str:
    """`41 kept, 2 amended, 1 ended; 4 not answered yet`."""
    counts = Counter(line.change for line in lines if line.is_answered)
    parts = [f"{counts[change]} {change}" for change in LineChange if counts[change]]
    waiting = sum(not line.is_answered for line in lines)
    said = ", ".join(parts) or "nothing answered yet"
    return f"{said}; {waiting} not answered yet" if waiting and parts else said


def agreed_words(one: KpiSet) -> str:
    """`Agreed by Cabinet on 16 March 2027 (CAB/27/14)`, or the plain state."""
    if one.state is not KpiSetState.AGREED or one.agreed_on is None:
        return one.state.capitalize()
    when = day_words(one.agreed_on)
    return f"Agreed by {one.agreed_by} on {when} ({one.decision_reference})"


def balance(
    indicators: Sequence[Indicator], priorities: Collection[str], today: date
) -> tuple[str, ...]:
    """What to look at in the set as a whole, a sentence each."""
    live = [one for one in indicators if not one.is_retired(today)]
    kpis = [one for one in live if one.kind is Kind.KPI]
    found = []
    if len(kpis) > MOST_KPIS:
        found.append(f"There are {len(kpis)} KPIs, more than {MOST_KPIS}: a few matter most.")
    if live and Decimal(len(kpis)) * 100 / len(live) > MOST_SHARE:
        share = Decimal(len(kpis)) * 100 / len(live)
        found.append(f"{share:.0f}% of the indicators are KPIs, more than {MOST_SHARE}%.")
    served = {one.priority.casefold() for one in kpis}
    found += [
        f"No KPI measures {priority}."
        for priority in sorted(priorities)
        if priority.casefold() not in served
    ]
    rated = {one.service for one in live if one.kind is not Kind.STATISTIC}
    alone = sorted({one.service for one in live if one.service not in rated})
    found += [f"{service} has Statistics only, and nothing that is rated." for service in alone]
    return tuple(found)


def _moved(one: KpiSet, state: KpiSetState, **changes: Any) -> KpiSet:
    if state not in KPI_SET_TRANSITIONS[one.state]:
        raise NotNow
    return replace(one, state=state, version=one.version + 1, **changes)
