"""The sample council's review of next year's indicators, half done: two of its owners answered."""

from datetime import datetime

from cycle.periods import london_day
from cycle.plan.indicator import Control, Indicator, Kind
from cycle.plan.kpi_set_line import LineAnswer, answer_line
from storage import kpi_sets, register
from storage.database import Session

YEAR = "2027/28"
ANSWERED = ("Housing", "Planning")  # services whose owners have answered


def answer_half(session: Session, now: datetime) -> None:
    """Housing and Planning keep what they have; each says what it decided by its indicator."""
    kpi_set = kpi_sets.of_year(session, YEAR)
    assert kpi_set is not None  # it has just been opened
    indicators = register.by_id(register.all_indicators(session))
    for line in kpi_sets.lines(session, kpi_set.id):
        indicator = indicators[line.indicator]
        if indicator.service in ANSWERED and indicator.owner is not None:
            answer = _kept(indicator)
            after = answer_line(line, indicator, answer, indicator.owner, london_day(now))
            kpi_sets.change_line(session, line, after)


def _kept(indicator: Indicator) -> LineAnswer:
    is_judged = indicator.kind is not Kind.STATISTIC
    return LineAnswer(
        after=indicator,
        decided_with="The monthly meeting of the service's managers.",
        control=Control.STRONGLY if is_judged else None,
    )
