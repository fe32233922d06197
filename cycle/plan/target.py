"""The target of one period: by the profile, and by the terms that were in force at the time."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from cycle.council import read_triggers
from cycle.periods import FIRST_MONTH, Frequency, Period
from cycle.plan.indicator import (
    Aggregation,
    Control,
    FiguresFrom,
    Indicator,
    Kind,
    Polarity,
    Scheme,
    ToleranceUnit,
)
from cycle.plan.units import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsChange:
    """One line of an indicator's change log: `old` and `new` as the register writes them.

    An empty text is a blank cell. The change holds for periods that begin on or after
    `effective_from`; `changed_at` is the aware instant at which it was recorded.
    """

    field: str
    old: str
    new: str
    effective_from: date
    reason: str
    approver: str
    changed_at: datetime
    decision_reference: str = ""

    @property
    def is_unapproved(self) -> bool:
        """Whether nobody is named who agreed it. It counts all the same, and is shown so."""
        return not self.approver.strip()


def as_of(indicator: Indicator, changes: Collection[TermsChange], period: Period) -> Indicator:
    """The indicator on the terms in force for the period: those of the period's first day.

    Of the changes that reach the period, the one recorded last stands; before the first of them
    the old terms do. So goalposts moved in mid-period count from the next. Our choice.
    """
    if not changes:
        return indicator
    terms: dict[str, Any] = {}
    for name, log in _by_field(changes).items():
        in_force = [change for change in log if change.effective_from <= period.start]
        text = in_force[-1].new if in_force else log[0].old
        terms[name] = _READERS[name](text)
    return replace(indicator, **terms) if terms else indicator


def with_terms(indicator: Indicator, terms: Mapping[str, str]) -> Indicator:
    """The indicator on these terms, each as the register writes it, by field."""
    read: dict[str, Any] = {name: _READERS[name](text) for name, text in terms.items()}
    return replace(indicator, **read) if read else indicator


def target_for(
    indicator: Indicator, period: Period, profile: Mapping[Period, Decimal]
) -> Decimal | None:
    """The period's own target if the profile has one, else the register's.

    A cumulative indicator's register target is for the year end, so without a profile only the
    year's last period has a target; every other is None: *No target*.
    """
    if period in profile:
        return profile[period]
    if indicator.cumulative and period.next.year == period.year:
        return None
    return indicator.target


def year_end(period: Period) -> Period:
    """The last period, of the same frequency, of the financial year the period falls in."""
    return periods_of(period.frequency, period.year)[-1]


def periods_of(frequency: Frequency, year: int) -> tuple[Period, ...]:
    """The year's periods in order; `year` is the calendar year in which it begins in April."""
    first = Period(frequency, date(year, FIRST_MONTH, 1))
    return tuple(first.later(k) for k in range(12 // frequency.months))


def profile_faults(
    indicator: Indicator,
    year: int,
    profile: Mapping[Period, Decimal],
    reason_to_fall: str = "",
) -> tuple[str, ...]:
    """Why this year's profile of a cumulative indicator cannot stand, one sentence each.

    A profile that falls stands only with `reason_to_fall`, the approved reason.
    """
    periods = periods_of(indicator.frequency, year)
    faults = [f"There is no target for {p.words}." for p in periods if p not in profile]
    strangers = [p for p in profile if p.frequency is not indicator.frequency]
    faults += [f"{p} is not a {indicator.frequency} period." for p in strangers]
    last = profile.get(periods[-1])
    if last is not None and indicator.target is not None and last != indicator.target:
        faults.append(
            f"The last target, {shown(indicator, last)}, is not the year-end target, "
            f"{shown(indicator, indicator.target)}."
        )
    if indicator.cumulative and indicator.polarity is Polarity.HIGHER and not reason_to_fall:
        faults += [
            f"The target falls from {earlier.words} to {later.words}: a total cannot, so say why."
            for earlier, later in _pairs(periods, profile)
            if profile[later] < profile[earlier]
        ]
    return tuple(faults)


def profile_warnings(
    indicator: Indicator, year: int, profile: Mapping[Period, Decimal]
) -> tuple[str, ...]:
    """What to look at again: a cumulative target that is the same as the period's before."""
    if not indicator.cumulative:
        return ()
    periods = periods_of(indicator.frequency, year)
    return tuple(
        f"The target for {later.words} is the same as for {earlier.words}."
        for earlier, later in _pairs(periods, profile)
        if profile[later] == profile[earlier]
    )


def _pairs(
    periods: tuple[Period, ...], profile: Mapping[Period, Decimal]
) -> list[tuple[Period, Period]]:
    return [(a, b) for a, b in pairwise(periods) if a in profile and b in profile]


def _by_field(changes: Iterable[TermsChange]) -> dict[str, list[TermsChange]]:
    """The changes of each field of the register, in the order in which they were recorded."""
    log: dict[str, list[TermsChange]] = {}
    for change in sorted(changes, key=lambda change: change.changed_at):
        if change.field in _READERS:  # not a profile, which has targets of its own, per period
            log.setdefault(change.field, []).append(change)
    return log


def _perhaps(reader: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: reader(text) if text.strip() else None


def _yes(text: str) -> bool:
    return text.strip().casefold() in ("yes", "true", "1")


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(";") if name.strip())


_READERS: dict[str, Callable[[str], Any]] = {
    # no terms of a period: the day of retirement says itself from when it holds, and whoever
    # certifies today certifies figures of earlier periods too
    **{
        field.name: str
        for field in fields(Indicator)
        if field.name not in ("retired_from", "certifier")
    },
    **dict.fromkeys(
        ("target", "range_low", "range_high", "floor", "tolerance_above"), _perhaps(Decimal)
    ),
    **dict.fromkeys(("tolerance", "green_tolerance", "dead_band"), lambda text: Decimal(text or 0)),
    **dict.fromkeys(("id", "decimals", "due_working_days", "minimum_points"), int),
    **dict.fromkeys(("owner", "deputy", "adverse_moves", "baseline_points"), _perhaps(int)),
    **dict.fromkeys(
        ("cumulative", "rolling", "seasonal", "screen_outliers", "officers_only", "in_development"),
        _yes,
    ),
    "kind": Kind,
    "polarity": Polarity,
    "frequency": Frequency,
    "aggregation": Aggregation,
    "tolerance_unit": ToleranceUnit,
    "scheme": Scheme,
    "figures_from": FiguresFrom,
    "control": _perhaps(Control),
    "aliases": _names,
    "triggers": lambda text: read_triggers(text.split(";")),
}
