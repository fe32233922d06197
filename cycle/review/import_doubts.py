"""What a table of figures or targets is asked before it is taken in, as the form would ask."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from cycle.periods import Period, day_words, london_day
from cycle.plan.indicator import Indicator, Polarity
from cycle.plan.target import year_end
from cycle.plan.units import shown
from cycle.review.aggregate import ratio
from cycle.review.doubt import MOST, doubts
from cycle.review.figure import Figure
from cycle.review.target_doubt import against_target, is_far

LONGEST_PAST = 30  # years of figures before the year itself is asked about; our choice

Series = Mapping[Period, Figure]


def figure_doubts(indicator: Indicator, period: Period, series: Series) -> tuple[str, ...]:
    """Questions about the period's figure, given the others in force and in the file."""
    figure = series[period]
    if figure.value is None:
        are_none = figure.numerator is not None and figure.denominator == 0
        are_none = are_none and not figure.commentary  # or the file says so in words
        return (f"were there no cases at all in {period.words}?",) if are_none else ()
    asked = list(doubts(indicator, period, series))
    if indicator.unit == "number" and not indicator.decimals and figure.value % 1:
        asked.append(f"{figure.value:f} is not a whole number, and this is a count: is that right?")
    if not asked and not any(other < period for other in series):
        asked += against_target(indicator, figure.value, indicator.target)
    return tuple(asked)


def day_doubts(figure: Figure, today: date) -> Iterator[tuple[str, str]]:
    """(column, question) where the year of a day or of a period looks mistyped."""
    if figure.period.end.year < today.year - LONGEST_PAST:
        yield "period", f"{figure.period.words} is very long ago: is the year right?"
    given_on = london_day(figure.given_at)
    if given_on < figure.period.start:
        yield (
            "submitted_at",
            f"{day_words(given_on)} is before {figure.period.words} began: is the day right?",
        )


def unit_doubts(
    indicator: Indicator, series: Series, period: Period, ordered: Sequence[Period]
) -> tuple[str, ...]:
    """The one question about a whole past, asked of its first figure: shares typed as fractions."""
    if period != ordered[0] or series[period].value is None:
        return ()
    values = [value for each in ordered if (value := series[each].value)]
    if not values or not all(abs(value) <= 1 for value in values):
        return ()
    return tuple(against_target(indicator, values[0], indicator.target))


def window(indicator: Indicator, ordered: Sequence[Period], place: int) -> list[Period]:
    """The periods that doubts about the one at this place look at: few, however long the past."""
    period = ordered[place]
    if not indicator.cumulative:
        return list(ordered[max(0, place - MOST - 1) : place + 1])
    same = [each for each in ordered[:place] if each.place == period.place]
    return [*same[-MOST:], *ordered[max(0, place - 1) : place + 1]]


def target_doubt(indicator: Indicator, target: Decimal | None, latest: Iterable[Figure]) -> str:
    """A question where a target is many times, or a small part of, what the counts give."""
    if target is None or not target or not indicator.asks_for_counts:
        return ""
    for figure in latest:
        value = figure.value
        if figure.numerator is not None and figure.denominator is not None:
            value = ratio(indicator, figure.numerator, figure.denominator)
        if value and is_far(value, target):
            return (
                f"the target is {shown(indicator, target)}, and the figures of "
                f"{figure.period.words} give {shown(indicator, value)}: are unit and target right?"
            )
        if value:
            return ""
    return ""


def moved_target_doubt(before: Indicator, target: Decimal | None) -> str:
    """A question where a target is many times, or a small part of, the indicator's own before."""
    own = before.target
    if target is None or not own or target == own:
        return ""
    is_below = target < 0 < own
    if not is_below and (not target or before.cumulative or not is_far(target, own)):
        return ""
    return f"the target is {shown(before, target)}, and was {shown(before, own)}: is that right?"


def share_doubt(one: Indicator) -> str:
    """0.95 for 95%: a share that is to be high, with a target that is hardly any."""
    target = one.target
    if target is None or one.unit != "%" or one.polarity is not Polarity.HIGHER:
        return ""
    if 0 < target <= 1:
        return f"the target is {shown(one, target)}: was {shown(one, target * 100)} meant?"
    return (
        f"the target is {shown(one, target)}, more than 100%: is that right?"
        if target > 100
        else ""
    )


def profile_doubt(one: Indicator, profile: Mapping[Period, Decimal], counts_from: date) -> str:
    """A year-end target that is not what the profile of the year comes to; empty where it is.

    `profile` holds targets of single periods; the target counts from the day `counts_from`.
    """
    end = year_end(Period.containing(one.frequency, counts_from))
    last = profile.get(end)
    if last is None or one.target is None or last == one.target:
        return ""
    return (
        f"the profile of {one.ref} ends at {shown(one, last)} in {end.words}, not at "
        f"{shown(one, one.target)}: import its targets next?"
    )
