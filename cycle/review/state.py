"""The band of a figure, or the one honest state that says why it has none."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from cycle.periods import day_words
from cycle.plan.indicator import Indicator, Scheme
from cycle.plan.units import shown
from cycle.review.figure import Figure, FigureStatus
from cycle.review.rate import Rating, State, not_rated, rate
from cycle.review.trend import Change, value_of


def unrated(terms: Indicator, figure: Figure | None, when_due: date, today: date) -> Rating | None:
    """The first that applies: not rated, not applicable, awaiting data; None where it has a value.

    `today` is London's date. Awaiting data is *not yet due* to the end of the due date, then *not
    available until* the day the owner has promised, then *overdue*.
    """
    if rating := not_rated(terms):
        return rating
    if is_not_applicable(figure):
        return Rating(None, State.NOT_APPLICABLE, _why_not_applicable(figure), None)
    return _awaiting(figure, when_due, today) if value_of(figure) is None else None


def rate_value(
    terms: Indicator,
    value: Decimal | None,
    target: Decimal | None,
    long: Change | None,
    forecast: Decimal | None,
) -> Rating:
    """The band of a value, or that there is no target."""
    assert value is not None  # or it is unrated
    if terms.scheme is Scheme.FORECAST:
        return _rate_forecast(terms, value, target, forecast)
    return rate(terms, value, target, long.direction if long else None)


def _rate_forecast(
    terms: Indicator, value: Decimal, target: Decimal | None, forecast: Decimal | None
) -> Rating:
    if forecast is None and terms.cumulative:
        rule = "No forecast of the year end is given, so there is nothing to rate"
        return Rating(None, State.NO_TARGET, rule, None)
    rating = rate(terms, value if forecast is None else forecast, target)
    if forecast is None:
        return rating
    return replace(rating, rule=f"{rating.rule}; the period's own value is {shown(terms, value)}")


def is_not_applicable(figure: Figure | None) -> bool:
    return figure is not None and (
        figure.status is FigureStatus.NOT_APPLICABLE or figure.denominator == 0
    )


def is_answered(figure: Figure | None) -> bool:
    return figure is not None and (figure.value is not None or is_not_applicable(figure))


def _why_not_applicable(figure: Figure | None) -> str:
    if figure is not None and figure.denominator == 0:
        return "Not applicable this period: there were no cases"
    said = figure.commentary or figure.reason if figure is not None else ""
    return f"Not applicable this period{': ' if said else ''}{said}"


def _awaiting(figure: Figure | None, when_due: date, today: date) -> Rating:
    if today <= when_due:
        rule = f"Awaiting data: due by the end of {day_words(when_due)}"
        return Rating(None, State.NOT_YET_DUE, rule, None)
    until = promised(figure)
    if until is not None and today <= until:
        rule = f"Awaiting data: not available until {day_words(until)}"
        return Rating(None, State.NOT_AVAILABLE_UNTIL, rule, None)
    rule = f"Awaiting data: overdue, it was due on {day_words(when_due)}"
    if until is not None:
        rule += f" and promised for {day_words(until)}"
    return Rating(None, State.OVERDUE, rule, None)


def promised(figure: Figure | None) -> date | None:
    if figure is None or figure.status is not FigureStatus.NOT_AVAILABLE:
        return None
    return figure.expected_on
