"""The worked examples of docs/rules.md, made by the rules themselves so that they stay true."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from cycle.periods import Period, WorkingDays
from cycle.plan.indicator import Aggregation, Indicator, Kind, Polarity, Scheme, ToleranceUnit
from cycle.review import commentary, trend
from cycle.review.chart import control_chart
from cycle.review.chartable import chart_of_series
from cycle.review.concern import verdict
from cycle.review.doubt import doubts
from cycle.review.figure import Figure, FigureStatus
from cycle.review.rate import rate
from cycle.review.standing import Evidence, Standing, stand
from cycle.review.trend import Break, Direction

SEPTEMBER = Period.parse("2026-09")
AT = datetime(2026, 10, 5, 9, tzinfo=UTC)
TODAY = date(2026, 10, 30)
CALENDAR = WorkingDays()
SHARE = Indicator(
    id=1, ref="HOU-02", title="Homelessness prevented", service="Housing", target=Decimal(80)
)
FAMILIES = replace(
    SHARE, unit="number", decimals=0, polarity=Polarity.LOWER, target=Decimal(90)
)  # fmt: skip
POINTS = {"tolerance_unit": ToleranceUnit.POINTS}


def blocks() -> dict[str, str]:
    """Each generated part of the page, by the name of its marks."""
    return {
        "bands": _table(("Scheme", "Setting", "Value", "What the card says"), _bands()),
        "states": _table(("State", "When", "What the card says"), _states()),
        "directions": _table(("Direction", "When", "What the card says"), _directions()),
        "signals": _table(("Signal", "Rule", "What the card says"), _signals()),
        "triggers": _table(("Trigger", "Example", "What the board reads"), _triggers()),
        "questions": _table(("What is given", "What is asked"), _questions()),
    }


def _bands() -> Iterable[tuple[str, ...]]:
    better, worse = Direction.BETTER, Direction.WORSE
    green = {"scheme": Scheme.WITHIN_BAND_GREEN, "green_tolerance": Decimal(5)}
    floor = {"scheme": Scheme.FLOOR, "floor": Decimal(70)}
    havering = {"scheme": Scheme.TOLERANCE_AND_DIRECTION}
    thurrock = {"scheme": Scheme.TARGET_OR_IMPROVING}
    limits = {
        "polarity": Polarity.RANGE, "scheme": Scheme.RANGE, "target": None, **POINTS,
        "tolerance": Decimal(3), "range_low": Decimal(76), "range_high": Decimal(84),
    }  # fmt: skip
    rows: list[tuple[str, dict[str, Any], str, Direction | None]] = [
        ("target 80, 10%", {}, "80", None),
        ("target 80, 10%", {}, "79.96", None),
        ("target 80, 10%", {}, "72", None),
        ("target 80, 10%", {}, "71.9", None),
        ("target 80, 4 points", {"tolerance": Decimal(4), **POINTS}, "76", None),
        ("target 80, 5% and 10%", green, "77", None),
        ("target 80, 5% and 10%", green, "75", None),
        ("target 80, floor 70", floor, "70", None),
        ("target 80, floor 70", floor, "69", None),
        ("target 80, 10%", havering, "71", better),
        ("target 80, 10%", havering, "71", worse),
        ("target 80", thurrock, "79", better),
        ("76 to 84, 3 points", limits, "86", None),
        ("76 to 84, 3 points", limits, "88", None),
        (
            "76 to 84, 3 points below, 6 above",
            {**limits, "tolerance_above": Decimal(6)},
            "89",
            None,
        ),
        ("target 80, of the year end", {"scheme": Scheme.FORECAST}, "78", None),
    ]
    for setting, terms, value, direction in rows:
        indicator = replace(SHARE, **terms)
        rating = rate(indicator, Decimal(value), indicator.target, direction)
        yield f"`{indicator.scheme}`", setting, value, rating.rule


def _states() -> Iterable[tuple[str, ...]]:
    early = date(2026, 10, 9)
    waiting = _figure(None, status=FigureStatus.NOT_AVAILABLE, expected_on=date(2026, 11, 20))
    none = _figure(None, numerator=Decimal(0), denominator=Decimal(0))
    agreed = _figure(None, status=FigureStatus.NOT_APPLICABLE, commentary="The scheme was closed.")
    sure = _figure("82", status=FigureStatus.PROVISIONAL, expected_on=date(2026, 11, 20))
    rows: list[tuple[str, Standing]] = [
        ("a Statistic, with or without a value", _stand(_figure("80"), kind=Kind.STATISTIC)),
        ("agreed to be data only", _stand(_figure("80"), scheme=Scheme.NONE)),
        ("its measurement is being developed", _stand(_figure("80"), in_development=True)),
        ("there were no cases", _stand(none)),
        ("agreed with a reason", _stand(agreed)),
        ("no value, the due date has not passed", _stand(None, early)),
        ("no value, but a day is promised", _stand(waiting)),
        ("no value, and the due date has passed", _stand(None)),
        ("a value, and nothing to rate it against", _stand(_figure("80"), target=None)),
        ("a value that will be confirmed: rated as given, shown with (p)", _stand(sure)),
    ]
    for when, standing in rows:
        yield standing.label, when, standing.rating.rule


def _directions() -> Iterable[tuple[str, ...]]:
    before = SEPTEMBER.previous
    counted = {"aggregation": Aggregation.RATIO}
    few: dict[str, Any] = {"numerator": Decimal(91), "denominator": Decimal(92)}
    fewer: dict[str, Any] = {"numerator": Decimal(77), "denominator": Decimal(78)}
    rows: list[tuple[str, Mapping[str, Any], Figure, Figure | None, list[Break]]] = [
        ("higher than before", {}, _figure("82"), _figure("80", before), []),
        ("lower than before", {}, _figure("79"), _figure("80", before), []),
        ("not changed at all", {}, _figure("80"), _figure("80", before), []),
        (
            "changed by less than one case", counted,
            _figure("98.7", **fewer), _figure("98.9", before, **few), [],
        ),
        (
            "changed within its dead band", {"dead_band": Decimal(1)},
            _figure("80.5"), _figure("80", before), [],
        ),
        (
            "neither way is better", {"polarity": Polarity.NONE},
            _figure("82"), _figure("80", before), [],
        ),
        (
            "the series breaks between", {}, _figure("82"), _figure("80", before),
            [Break(SEPTEMBER, "definition changed")],
        ),
        ("nothing to compare with", {}, _figure("82"), None, []),
    ]  # fmt: skip
    for when, terms, now, then, breaks in rows:
        series = {one.period: one for one in (then, now) if one is not None}
        change = trend.short(replace(SHARE, **terms), SEPTEMBER, series, breaks)
        assert change is not None
        yield change.direction.value, when, change.note


def _signals() -> Iterable[tuple[str, ...]]:
    calm = "90.7 92.9 91.2 92.2 90.8 93.0 91.5 92.7 91.0 92.6 91.3 92.4 90.9 92.8 91.6 92.3"
    rows = (
        ("one point above the upper limit, or below the lower", "84"),
        (
            "seven points, each beyond the one before, the same way",
            "94 93 92.2 91.4 90.6 89.9 89.2",
        ),
        ("two of three neighbours near a limit, all on one side of the mean", "88.0 90.6 88.0"),
        ("seven points in a row on one side of the mean", "91 91.4 90.9 91.3 91 91.5 90.8"),
        ("none of these", "92.1"),
    )
    for rule, tail in rows:
        values = [Decimal(value) for value in f"{calm} {tail}".split()]
        periods = [SEPTEMBER.later(n + 1 - len(values)) for n in range(len(values))]
        drawn = control_chart(list(zip(periods, values, strict=True)), Polarity.HIGHER)
        assert drawn.last is not None
        said = drawn.words.removeprefix(f"{drawn.variation}: ")
        yield str(drawn.last.signal), rule, f"{drawn.variation} · {said}"


def _triggers() -> Iterable[tuple[str, ...]]:
    steady = [84, 86, 85, 84, 86, 85, 84, 86, 85, 84, 86, 85, 84]
    rows = (
        ("Red", "104 families, target 90", [96, 103, 95, 99, 104, 96, 104]),
        ("A, band worse", "from 88 to 92, target 90", [88, 91, 88, 92, 87, 91, 88, 92] * 2),
        ("B, run", "three months up, each by at least one case", [80, 82, 84, 87]),
        ("C, chart", "far above what is usual", [*steady, 84, 90]),
    )
    for trigger, example, values in rows:
        series = {
            (at := SEPTEMBER.later(n + 1 - len(values))): _figure(str(value), at)
            for n, value in enumerate(values)
        }
        standing = stand(FAMILIES, SEPTEMBER, Evidence(series=series), TODAY, CALENDAR)
        found = verdict(standing, series, chart=chart_of_series(FAMILIES, series))
        assert found is not None
        names = {"Red": "Red:", "A": "The band", "B": "Worse 3", "C": "Higher"}
        begins = names[trigger.partition(",")[0]]
        said = next(one for one in found.sentence.split(". ") if one.startswith(begins))
        yield trigger, example, said.rstrip(".") + "."


def _questions() -> Iterable[tuple[str, ...]]:
    before = {at: _figure(str(80 + n % 3), at) for n, at in _earlier(8)}
    for value in ("812", "8181", "41", "104"):
        series = {**before, SEPTEMBER: _figure(value)}
        yield f"{value} after values about 81", doubts(SHARE, SEPTEMBER, series)[0]
    homes = replace(SHARE, unit="number", decimals=0, cumulative=True)
    total = {SEPTEMBER.previous: _figure("70", SEPTEMBER.previous), SEPTEMBER: _figure("70")}
    yield "a total since April, 70 and again 70", doubts(homes, SEPTEMBER, total)[0]
    for words in (
        "Performance has improved.",
        "This is against a target of 85%.",
        "We are 4% below target.",
    ):
        given = {**before, SEPTEMBER: _figure("76", commentary=words)}
        change = trend.short(SHARE, SEPTEMBER, given)
        asked = commentary.queries(SHARE, given[SEPTEMBER], SHARE.target, change)
        yield f"76.0% against 80.0%, and “{words}”", asked[0]


def _earlier(count: int) -> list[tuple[int, Period]]:
    return [(n, SEPTEMBER.later(n - count)) for n in range(count)]


def _figure(value: str | None, period: Period = SEPTEMBER, **more: Any) -> Figure:
    number = None if value is None else Decimal(value)
    return Figure(indicator=1, period=period, value=number, given_at=AT, **more)


def _stand(figure: Figure | None, today: date = TODAY, **terms: Any) -> Standing:
    series = {SEPTEMBER: figure} if figure else {}
    return stand(replace(SHARE, **terms), SEPTEMBER, Evidence(series=series), today, CALENDAR)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
