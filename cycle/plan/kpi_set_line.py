"""What becomes of one indicator in the yearly review: kept, amended or ended, as its owner says.

The control test is answered each year. Source: Performance Management Framework (September 2025),
Plan; the refusals are our choice (decision 0051).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from cycle.plan.indicator import Control, Indicator, Kind
from cycle.plan.register import differences, written
from cycle.plan.target import with_terms
from cycle.refusals import Refused, check, words_refused


class LineChange(StrEnum):
    KEPT = "kept"
    NEW = "new"
    AMENDED = "amended"
    PROMOTED = "promoted"
    DEMOTED = "demoted"
    ENDED = "ended"


class NoReason(Refused):
    """Every change of the set needs its reason."""


class NoControl(Refused):
    """Answer the control test: how far can those who are measured influence it?"""


class FailsControlTest(Refused):
    """What can hardly be influenced judges nobody: make it a Statistic."""


class NoControlWords(Refused):
    """Say with whom it is shared, and how far it can be influenced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiSetLine:
    """What is to become of one indicator; `terms` are (field, old, new) as the register writes.

    `decided_with` names the decision that it informed. `control` answers the control test, None
    while nobody has. `answered_by` is a person's id.
    """

    indicator: int
    ref: str
    change: LineChange = LineChange.KEPT
    terms: tuple[tuple[str, str, str], ...] = ()
    reason: str = ""
    decided_with: str = ""
    control: Control | None = None
    control_words: str = ""
    answered_by: int | None = None
    answered_on: date | None = None
    version: int = 1
    id: int = 0

    @property
    def is_answered(self) -> bool:
        return self.answered_on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAnswer:
    """What an owner says of one indicator: its terms from 1 April, None for an end, and why."""

    after: Indicator | None
    reason: str = ""
    decided_with: str = ""
    control: Control | None = None
    control_words: str = ""


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


def answer_line(
    line: KpiSetLine, before: Indicator, answer: LineAnswer, by: int, today: date
) -> KpiSetLine:
    """The line with its owner's answer.

    Raises NoControl, FailsControlTest or NoControlWords, NoReason for a change without one.
    """
    change = change_of(before, answer.after)
    if change is LineChange.KEPT and line.change is LineChange.NEW:
        change = LineChange.NEW
    is_changed = change not in (LineChange.KEPT, LineChange.NEW)
    check(
        _control_refused(answer),
        NoReason() if is_changed and not answer.reason.strip() else None,
        *(
            words_refused(words, may_be_empty=True)
            for words in (answer.reason, answer.decided_with, answer.control_words)
        ),
    )
    return replace(
        line,
        change=change,
        terms=_terms(before, answer.after) if answer.after else (),
        reason=answer.reason.strip(),
        decided_with=answer.decided_with.strip(),
        control=answer.control,
        control_words=answer.control_words.strip(),
        answered_by=by,
        answered_on=today,
        version=line.version + 1,
    )


def after_agreement(indicator: Indicator, line: KpiSetLine, first_day: date) -> Indicator:
    """The indicator on the terms that the set gives it; one that ends is retired from 1 April."""
    if line.change is LineChange.ENDED:
        return replace(indicator, retired_from=indicator.retired_from or first_day)
    amended = with_terms(indicator, {name: new for name, _, new in line.terms})
    if line.control is None:
        return amended
    return replace(amended, control=line.control, control_words=line.control_words)


def set_words(lines: Sequence[KpiSetLine]) -> str:
    """`41 kept, 2 amended, 1 ended; 4 not answered yet`."""
    counts = Counter(line.change for line in lines if line.is_answered)
    parts = [f"{counts[change]} {change}" for change in LineChange if counts[change]]
    waiting = sum(not line.is_answered for line in lines)
    said = ", ".join(parts) or "nothing answered yet"
    return f"{said}; {waiting} not answered yet" if waiting and parts else said


def _control_refused(answer: LineAnswer) -> Refused | None:
    if answer.after is None or answer.after.kind is Kind.STATISTIC:
        return None
    if answer.control is None:
        return NoControl()
    if answer.control is Control.HARDLY:
        return FailsControlTest()
    is_unsaid = answer.control is Control.PARTLY and not answer.control_words.strip()
    return NoControlWords() if is_unsaid else None


def _terms(before: Indicator, after: Indicator) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (name, written(old), written(new)) for name, old, new in differences(before, after)
    )
