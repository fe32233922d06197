"""`python -m tools.rules_page.stable`: what is heard of measures that have not changed.

Series of each kind are judged at their last period by Steward's own rules. With --write the table
goes into docs/rules.md.
"""

import argparse
import platform
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from math import pi, sin, sqrt
from random import Random

from cycle.plan.indicator import Aggregation, Indicator, Polarity
from cycle.review.chartable import chart_of_series, looks_seasonal
from cycle.review.concern import verdict
from cycle.review.deteriorating import Trigger
from cycle.review.figure import Figure
from cycle.review.standing import Evidence, stand
from tools.rules_page.rules import AT, CALENDAR, FIRST, KPI, PAGE, SD, SEED, TARGET, TODAY, between

RUNS = 4000
NAME = "stable"  # the marks around the table
HEARD = ("raised as deteriorating", "Red", "listed only")

Draw = Callable[[Random, int], Iterator[tuple[Decimal, Decimal | None]]]  # value, cases


@dataclass(frozen=True)
class StableMeasure:
    """A kind of stable measure: its name, its terms, how it is drawn, and for how many periods."""

    name: str
    indicator: Indicator
    draw: Draw
    points: int = 24


def _chained(correlation: float) -> Draw:
    """Normal values of which each resembles the one before; 1 sd better than the target."""

    def draw(random: Random, count: int) -> Iterator[tuple[Decimal, None]]:
        level = random.gauss(0, 1)
        for _ in range(count):
            yield (TARGET + SD * (1 + Decimal(str(level)))).quantize(Decimal("0.01")), None
            level = correlation * level + sqrt(1 - correlation**2) * random.gauss(0, 1)

    return draw


def _seasonal(swing: float) -> Draw:
    """A yearly wave of so many standard deviations that the register does not know of."""

    def draw(random: Random, count: int) -> Iterator[tuple[Decimal, None]]:
        first = random.randrange(12)
        for month in range(count):
            level = 1 + swing * sin(2 * pi * (first + month) / 12) + random.gauss(0, 1)
            yield (TARGET + SD * Decimal(str(level))).quantize(Decimal("0.01")), None

    return draw


def _share(cases: int, percent: int) -> Draw:
    def draw(random: Random, count: int) -> Iterator[tuple[Decimal, Decimal]]:
        for _ in range(count):
            hits = sum(random.random() * 100 < percent for _ in range(cases))
            yield Decimal(100 * hits) / cases, Decimal(cases)

    return draw


def _counts(mean: float) -> Draw:
    def draw(random: Random, count: int) -> Iterator[tuple[Decimal, None]]:
        for _ in range(count):
            moment, number = random.expovariate(mean), 0
            while moment < 1:
                number, moment = number + 1, moment + random.expovariate(mean)
            yield Decimal(number), None

    return draw


def _share_kpi(cases: int, percent: int) -> Indicator:
    spread = Decimal(100 * sqrt(percent / 100 * (1 - percent / 100) / cases)).quantize(Decimal(1))
    return replace(
        KPI,
        unit="%",
        decimals=1,
        aggregation=Aggregation.RATIO,
        target=percent - spread,
        tolerance=spread,
    )


def _count_kpi(mean: int) -> Indicator:
    spread = Decimal(sqrt(mean)).quantize(Decimal(1))
    return replace(KPI, decimals=0, polarity=Polarity.LOWER, target=mean + spread, tolerance=spread)


KINDS = (
    StableMeasure("normal, 4 points", KPI, _chained(0), 4),
    StableMeasure("normal, 8 points", KPI, _chained(0), 8),
    StableMeasure("normal, 12 points", KPI, _chained(0), 12),
    StableMeasure("normal, 24 points", KPI, _chained(0)),
    StableMeasure("small counts, 2 a month", _count_kpi(2), _counts(2)),
    StableMeasure("small counts, 6 a month", _count_kpi(6), _counts(6)),
    StableMeasure("shares of 12 cases, 80%", _share_kpi(12, 80), _share(12, 80)),
    StableMeasure("shares of 25 cases, 80%", _share_kpi(25, 80), _share(25, 80)),
    StableMeasure("each like the one before, 0.3", KPI, _chained(0.3)),
    StableMeasure("each like the one before, 0.6", KPI, _chained(0.6)),
    StableMeasure("seasonal and not flagged, 36 points", KPI, _seasonal(1.5), 36),
    StableMeasure("the same, flagged", replace(KPI, seasonal=True), _seasonal(1.5), 36),
)


def heard(kind: StableMeasure, runs: int = RUNS) -> Counter[str]:
    """In how many series of the kind something is raised or listed at the last period."""
    random, found = Random(SEED), Counter[str]()
    for _ in range(runs):
        figures = {
            at: Figure(
                indicator=1,
                period=at,
                value=value,
                numerator=None if cases is None else value * cases / 100,
                denominator=cases,
                given_at=AT,
            )
            for at, (value, cases) in zip(
                map(FIRST.later, range(kind.points)), kind.draw(random, kind.points), strict=True
            )
        }
        last = FIRST.later(kind.points - 1)
        standing = stand(kind.indicator, last, Evidence(series=figures), TODAY, CALENDAR)
        drawn = chart_of_series(kind.indicator, figures, newest_only=True)
        said = verdict(standing, figures, chart=drawn)
        if looks_seasonal(kind.indicator, figures):
            found["offered as seasonal"] += 1
        if said is None:
            continue
        is_red = Trigger.RED in said.triggers
        found["Red"] += is_red
        found["raised as deteriorating"] += said.is_raised and any(
            not sign.is_listed_only for sign in said.signs
        )
        found["listed only"] += not said.is_raised
    return found


def page(runs: int) -> str:
    """The table, as the page of the rules has it."""
    columns = (*HEARD, "offered as seasonal")
    rows = []
    for kind in KINDS:
        found = heard(kind, runs)
        shares = (f"{100 * found[name] / runs:.1f}%" for name in columns)
        rows.append(f"| {kind.name} | " + " | ".join(shares) + " |")
    day = datetime.now(UTC).date()
    return "\n".join(
        (
            f"{runs:,} series of each kind in which nothing changed, seed {SEED}; on average one "
            "standard deviation better than the target, Amber one standard deviation wide. Of the "
            "last period:",
            "",
            f"| Stable measure | {' | '.join(columns)} |",
            f"|---|{'--:|' * len(columns)}",
            *rows,
            "",
            f"Measured on {day} with Python {platform.python_version()}, by "
            "`python -m tools.rules_page.stable --write`.",
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="tools.rules_page.stable", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--write", action="store_true", help="write the table into docs/rules.md")
    given = parser.parse_args()
    table = page(given.runs)
    print(table)
    if given.write:
        PAGE.write_text(between(PAGE.read_text("utf-8"), NAME, table), "utf-8")


if __name__ == "__main__":
    main()
