"""What an owner fills in on the form of the yearly review, read as the indicator's new terms."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from cycle.plan.indicator import Control, Indicator, Kind, Polarity
from cycle.plan.kpi_set_line import LineAnswer
from cycle.plan.register import written
from cycle.plan.scheme import scheme_faults
from cycle.review import reading
from cycle.review.reading import UnreadableValue

ENDED = "ended"  # the choice of kind that says that it is measured no more
TERMS = ("kind", "target", "tolerance", "definition")


class UnreadableAnswer(ValueError):
    """What was typed cannot stand; `faults` are the sentences."""

    def __init__(self, *faults: str) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


def prefilled(indicator: Indicator) -> dict[str, str]:
    """What the form shows before anything was typed: the indicator as it is."""
    return {
        "kind": indicator.kind.value,
        "target": written(indicator.target),
        "tolerance": written(indicator.tolerance),
        "definition": indicator.definition,
        "control": written(indicator.control),
        "control_words": indicator.control_words,
    }


def read_answer(indicator: Indicator, typed: Mapping[str, str], *, profiled: bool) -> LineAnswer:
    """The answer that was typed; what was not typed stays as it is. Raises UnreadableAnswer.

    `profiled` says that the indicator has targets per period.
    """
    given = {**prefilled(indicator), **typed}
    control = next((choice for choice in Control if choice.value == given["control"]), None)
    return LineAnswer(
        after=None if given["kind"] == ENDED else _amended(indicator, given, profiled),
        reason=given.get("reason", ""),
        decided_with=given.get("decided_with", ""),
        control=control,
        control_words=given["control_words"],
    )


def _amended(indicator: Indicator, given: Mapping[str, str], profiled: bool) -> Indicator:
    kind = next((kind for kind in Kind if kind.value == given["kind"]), indicator.kind)
    is_judged = kind is not Kind.STATISTIC
    has_target = is_judged and indicator.polarity is not Polarity.RANGE
    after = replace(
        indicator,
        kind=kind,
        target=_number("target", given["target"], indicator.unit) if has_target else None,
        tolerance=_number("tolerance", given["tolerance"], "number") or Decimal(0),
        definition=_definition(indicator, given["definition"]),
    )
    if is_judged and (faults := scheme_faults(after, profiled)):
        raise UnreadableAnswer(*faults)
    return after


def _number(name: str, text: str, unit: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        return reading.read(text, unit)
    except UnreadableValue as why:
        raise UnreadableAnswer(f"{name.capitalize()}: {why}") from why


def _definition(indicator: Indicator, text: str) -> str:
    """As typed; a client that breaks the lines otherwise has changed nothing."""
    is_same = text.split() == indicator.definition.split()
    return indicator.definition if is_same else text.strip()
