"""Where the year will end: asked on the form of a figure, kept beside it, and answered in chat."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import cards.forecasts
from cards.forecasts import ForecastLine, YearEndQuestion
from cycle.periods import Frequency, Period, instant_words
from cycle.plan.indicator import Indicator
from cycle.plan.plan_questions import RedAtYearEnd
from cycle.plan.retirement import last_measured
from cycle.plan.target import as_of, target_for, year_end
from cycle.plan.units import shown
from cycle.refusals import Refused
from cycle.review.forecast import (
    YearEndForecast,
    back_test,
    back_test_words,
    change_words,
    computed,
    computed_words,
    forecast_refused,
    foretold_band,
    in_force,
    is_asked,
    newest,
)
from cycle.review.reading import UnreadableValue, read
from cycle.review.schemes import Band
from cycle.review.trend import value_of
from features.feature import Feature
from features.turn import Answer, Visit
from storage import audit, forecasts, people, records, register
from storage.database import Session
from storage.records import Record


@dataclass(frozen=True, slots=True)
class ReadForecast:
    """What was typed into the form: a forecast, a fault to mend, or nothing of either."""

    forecast: YearEndForecast | None = None
    fault: str = ""


def question(record: Record, period: Period) -> YearEndQuestion | None:
    """What the form of this period asks of the year end; None where it asks nothing."""
    indicator = record.indicator
    if not is_asked(indicator, period):
        return None
    found = computed(indicator, period, record.series, record.breaks)
    tested = back_test(indicator, period, record.series, record.breaks)
    last = in_force(record.forecasts, period)
    said = f"Last said: {shown(indicator, last.value)} after {last.made_for.words}." if last else ""
    return YearEndQuestion(
        unit=indicator.unit,
        computed=computed_words(indicator, found),
        back_test=back_test_words(indicator, tested) if found.value is not None else "",
        last=said,
        value=f"{last.value:f}" if last else "",
        words=last.words if last and last.made_for == period else "",
    )


def read_forecast(
    visit: Visit,
    record: Record,
    period: Period,
    inputs: Mapping[str, str],
    delivered: Decimal | None,
) -> ReadForecast:
    """The forecast of a form, judged; nothing where none was asked or typed.

    `delivered` is the value of the figure that comes with it.
    """
    text = inputs.get("forecast", "").strip()
    indicator = record.indicator
    if not text or not is_asked(indicator, period):
        return ReadForecast()
    try:
        value = read(text, indicator.unit)
    except UnreadableValue as why:
        return ReadForecast(fault=f"Where the year will end: {why}")
    same = [one for one in record.forecasts if one.made_for == period]
    given = YearEndForecast(
        indicator=indicator.id,
        year=Period.containing(Frequency.ANNUAL, period.start),
        made_for=period,
        value=value,
        words=inputs.get("forecast_words", "").strip(),
        given_by=visit.person.id,
        given_at=visit.now,
        version=len(same) + 1,
    )
    try:
        refused = forecast_refused(
            indicator, given, delivered, band_at_year_end(record, period, value)
        )
    except Refused as why:
        return ReadForecast(fault=f"Where the year will end: {why}")
    if refused is not None:
        return ReadForecast(fault=f"Where the year will end: {refused}")
    if same and (same[-1].value, same[-1].words) == (given.value, given.words):
        return ReadForecast()
    return ReadForecast(forecast=given)


def save(session: Session, visit: Visit, record: Record, given: YearEndForecast) -> str:
    """Keep it, with its line in the audit. Returns the sentence for the receipt."""
    before = in_force(record.forecasts, given.made_for)
    forecasts.save_forecast(session, given)
    indicator = record.indicator
    audit.write(
        session,
        visit.actor,
        visit.now,
        "forecast given",
        f"{indicator.ref} {given.year}",
        old=f"{before.value:f}" if before else "",
        new=f"{given.value:f}",
        reason=given.words,
    )
    change = change_words(indicator, given, before)
    said = f"Forecast for the end of {given.year}: {shown(indicator, given.value)}"
    return f"{said} ({change})." if change else f"{said}."


def band_at_year_end(record: Record, period: Period, value: Decimal) -> Band | None:
    """The band in which the year will end at this value, on the terms of its last period."""
    last = year_end(period)
    terms = as_of(record.indicator, record.changes, last)
    return foretold_band(terms, value, target_for(terms, last, record.profile))


def given_sentences(session: Session, visit: Visit, record: Record, period: Period) -> list[str]:
    """What the owner has foretold by this period, how that would end, and what it was before."""
    indicator = record.indicator
    given = in_force(record.forecasts, period)
    if given is None:
        return []
    earlier = [one for one in record.forecasts if one is not given and one.year == given.year]
    change = change_words(indicator, given, newest(earlier))
    band = band_at_year_end(record, period, given.value)
    said = f"Its owner says {_given_words(session, indicator, given)}"
    said += f": {band} at year end" if band else ""
    sentences = [f"{said} ({change})." if change else f"{said}."]
    if given.words:
        sentences.append(f"“{given.words}”")
    line = _line(record, period, visit)
    return [*sentences, *([line.question] if line and line.question else [])]


def red_at_year_end(session: Session, visit: Visit, asked: RedAtYearEnd) -> Answer:
    """What will be Red at year end: as its owner says, else as the rule computes."""
    rated = [
        one
        for one in register.all_indicators(session)
        if one.is_rated
        and not one.is_retired(visit.today)
        and one.frequency is not Frequency.ANNUAL
    ]
    found = records.records(session, rated)
    lines = [_line(record, _newest_period(record, visit), visit) for record in found]
    known = [line for line in lines if line is not None]
    red = [
        line
        for line in known
        if Band.RED.value in (line.foretold_label, line.now_label) and line.foretold_label
    ]
    red.sort(key=lambda line: (line.foretold_label != Band.RED.value, line.indicator.ref))
    return Answer(card=cards.forecasts.red_at_year_end(red, len(lines) - len(known)))


def _line(record: Record, period: Period, visit: Visit) -> ForecastLine | None:
    """How the year will end beside how it stands; None where nothing is foretold or computed."""
    indicator = record.indicator
    given = in_force(record.forecasts, period)
    found = computed(indicator, period, record.series, record.breaks)
    value = given.value if given else found.value
    if value is None:
        return None
    band = band_at_year_end(record, period, value)
    if band is None:
        return None
    now = record.stand(period, visit.today, visit.council)
    question = ""
    if band is Band.RED and now.band is Band.GREEN:
        question = "Green now, and foretold to end Red: what can still be done?"
    elif band is Band.GREEN and now.band is Band.RED:
        question = "Red now, and foretold to end Green: how?"
    return ForecastLine(
        indicator=indicator,
        foretold=shown(indicator, value),
        foretold_label=band.value,
        now_label=now.label,
        source="said by its owner" if given else f"computed {found.rule}",
        question=question,
    )


def _newest_period(record: Record, visit: Visit) -> Period:
    """The newest period that has a value, else the last one that ended."""
    given = [when for when, figure in record.series.items() if value_of(figure) is not None]
    return max(given, default=last_measured(record.indicator, visit.today))


def _given_words(session: Session, indicator: Indicator, given: YearEndForecast) -> str:
    name = people.names(session, {given.given_by}).get(given.given_by) if given.given_by else None
    by = f" by {name}" if name else ""
    when = instant_words(given.given_at)
    return f"{shown(indicator, given.value)} after {given.made_for.words}{by}, {when}"


FEATURE = Feature(questions={RedAtYearEnd: red_at_year_end})
