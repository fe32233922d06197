"""Where the year will end, as the owners of the indicators foretell it."""

from collections.abc import Sequence
from dataclasses import replace

from cycle.monitor.paper.views import IndicatorView
from cycle.periods import Period
from cycle.plan.target import target_for, year_end
from cycle.plan.units import shown
from cycle.review.forecast import YearEndForecast, change_words, foretold_band, in_force
from storage import forecasts, register
from storage.database import Session


def with_forecasts(session: Session, views: Sequence[IndicatorView]) -> list[IndicatorView]:
    """The views with what was foretold last, by the end of the period that they show."""
    ids = [view.indicator.id for view in views]
    foretold = forecasts.of_indicators(session, ids)
    profiles = register.profiles(session, ids)
    found = []
    for view in views:
        indicator = view.in_register
        own = Period.containing(indicator.frequency, view.standing.period.end)
        every = foretold.get(indicator.id, [])
        now = in_force(every, own)
        if now is None:
            found.append(view)
            continue
        before = in_force([one for one in every if one.made_for < now.made_for], own)
        target = target_for(indicator, year_end(own), profiles.get(indicator.id, {}))
        band = foretold_band(indicator, now.value, target)
        words = _words(view, now, before)
        found.append(replace(view, forecast=words, forecast_band=band))
    return found


def _words(view: IndicatorView, now: YearEndForecast, before: YearEndForecast | None) -> str:
    """`The year ends at 95.0%; it was 95.8% after June 2026. Two months are still to come.`"""
    changed = change_words(view.in_register, now, before)
    said = f"The year ends at {shown(view.in_register, now.value)}"
    return f"{said}{f'; {changed}' if changed else ''}. {now.words}".strip()
