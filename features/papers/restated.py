"""Figures that are not what they were: first what the last report said, then all others."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from cycle.monitor.paper.views import IndicatorView, PublishedLine, RestatementView
from cycle.periods import Period, london_day
from cycle.plan.indicator import Indicator
from cycle.review.figure import Figure
from cycle.review.trend import value_of
from storage import figures, records
from storage.database import Session


def restatements(
    session: Session,
    seen: Sequence[IndicatorView],
    last_lines: Sequence[PublishedLine],
    since: datetime,
) -> tuple[RestatementView, ...]:
    """What the last report said and is so no more; then other figures that changed since then."""
    ids = [view.indicator.id for view in seen]
    history = figures.history(session, ids)
    indicators = {view.indicator.id: view.indicator for view in seen}
    own_terms = {view.indicator.id: view.in_register for view in seen}
    found = list(_published_anew(session, own_terms, history, last_lines))
    told = list(found)
    for own, periods in history.items():
        for period, versions in periods.items():
            new, old = (
                versions[-1],
                next((one for one in reversed(versions) if one.given_at < since), versions[0]),
            )
            is_new = new.given_at >= since and new.version > old.version
            if not is_new or value_of(old) is None or value_of(old) == value_of(new):
                continue
            if own in indicators and not any(_tells(one, own, period) for one in told):
                found.append(_restated(indicators[own], period, old, new))
    return tuple(sorted(found, key=lambda one: (one.indicator.ref, one.period.in_time)))


def _tells(told: RestatementView, indicator: int, period: Period) -> bool:
    """Whether it is about this very period, or about a longer one that it is part of."""
    whole = told.period
    is_part = whole.start <= period.start and period.end <= whole.end
    return told.indicator.id == indicator and is_part


def _restated(indicator: Indicator, period: Period, old: Figure, new: Figure) -> RestatementView:
    return RestatementView(
        indicator=indicator,
        period=period,
        old=value_of(old),
        new=value_of(new),
        reason=new.reason,
        on=london_day(new.given_at),
    )


def _published_anew(
    session: Session,
    indicators: Mapping[int, Indicator],
    history: Mapping[int, Mapping[Period, Sequence[Figure]]],
    last_lines: Sequence[PublishedLine],
) -> list[RestatementView]:
    """Lines of the last report whose value is another today, made from the figures in force."""
    kept = [line for line in last_lines if line.indicator in indicators]
    by_id = {
        record.indicator.id: record
        for record in records.records(session, [indicators[line.indicator] for line in kept])
    }
    found = []
    for line in kept:
        record = by_id[line.indicator]
        judging = record
        if line.period.frequency is not record.indicator.frequency:
            judging = record.coarser(line.period.frequency)
        now = value_of(judging.series.get(line.period))
        if line.value is None or now == line.value:
            continue
        own = history.get(line.indicator, {})
        newest = max(
            (
                versions[-1]
                for period, versions in own.items()
                if line.period.start <= period.start <= line.period.end and len(versions) > 1
            ),
            key=lambda figure: figure.given_at,
            default=None,
        )
        found.append(
            RestatementView(
                indicator=indicators[line.indicator],
                period=line.period,
                old=line.value,
                new=now,
                reason=newest.reason if newest else "",
                on=london_day(newest.given_at) if newest else line.period.end,
                was_published=True,
            )
        )
    return found
