"""Councils for the tests of papers: one to check by hand, and any number at random."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from cycle.monitor.paper.views import (
    Body,
    ExceptionEntry,
    IndicatorView,
    PaperFacts,
    PaperKind,
    StepView,
)
from cycle.periods import Frequency, Period, WorkingDays
from cycle.plan.indicator import Indicator, Kind, Polarity
from cycle.review.chartable import chart_of_series
from cycle.review.figure import Figure, FigureStatus
from cycle.review.schemes import Band
from cycle.review.standing import Evidence, stand

Q2 = Period.parse("2026/27 Q2")
TODAY = date(2026, 10, 20)
MADE_AT = datetime(2026, 10, 20, 8, tzinfo=UTC)
CALENDAR = WorkingDays()
NASTY = (
    '#read("/etc/passwd") $x$ *b* _i_ <at>Olive</at> @here {{ paper }} </w:t><script>alert(1)'
    "</script> \\u{41} &amp; \u200fשלום\u200f 😀 “quoted”"
)


def indicator(number: int, **terms: Any) -> Indicator:
    usual: dict[str, Any] = {
        "id": number,
        "ref": f"HOU-{number:02}",
        "title": f"Homes let in time {number}",
        "service": "Housing",
        "priority": "Homes and communities",
        "frequency": Frequency.QUARTERLY,
        "target": Decimal(65),
        "definition": "Homes let within 20 days, of all homes let.",
    }
    return Indicator(**{**usual, **terms})


def view(
    of: Indicator,
    values: Mapping[Period, str | None],
    *,
    commentary: str = "",
    status: FigureStatus = FigureStatus.FINAL,
    matter: ExceptionEntry | None = None,
) -> IndicatorView:
    """The indicator in Q2, from its values by quarter."""
    series = {
        period: Figure(
            indicator=of.id,
            period=period,
            value=Decimal(value),
            commentary=commentary if period == Q2 else "",
            status=status if period == Q2 else FigureStatus.FINAL,
            given_at=MADE_AT,
        )
        for period, value in sorted(values.items(), key=lambda each: each[0].in_time)
        if value is not None
    }
    history = [stand(of, period, Evidence(series=series), TODAY, CALENDAR) for period in series]
    standing = stand(of, Q2, Evidence(series=series), TODAY, CALENDAR)
    red = 0
    for each in reversed(history):
        if each.band is not Band.RED:
            break
        red += 1
    return IndicatorView(
        standing=standing,
        history=tuple(history),
        owner="Housing",
        commentary=commentary,
        chart=chart_of_series(of, series, upto=Q2),
        red_running=red,
        matter=matter,
    )


def quarters(*values: str | None) -> dict[Period, str | None]:
    """The values of the quarters up to and with Q2 2026/27."""
    return {
        Q2.later(back): value for back, value in zip(range(1 - len(values), 1), values, strict=True)
    }


def by_hand(
    commentary: str = "Two officers left. The manager hires two by 1 December 2026.",
) -> PaperFacts:
    """Five KPIs: one of each colour, one awaited, one without a target."""
    matter = ExceptionEntry(
        concern="Red for the first time.",
        cause="Two officers left in July.",
        action="Hire two officers and clear the oldest cases first.",
        stage="running",
        steps=(StepView(what="Hire two officers", who="Housing", due=date(2026, 12, 1)),),
        effect="65.0% by Q4 2026/27.",
        decision="Intervention asked for, Performance Board, 12 October 2026.",
        risks=("CR-01 Homelessness",),
    )
    views = (
        view(indicator(1), quarters("70", "66.0", "70.5")),
        view(indicator(2), quarters("64", "66", "60.5"), commentary="Fewer lets than usual."),
        view(indicator(3), quarters("66", "66", "51.2"), commentary=commentary, matter=matter),
        view(indicator(4), quarters("66", "66", None)),
        view(indicator(5, target=None, priority="Customers first"), quarters("7", "8", "9")),
    )
    return PaperFacts(
        kind=PaperKind.QUARTERLY,
        period=Q2,
        council='Wealdbrook "District" & Council',
        made_at=MADE_AT,
        body=Body.CABINET,
        meeting=date(2026, 11, 18),
        indicators=views,
    )


def at_random(seed: int, count: int) -> PaperFacts:
    """A council of so many indicators with everything that councils have: gaps, no targets, (p)."""
    chance = random.Random(seed)
    views = []
    for number in range(1, count + 1):
        terms: dict[str, Any] = {
            "polarity": chance.choice([Polarity.HIGHER, Polarity.LOWER, Polarity.NONE]),
            "kind": chance.choice([Kind.KPI, Kind.KPI, Kind.STATISTIC]),
            "target": chance.choice([Decimal(60), Decimal("72.5"), None]),
            "priority": chance.choice(["Homes", "Customers", ""]),
            "cumulative": chance.random() < 0.1,
        }
        length = chance.randint(1, 16)
        values = [
            None if chance.random() < 0.15 else str(Decimal(chance.randint(450, 900)) / 10)
            for _ in range(length)
        ]
        status = chance.choice([FigureStatus.FINAL, FigureStatus.PROVISIONAL])
        views.append(view(indicator(number, **terms), quarters(*values), status=status))
    return replace(by_hand(), indicators=tuple(views), withheld=chance.randint(0, 2))
