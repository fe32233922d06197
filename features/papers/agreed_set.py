"""The yearly set in its paper: the terms that it gives each indicator, and what it changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cycle.monitor.paper.views import ChangeView
from cycle.plan.indicator import Indicator
from cycle.plan.kpi_set import KpiSet, agreed_words
from cycle.plan.kpi_set_line import KpiSetLine, LineChange, after_agreement
from features.kpi_set.agreement import set_balance
from storage import kpi_sets, register
from storage.database import Session

_NAMES = {"kind": "Kind", "target": "Target", "tolerance": "Tolerance"}


@dataclass(frozen=True, slots=True)
class AgreedSet:
    """One year's set with its lines, by the indicator's id."""

    kpi_set: KpiSet
    lines: Mapping[int, KpiSetLine]

    @property
    def words(self) -> str:
        """`The set is under review.`, or who agreed it, when and by which decision."""
        if self.kpi_set.state.is_settled:
            return f"{agreed_words(self.kpi_set)}."
        return f"The set is {self.kpi_set.state}; it is not agreed yet."

    def terms_of(self, indicator: Indicator) -> Indicator:
        """The indicator on the terms of the set; as it is where the set does not name it."""
        line = self.lines.get(indicator.id)
        if line is None:
            return indicator
        return after_agreement(indicator, line, self.kpi_set.first_day)

    def keeps(self, indicator: Indicator) -> bool:
        """Whether it is measured in the year of the set."""
        return not self.terms_of(indicator).is_retired(self.kpi_set.first_day)

    def balance(self, session: Session, today: date) -> tuple[str, ...]:
        """What to look at in the set as a whole."""
        lines, every = list(self.lines.values()), register.all_indicators(session)
        return set_balance(session, self.kpi_set, lines, every, today)

    def changes(self, session: Session) -> tuple[ChangeView, ...]:
        """What is added, amended and ended, each with its reason."""
        indicators = register.by_id(register.find_many(session, list(self.lines)))
        return tuple(
            ChangeView(
                indicator=indicators[line.indicator],
                what=_what(line),
                reason=line.reason,
                approver=self.kpi_set.agreed_by or "Not agreed yet",
                from_day=self.kpi_set.first_day,
            )
            for line in self.lines.values()
            if line.change is not LineChange.KEPT
        )


def agreed_set(session: Session, year: str) -> AgreedSet | None:
    """The set of that year; None where none is reviewed."""
    kpi_set = kpi_sets.of_year(session, year) if year else None
    if kpi_set is None:
        return None
    lines = {line.indicator: line for line in kpi_sets.lines(session, kpi_set.id)}
    return AgreedSet(kpi_set, lines)


def _what(line: KpiSetLine) -> str:
    terms = [
        f"{_NAMES[name]}: {new or 'none'}, was {old or 'none'}"
        for name, old, new in line.terms
        if name in _NAMES
    ]
    terms += ["Definition reworded" for name, *_ in line.terms if name == "definition"]
    return ". ".join([line.change.capitalize(), *terms])
