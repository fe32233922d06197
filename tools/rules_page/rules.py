"""`python -m tools.rules_page.rules`: how often "deteriorating" cries wolf, and what judging costs.

Stable series (nothing really changes) are judged by Steward's own rules, beside the naive arrow.
With --write the tables go into docs/rules.md.
"""

import argparse
import platform
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random

from cycle.periods import Period, WorkingDays
from cycle.plan.indicator import Indicator, ToleranceUnit
from cycle.review.chartable import chart_of_series
from cycle.review.concern import verdict
from cycle.review.deteriorating import Trigger
from cycle.review.figure import Figure
from cycle.review.standing import Evidence, stand
from cycle.review.trend import Direction, short

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
SEED = 20261012
RUNS = 4000
POINTS = 24
DROP, LASTS = 2, 7  # standard deviations, points: a real fall to be found
YEARS = (5, 10, 20, 40)  # of months, judged over

TARGET, SD = Decimal(100), Decimal(10)
FIRST = Period.parse("2010-04")
CALENDAR = WorkingDays()
AT = datetime(2026, 1, 5, tzinfo=UTC)
TODAY = date(2060, 1, 5)
KPI = Indicator(
    id=1,
    ref="SIM-01",
    title="A stable measure",
    unit="number",
    decimals=2,
    target=TARGET,
    tolerance=SD,  # Amber is one standard deviation wide
    tolerance_unit=ToleranceUnit.POINTS,
)
ABOVE = (0, 1, 2)  # standard deviations by which the average lies above the target

NAIVE = ("worse than last month", "worse twice running", "worse three times running")
OURS = ("A, band worse", "B, run", "C, chart", "any of A, B, C", "of these, raised")

Series = dict[Period, Figure]


def series(random: Random, above: float, count: int = POINTS, drop: int = 0) -> Series:
    """Normal values, independent, on average so many standard deviations above the target.

    From the end, `drop` values lie two standard deviations lower.
    """
    values = [
        random.gauss(above, 1) - (DROP if place >= count - drop else 0) for place in range(count)
    ]
    return {
        period: Figure(
            indicator=1,
            period=period,
            value=(TARGET + SD * Decimal(str(value))).quantize(Decimal("0.01")),
            given_at=AT,
        )
        for period, value in zip(map(FIRST.later, range(count)), values, strict=True)
    }


def fired(figures: Series, at: Period) -> set[str]:
    """What says "worse" of this period: the naive arrows, and our triggers."""
    upto = {period: figure for period, figure in figures.items() if not at < period}
    worse = 0
    while worse < len(NAIVE) and _is_worse(upto, at.later(-worse)):
        worse += 1
    standing = stand(KPI, at, Evidence(series=upto), TODAY, CALENDAR)
    found = verdict(standing, upto, chart=chart_of_series(KPI, upto))
    signs = found.signs if found else ()
    names = dict(zip((Trigger.BAND, Trigger.RUN, Trigger.CHART), OURS, strict=False))
    said = {*NAIVE[:worse], *(names[sign.trigger] for sign in signs)}
    said |= {OURS[3]} if signs else set()
    return said | ({OURS[4]} if any(not sign.is_listed_only for sign in signs) else set())


def false_alarms(runs: int = RUNS) -> dict[int, Counter[str]]:
    """How many of the runs each trigger fires in at the last point, by distance from the target."""
    return {
        above: Counter(
            name
            for _, figures in _runs(above, runs)
            for name in fired(figures, FIRST.later(POINTS - 1))
        )
        for above in ABOVE
    }


def found_falls(runs: int = RUNS // 4) -> Counter[str]:
    """In how many of the runs a real fall is found while it lasts."""
    found: Counter[str] = Counter()
    for _, figures in _runs(1, runs, LASTS):
        during = (fired(figures, FIRST.later(POINTS - 1 - back)) for back in range(LASTS))
        found.update(set().union(*during))
    return found


def judged(years: int) -> float:
    """Seconds to rate, compare and chart every month of so many years once."""
    figures = series(Random(SEED), 1, years * 12)
    start = time.perf_counter()
    for period in figures:
        stand(KPI, period, Evidence(series=figures), TODAY, CALENDAR)
    chart_of_series(KPI, figures)
    return time.perf_counter() - start


def page(alarms: dict[int, Counter[str]], falls: Counter[str], runs: int) -> str:
    """The tables, as the page of the rules has them."""
    day = datetime.now(UTC).date()
    lines = [
        f"{runs:,} stable series of {POINTS} months each, seed {SEED}; Amber is one standard "
        f"deviation wide. In how many the rule fires at the last month, although nothing changed:",
        "",
        "| Rule | average on target | 1 sd better | 2 sd better |",
        "|---|--:|--:|--:|",
        *(
            f"| {name} | " + " | ".join(_share(alarms[above][name], runs) for above in ABOVE) + " |"
            for name in (*NAIVE, *OURS)
        ),
        "",
        f"A real fall of {DROP} standard deviations that lasts {LASTS} months (average 1 sd better "
        f"than target before, {runs // 4:,} series) is found while it lasts by:",
        "",
        "| Rule | finds it |",
        "|---|--:|",
        *(f"| {name} | {_share(falls[name], runs // 4)} |" for name in (*NAIVE, *OURS)),
        "",
        "Rating, comparing and charting every month of one indicator again:",
        "",
        "| Years | months | milliseconds | per month |",
        "|--:|--:|--:|--:|",
        *_costs(),
        "",
        f"Measured on {day} with Python {platform.python_version()} on {platform.machine()}, "
        f"{platform.system()}, by `python -m tools.rules_page.rules --write`.",
    ]
    return "\n".join(lines)


def _costs() -> Iterator[str]:
    for years in YEARS:
        best = min(judged(years) for _ in range(3))
        months = years * 12
        yield f"| {years} | {months} | {best * 1000:.0f} | {best * 1000 / months:.3f} |"


def _runs(above: int, runs: int, drop: int = 0) -> Iterable[tuple[int, Series]]:
    random = Random(SEED + above)
    return ((run, series(random, above, drop=drop)) for run in range(runs))


def _is_worse(figures: Series, at: Period) -> bool:
    change = short(KPI, at, figures)
    return change is not None and change.direction is Direction.WORSE


def _share(count: int, runs: int) -> str:
    return f"{100 * count / runs:.1f}%"


def between(text: str, name: str, new: str) -> str:
    """The page with what stands between the two marks of this name replaced.

    Raises ValueError where one of them is missing.
    """
    begins, ends = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    start = text.index(begins) + len(begins)
    return f"{text[:start]}{new}\n{text[text.index(ends, start) :]}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="tools.rules_page.rules", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--write", action="store_true", help="write the tables into docs/rules.md")
    given = parser.parse_args()
    tables = page(false_alarms(given.runs), found_falls(given.runs // 4), given.runs)
    print(tables)
    if given.write:
        PAGE.write_text(between(PAGE.read_text("utf-8"), "measured", tables), "utf-8")


if __name__ == "__main__":
    main()
