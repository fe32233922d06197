"""The council's own choices that the framework leaves open: its calendar and when entry closes."""

from dataclasses import dataclass, field

from cycle.periods import WorkingDays


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """`lock_working_days`: working days after the due date on which entry closes; 0 is never.

    Source: our choice, decision 0015; approved by the Performance Team (settings).
    """

    name: str = "The council"
    calendar: WorkingDays = field(default_factory=WorkingDays)
    lock_working_days: int = 5
