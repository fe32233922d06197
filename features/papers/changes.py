"""What changed in the set of indicators: added, retired, made another kind, or on other terms."""

from datetime import datetime

from cycle.monitor.paper.views import ChangeView
from cycle.periods import london_day
from cycle.plan.indicator import Indicator, Kind
from cycle.plan.target import TermsChange
from features.papers.indicator_views import Wanted
from storage import last_viewed, register
from storage.database import Session

_TERMS = {  # what of an indicator's terms members are told of, and what it is called
    "title": "Title",
    "definition": "Definition",
    "kind": "Kind",
    "target": "Target",
    "tolerance": "Tolerance",
    "scheme": "Rule of the colours",
    "polarity": "Which way is better",
    "frequency": "How often it is measured",
    "aggregation": "How a quarter is made",
    "retired_from": "Retired from",
}


def changes_of_the_set(
    session: Session, wanted: Wanted, since: datetime, *, is_first: bool
) -> tuple[ChangeView, ...]:
    """Recorded since then, by reference: also of what is a KPI no more, or measured no more.

    In the first paper of its kind everything would be new, so nothing is called so.
    """
    told = {
        one.id: one
        for one in register.all_indicators(session)
        if not (wanted.is_public and one.officers_only)
    }
    logs = register.changes(session, sorted(told))
    found = [
        _changed(told[own], change)
        for own, log in logs.items()
        for change in log
        if change.changed_at >= since and _is_told(wanted, told[own], change)
    ]
    if not is_first:
        found += _added(session, wanted, told, since)
    return tuple(sorted(found, key=lambda one: one.indicator.ref))


def _is_told(wanted: Wanted, indicator: Indicator, change: TermsChange) -> bool:
    """Whether the paper's readers knew the indicator, before the change or since."""
    was_kpi = change.field == "kind" and Kind.KPI.value in (change.old, change.new)
    return change.field in _TERMS and (was_kpi or indicator.kind in wanted.kinds)


def _changed(indicator: Indicator, change: TermsChange) -> ChangeView:
    name, new = _TERMS[change.field], change.new or "none"
    return ChangeView(
        indicator=indicator,
        what=f"{name}: {new}, was {change.old}" if change.old else f"{name}: {new}",
        reason=change.reason,
        approver=change.approver,
        from_day=change.effective_from,
    )


def _added(
    session: Session, wanted: Wanted, told: dict[int, Indicator], since: datetime
) -> list[ChangeView]:
    by_ref = {one.ref: one for one in told.values() if one.kind in wanted.kinds}
    return [
        ChangeView(indicator=by_ref[ref], what="New", from_day=london_day(at))
        for ref, at in last_viewed.known_since(session).items()
        if ref in by_ref and at >= since
    ]
