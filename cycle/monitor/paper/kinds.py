"""From the kind of a paper to the function that writes it, and the periods that it may have."""

from collections.abc import Callable, Mapping

from cycle.monitor.paper.blocks import Paper
from cycle.monitor.paper.board import board, cmt
from cycle.monitor.paper.editions import PaperRefused
from cycle.monitor.paper.kpi_set import kpi_set
from cycle.monitor.paper.quarterly import quarterly
from cycle.monitor.paper.returns import returns
from cycle.monitor.paper.service_plan import service_plan
from cycle.monitor.paper.views import Body, PaperFacts, PaperKind
from cycle.monitor.paper.year import year
from cycle.periods import Frequency, Period, day_words

WRITERS: Mapping[PaperKind, Callable[[PaperFacts], Paper]] = {
    PaperKind.QUARTERLY: quarterly,
    PaperKind.BOARD: board,
    PaperKind.CMT: cmt,
    PaperKind.YEAR: year,
    PaperKind.KPI_SET: kpi_set,
    PaperKind.SERVICE_PLAN: service_plan,
    PaperKind.RETURNS: returns,
}
FREQUENCIES: Mapping[PaperKind, Frequency] = {
    PaperKind.QUARTERLY: Frequency.QUARTERLY,
    PaperKind.BOARD: Frequency.MONTHLY,
    PaperKind.CMT: Frequency.MONTHLY,
    PaperKind.YEAR: Frequency.ANNUAL,
    PaperKind.KPI_SET: Frequency.ANNUAL,
    PaperKind.SERVICE_PLAN: Frequency.ANNUAL,
    PaperKind.RETURNS: Frequency.QUARTERLY,
}
AHEAD: Mapping[PaperKind, int] = {  # periods after the last that ended, of which it may tell
    PaperKind.KPI_SET: 2,  # the coming year's set is agreed in this one
    PaperKind.SERVICE_PLAN: 1,  # the year that runs
    PaperKind.RETURNS: 1,  # what is due in the quarter that runs
}
BODIES: Mapping[PaperKind, tuple[Body, ...]] = {  # the first is the usual one
    PaperKind.QUARTERLY: (Body.CABINET, Body.SCRUTINY),
    PaperKind.BOARD: (Body.BOARD,),
    PaperKind.CMT: (Body.CMT,),
    PaperKind.YEAR: (Body.PUBLIC,),
    PaperKind.KPI_SET: (Body.CABINET, Body.SCRUTINY),
    PaperKind.SERVICE_PLAN: (Body.CABINET, Body.BOARD),
    PaperKind.RETURNS: (Body.BOARD, Body.CMT),
}
NAMES: Mapping[PaperKind, str] = {
    PaperKind.QUARTERLY: "quarterly report",
    PaperKind.BOARD: "board pack",
    PaperKind.CMT: "CMT page",
    PaperKind.YEAR: "year paper",
    PaperKind.KPI_SET: "KPI set paper",
    PaperKind.SERVICE_PLAN: "service plan paper",
    PaperKind.RETURNS: "returns paper",
}
_WRITTEN = {
    Frequency.MONTHLY: "a month, as 2026-09",
    Frequency.QUARTERLY: "a quarter, as 2026/27 Q2",
    Frequency.FOUR_MONTHLY: "a third of a year, as 2026/27 T2",
    Frequency.HALF_YEARLY: "a half-year, as 2026/27 H1",
    Frequency.ANNUAL: "a year, as 2025/26",
}


def write(facts: PaperFacts) -> Paper:
    """The paper that these facts make."""
    return WRITERS[facts.kind](facts)


def check_period(kind: PaperKind, period: Period, last_ended: Period) -> None:
    """Raises PaperRefused where the paper cannot be about this period, saying what to do.

    `last_ended` is the newest period of the paper's frequency that has ended.
    """
    if period.frequency is not FREQUENCIES[kind]:
        wanted = _WRITTEN[FREQUENCIES[kind]]
        raise PaperRefused(f"The {NAMES[kind]} is about {wanted}; {period.words} is not one.")
    last_ended = last_ended.later(AHEAD.get(kind, 0))
    if last_ended < period:
        raise PaperRefused(
            f"{period.words} has not ended: ask again after {day_words(period.end)}. "
            f"The newest that can be written is {last_ended.words}."
        )


def check_body(kind: PaperKind, body: Body) -> None:
    if body not in BODIES[kind]:
        wanted = " or ".join(each.value for each in BODIES[kind])
        raise PaperRefused(f"The {NAMES[kind]} goes to {wanted}, not to {body.value}.")
