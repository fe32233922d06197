"""Data quality, for whoever asks in chat and as a table: rates, and what is to be looked at."""

from collections.abc import Iterable
from datetime import date, datetime

from cards import quality
from cycle.council import Council
from cycle.periods import Period, london_day
from cycle.plan import retirement
from cycle.plan.indicator import Indicator
from cycle.plan.units import rounded
from cycle.questions import question
from cycle.review import findings
from cycle.review.quality import Principle, Quality
from features.feature import Feature
from features.listing import chosen
from features.turn import Answer, Visit
from papers.sheets import Cell
from storage import figures, last_viewed, records, register, register_bulk
from storage.database import Session
from storage.records import Record

COLUMNS = (
    *("ref", "title", "service", "expected", "given", "on_time", "reporting_rate", "on_time_rate"),
    *("not_available", "usual_days_late", "most_days_late", "restated", "missing_running"),
    *(principle.value.lower() for principle in Principle),
)


def answer_question(session: Session, visit: Visit, asked: question.DataQuality) -> Answer:
    """The rates by service and the worst cases; of one service, the rates by indicator."""
    indicators = chosen(session, asked.filter)

    found = examined(session, indicators, visit.council, visit.today, asked.period)

    return Answer(card=quality.quality(asked.read_as(), found, visit.today, asked.period))


def exported(
    session: Session, council: Council, today: date
) -> tuple[tuple[str, ...], list[list[Cell]]]:
    """(columns, rows): one row an indicator, its rates of the last 12 months and the sentences.

    Rates are per cent, empty when nothing was due; days are working days.
    """
    found = examined(session, register.all_indicators(session), council, today)
    return COLUMNS, [_row(one) for one in found]


def examined(
    session: Session,
    indicators: list[Indicator],
    council: Council,
    today: date,
    only: Period | None = None,
) -> list[Quality]:
    """The data of each of these indicators, judged; of one period's rates if named.

    Those that are retired by then are left out.
    """
    if only is None:
        indicators = [one for one in indicators if retirement.is_current(one, today)]
    else:
        own = [one for one in indicators if one.frequency is only.frequency]
        indicators = [one for one in own if one.is_measured(only)]
    since = last_viewed.known_since(session)
    return [
        findings.quality(each, today, council.calendar, only)
        for some in register_bulk.in_parts(indicators)
        for each in _read(session, some, since, today, council)
    ]


def _read(
    session: Session,
    indicators: list[Indicator],
    since: dict[str, datetime],
    today: date,
    council: Council,
) -> Iterable[findings.Examined]:
    ids = [one.id for one in indicators]
    versions = figures.history(session, ids)
    series = {
        own: {period: given[-1] for period, given in sorted(of.items(), key=lambda item: item[0])}
        for own, of in versions.items()
    }
    seen = last_viewed.last(session, ids)
    for record in records.around(session, indicators, series):
        indicator = record.indicator
        newest = findings.newest_with_value(record.series)
        known = since.get(indicator.ref)
        yield findings.Examined(
            indicator=indicator,
            versions=versions.get(indicator.id, {}),
            newest=record.stand(newest, today, council) if newest else None,
            events=record.events,
            changes=record.changes,
            seen_on=_seen(record, seen.get(indicator.id)),
            known_since=london_day(known) if known else None,
        )


def _seen(record: Record, asked_for: datetime | None) -> date | None:
    """The day on which the indicator was last asked for, noted on or changed."""
    instants = [event.at for event in record.events]
    instants += [change.changed_at for change in record.changes]
    instants += [asked_for] if asked_for else []
    return max((london_day(each) for each in instants), default=None)


def _row(found: Quality) -> list[Cell]:
    indicator, rates = found.indicator, found.rates
    reporting, punctuality = rates.reporting, rates.punctuality
    return [
        indicator.ref,
        indicator.title,
        indicator.service,
        rates.expected,
        rates.given,
        rates.on_time,
        None if reporting is None else rounded(reporting, 1),
        None if punctuality is None else rounded(punctuality, 1),
        rates.not_available,
        rates.usual_delay,
        max(rates.late, default=None),
        rates.restated,
        found.missing,
        *(" ".join(found.of(principle)) for principle in Principle),
    ]


FEATURE = Feature(questions={question.DataQuality: answer_question})
