"""The table of indicators, read: each row a line of the register, or every reason against it."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from cycle.council import FEWEST_MOVES, MOST_MOVES, Deterioration, read_triggers
from cycle.periods import Frequency
from cycle.plan.cells import LONGEST_WORDS, Cells, quoted
from cycle.plan.control_test import QUESTION, asks_again, control_fault
from cycle.plan.directory import NotInDirectory
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
from cycle.plan.keys import lookup_key
from cycle.plan.scheme import scheme_faults
from cycle.plan.unit_names import multiplier_of, normalise_unit

COLUMNS = tuple(field.name for field in fields(Indicator) if field.name != "id")
PEOPLE = ("owner", "deputy", "certifier")  # columns that name a person
REQUIRED = ("ref", "title", "kind", "service", "unit", "polarity", "frequency")
LONGEST_REF = 20
SHORTEST_BASELINE, LONGEST_BASELINE = 12, 100  # points on which limits may be fixed
SIGNS = {"%": "%", "GBP": "£"}  # what a number of this unit may carry in a cell

_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
_USUAL = Indicator(id=0, ref="", title="")
_USUAL_OF_RANGE = replace(
    _USUAL, scheme=Scheme.RANGE, tolerance=Decimal(0), tolerance_unit=ToleranceUnit.POINTS
)
_BLAMED = {  # the first of these words in a refusal says which column to mend
    "in points": "tolerance_unit",
    "tolerance above": "tolerance_above",
    "green": "green_tolerance",
    "floor": "floor",
    "scheme": "scheme",
    "dead band": "dead_band",
    "The upper end": "range_high",
    "range": "range_low",
    "tolerance": "tolerance",
    "target": "target",
}

Find = Callable[[str], int]


def read_indicator(
    row: Cells, known: Mapping[str, Indicator], find: Find, profiled: Collection[int] = ()
) -> Indicator:
    """The row's indicator; what cannot stand is noted in the row's faults.

    `known` is the register by `key`; `find` gives a person's id or raises NotInDirectory;
    `profiled` are the ids of indicators with targets per period. A column that is not in the file
    leaves what is known, a blank cell is the default. A new indicator's id is 0.
    """
    ref = read_ref(row)
    polarity = row.choice("polarity", Polarity)
    usual = _USUAL_OF_RANGE if polarity is Polarity.RANGE else _USUAL
    before = known.get(key(ref))
    given = {
        name: reader(row, name, getattr(usual, name))
        for name, reader in _READERS.items()
        if row.has(name)
    }
    given |= {name: _person(row, name, find) for name in PEOPLE if row.has(name)}
    base = replace(_kept(before, usual, polarity), polarity=polarity, **given)
    indicator = replace(base, ref=before.ref if before else ref, **_numbers(row, base, usual))
    _refuse_unknown_ratio(row, indicator)
    _refuse_own_certifier(row, indicator)
    _judge(row, indicator, indicator.id in profiled)
    _judge_control(row, indicator, before)
    return indicator


def read_ref(row: Cells) -> str:
    ref = row.key("ref", LONGEST_REF, required=True)
    if ref and not _REF.fullmatch(ref) and not row.faults:
        row.fault("ref", f"{quoted(ref)}: a reference has letters, digits, - _ . / and no spaces.")
    return ref


def key(ref: str) -> str:
    """A reference as it is looked up: capitals do not tell two indicators apart."""
    return lookup_key(ref)


def written(value: object) -> str:
    """A term of an indicator as the table writes it; a blank cell for None, people by id."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value:f}"
        case tuple():
            return ";".join(value)
        case _:
            return str(value)


def differences(before: Indicator, after: Indicator) -> list[tuple[str, Any, Any]]:
    """(field, before, after) for every term that differs."""
    pairs = [(name, getattr(before, name), getattr(after, name)) for name in COLUMNS]
    return [(name, old, new) for name, old, new in pairs if old != new]


def notes(indicator: Indicator) -> list[str]:
    """What to look at again, though it can stand: per cent of a target that is not above 0."""
    target = indicator.target
    by_percent = indicator.tolerance_unit is ToleranceUnit.PERCENT and indicator.tolerance != 0
    if target is None or target > 0 or not by_percent or not indicator.is_rated:
        return []
    if target == 0:
        return [f"{indicator.ref}: per cent of a target of 0 is 0, so any miss is Red"]
    return [
        f"{indicator.ref}: the target is below 0, so values may change sign, "
        "and a tolerance in points is safer than one in per cent"
    ]


def _kept(before: Indicator | None, usual: Indicator, polarity: Polarity) -> Indicator:
    """What stays of a known indicator; its scheme only if it goes with the polarity still."""
    if before is None:
        return usual
    was_usual = before.scheme in (_USUAL.scheme, _USUAL_OF_RANGE.scheme)
    is_turned = before.polarity is not polarity
    return replace(before, scheme=usual.scheme) if was_usual and is_turned else before


def _words(row: Cells, column: str, _: object) -> str:
    return row.words(column, _LONGEST.get(column, LONGEST_WORDS), required=column in REQUIRED)


def _passage(row: Cells, column: str, _: object) -> str:
    return row.passage(column)


def _aliases(row: Cells, column: str, _: object) -> tuple[str, ...]:
    return row.several(column)


def _triggers(row: Cells, column: str, _: object) -> tuple[Deterioration, ...]:
    try:
        return read_triggers(row.several(column))
    except ValueError:
        row.fault(
            column,
            f"{quoted(row.raw(column))}: write one or more of {'; '.join(Deterioration)}, or leave "
            "the cell blank for the council's.",
        )
        return ()


def _control(row: Cells, column: str, _: object) -> Control | None:
    return row.choice(column, Control) if row.raw(column) else None


def _person(row: Cells, column: str, find: Find) -> int | None:
    if not (text := row.words(column)):
        return None
    try:
        return find(text)
    except NotInDirectory as why:
        row.fault(column, f"{why}: import people first, or leave the cell blank.")
        return None


_LONGEST = {
    "unit": 40,
    "priority": 100,
    "service": 100,
    **dict.fromkeys(("numerator_label", "denominator_label"), 100),
}
_READERS: dict[str, Callable[[Cells, str, Any], Any]] = {
    **dict.fromkeys(("title", "service", "priority"), _words),
    "unit": lambda row, name, _: normalise_unit(_words(row, name, "")),
    "portfolio_holder": _words,
    **dict.fromkeys(("numerator_label", "denominator_label"), _words),
    **dict.fromkeys(("definition", "source_of_target", "proxy"), _passage),
    **dict.fromkeys(
        ("cumulative", "rolling", "seasonal", "screen_outliers", "officers_only", "in_development"),
        Cells.yes,
    ),
    "kind": lambda row, name, _: row.choice(name, Kind),
    "frequency": lambda row, name, _: row.choice(name, Frequency),
    "aggregation": lambda row, name, usual: row.choice(name, Aggregation, usual),
    "tolerance_unit": lambda row, name, usual: row.choice(name, ToleranceUnit, usual),
    "scheme": lambda row, name, usual: row.choice(name, Scheme, usual),
    "decimals": lambda row, name, usual: row.whole(name, 0, 6, usual),
    "due_working_days": lambda row, name, usual: row.whole(name, 0, 250, usual),
    "minimum_points": lambda row, name, usual: row.whole(name, 2, 100, usual),
    "baseline_points": lambda row, name, _: (
        row.whole(name, SHORTEST_BASELINE, LONGEST_BASELINE, 0) or None
    ),
    "aliases": _aliases,
    "adverse_moves": lambda row, name, _: row.whole(name, FEWEST_MOVES, MOST_MOVES, 0) or None,
    "triggers": _triggers,
    "retired_from": lambda row, name, _: row.day(name),
    "control": _control,
    "control_words": _passage,
    "figures_from": lambda row, name, usual: row.choice(name, FiguresFrom, usual),
}
_NUMBERS = (
    *("target", "tolerance", "tolerance_above"),
    *("range_low", "range_high", "green_tolerance", "floor"),
)


def _numbers(row: Cells, base: Indicator, usual: Indicator) -> dict[str, Any]:
    """The numbers of the row, which may carry the sign of the unit or of the tolerance."""
    unit_sign = SIGNS.get(base.unit, "")
    in_percent = base.tolerance_unit is ToleranceUnit.PERCENT
    numbers: dict[str, Any] = {}
    for name in (*_NUMBERS, "dead_band"):
        if row.has(name):
            is_share = in_percent and "tolerance" in name
            number = row.number(name, "%" if is_share else unit_sign)
            numbers[name] = getattr(usual, name) if number is None else number
    if row.has("tolerance") and not row.raw("tolerance") and not in_percent:
        numbers["tolerance"] = Decimal(0)
        if numbers.get("target", base.target) is not None:
            row.fault("tolerance", "is blank: say how many points past the target is still Amber.")
    return numbers


def _refuse_unknown_ratio(row: Cells, indicator: Indicator) -> None:
    """A ratio needs a unit that says what numerator ÷ denominator is multiplied by."""
    if indicator.aggregation is Aggregation.RATIO and multiplier_of(indicator.unit) is None:
        row.fault(
            "unit" if row.has("unit") else "aggregation",
            f"{quoted(indicator.unit)} does not say what numerator ÷ denominator is multiplied "
            "by: write %, per 1,000, per 100,000, or what is averaged, such as days or GBP.",
        )


def _refuse_own_certifier(row: Cells, indicator: Indicator) -> None:
    """Whoever gives the figures does not certify them."""
    if indicator.certifier is not None and indicator.certifier in (
        indicator.owner,
        indicator.deputy,
    ):
        row.fault("certifier", "gives the figures, so somebody else certifies them: name another.")


def _judge_control(row: Cells, indicator: Indicator, before: Indicator | None) -> None:
    """Who can hardly influence a number is not judged by it; who is to be judged anew is asked."""
    if why := control_fault(indicator.kind, indicator.control, indicator.control_words):
        is_words = indicator.control is Control.PARTLY
        row.fault("control_words" if is_words else "control", why)
    elif before and asks_again(before.kind, indicator.kind) and not row.raw("control"):
        row.doubt("control", f"{indicator.ref} was a Statistic and has no answer: {QUESTION}")


def _judge(row: Cells, indicator: Indicator, has_profile: bool) -> None:
    if indicator.kind is Kind.STATISTIC and indicator.target is not None:
        row.fault(
            "target",
            "a Statistic has no target: whoever is measured cannot control it (the control test). "
            "Leave the target blank, or make it a PI.",
        )
        return
    for sentence in scheme_faults(indicator, has_profile):
        column = next((name for word, name in _BLAMED.items() if word in sentence), "scheme")
        row.fault(column, sentence)
