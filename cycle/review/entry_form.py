"""A submission read field by field, so that all that is to be mended is told at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from cycle.periods import Period, day_words
from cycle.plan.indicator import Indicator, Polarity
from cycle.plan.units import shown, with_unit
from cycle.review.doubt import meant
from cycle.review.entry import (
    CONFIRMED,
    FURTHEST,
    LONGEST_COMMENTARY,
    LONGEST_REASON,
    Entry,
    FormFault,
    Submission,
)
from cycle.review.figure import Figure, FigureStatus
from cycle.review.reading import UnreadableValue, is_no_value, read, read_day
from cycle.text import without_hidden

_STATUS_WORDS = {
    FigureStatus.FINAL: "Final",
    FigureStatus.PROVISIONAL: "Provisional",
    FigureStatus.NOT_APPLICABLE: "Not applicable",
    FigureStatus.NOT_AVAILABLE: "Not available yet",
}


@dataclass(slots=True)
class EntryForm:
    """A submission being read: every field is looked at, so that all faults are told at once."""

    indicator: Indicator
    period: Period
    given: Submission
    today: date
    series: Mapping[Period, Figure]
    faults: list[FormFault] = field(default_factory=list)

    def entry(self) -> Entry:
        before = self.series.get(self.period)
        status = self._status()
        entry = Entry(
            commentary=self._words("commentary", self.given.commentary, LONGEST_COMMENTARY),
            status=status,
            expected_on=self._expected_on(status, before),
            reason=self._reason(before, status),
        )
        if status in (FigureStatus.NOT_APPLICABLE, FigureStatus.NOT_AVAILABLE):
            return self._without_value(entry)
        return self._with_counts(entry) if self.indicator.asks_for_counts else self._valued(entry)

    def _status(self) -> FigureStatus:
        try:
            return FigureStatus(self.given.status.strip().lower() or FigureStatus.FINAL)
        except ValueError:
            known = ", ".join(FigureStatus)
            self._fault("status", f"Choose one of these for the status: {known}.")
            return FigureStatus.FINAL

    def _without_value(self, entry: Entry) -> Entry:
        self._no_value_is_typed(entry.status)
        if not (words := entry.commentary or entry.reason):
            why = (
                "Say why there is no value for this period."
                if entry.status is FigureStatus.NOT_APPLICABLE
                else "Say what is waited for and who will supply it."
            )
            self._fault("commentary", why)
        return replace(entry, commentary=words)

    def _no_value_is_typed(self, status: FigureStatus) -> None:
        """A status that says there is no value contradicts a value: neither is thrown away.

        What the form was filled with beforehand was typed by nobody.
        """
        typed = self._typed()
        if not any(typed) or typed == self._filled_in():
            return
        if status is FigureStatus.NOT_APPLICABLE and typed == ("0", "0"):
            return  # no cases: both say the same
        words = " of ".join(part or "nothing" for part in typed)
        chosen = _STATUS_WORDS[status]
        name, box = ("numerator", "two counts") if len(typed) > 1 else ("value", "value")
        self._fault(
            name,
            f"{words} was typed, but {chosen} is chosen: which is meant? Choose Final to keep "
            f"{words}, or leave the {box} empty to keep {chosen}.",
        )

    def _typed(self) -> tuple[str, ...]:
        given = self.given
        counts = (given.numerator, given.denominator)
        return tuple(map(_typed_value, counts if self.indicator.asks_for_counts else [given.value]))

    def _filled_in(self) -> tuple[str, ...]:
        before = self.series.get(self.period)
        if before is None:
            return ()
        counts = (before.numerator, before.denominator)
        known = counts if self.indicator.asks_for_counts else [before.value]
        return tuple("" if number is None else f"{number:f}" for number in known)

    def _valued(self, entry: Entry) -> Entry:
        value = self._read("value", self.given.value, self.indicator.unit)
        if value is not None:
            for why in _impossible(self.indicator, value):
                self._fault("value", " ".join(filter(None, [why, self._meant(value)])))
        return replace(entry, value=value)

    def _meant(self, value: Decimal) -> str:
        return meant(self.indicator, value, self.period, self.series)

    def _with_counts(self, entry: Entry) -> Entry:
        units = {"%": ("number", "GBP")}.get(self.indicator.unit, ("number", self.indicator.unit))
        part = self._read("numerator", self.given.numerator, *units)
        whole = self._read("denominator", self.given.denominator, *units)
        if part is None or whole is None or self._are_no_counts(part, whole):
            return entry
        entry = replace(entry, numerator=part, denominator=whole)
        if whole == 0:
            return replace(entry, status=FigureStatus.NOT_APPLICABLE, expected_on=None)
        value = part * self.indicator.multiplier / whole
        return replace(entry, value=value)

    def _are_no_counts(self, part: Decimal, whole: Decimal) -> bool:
        told = len(self.faults)
        for name, count in (("numerator", part), ("denominator", whole)):
            if count < 0:
                self._fault(name, f"The {name} cannot be negative: type 0 or more.")
        if min(part, whole) >= 0 and self.indicator.unit == "%" and part > whole:
            self._fault(
                "numerator",
                f"{count_shown(part)} of {count_shown(whole)} would be more than 100%: "
                "the numerator cannot be above the denominator.",
            )
        elif whole == 0 and part > 0:
            self._fault(
                "denominator", f"{count_shown(part)} of 0 is not possible: mend one of the two."
            )
        return len(self.faults) > told

    def _expected_on(self, status: FigureStatus, before: Figure | None) -> date | None:
        if status not in (FigureStatus.NOT_AVAILABLE, FigureStatus.PROVISIONAL):
            self._no_day_is_typed(status, before)
            return None
        awaited = "the value" if status is FigureStatus.NOT_AVAILABLE else "the confirmed value"
        if not self.given.expected_on.strip():
            self._fault("expected_on", f"Give the day on which {awaited} is expected.")
            return None
        try:
            day = read_day(self.given.expected_on)
        except UnreadableValue as refusal:
            self._fault("expected_on", str(refusal))
            return None
        if not self.today < day <= self.today + FURTHEST:
            self._fault(
                "expected_on",
                f"{day_words(day)} cannot be the day on which {awaited} is expected: "
                "give a day after today and within two years.",
            )
        return day

    def _no_day_is_typed(self, status: FigureStatus, before: Figure | None) -> None:
        """A new day contradicts a final answer; the day promised before is only still there."""
        promised = before.expected_on if before is not None else None
        typed = self.given.expected_on.strip()
        if not typed or (promised is not None and typed == promised.isoformat()):
            return
        self._fault(
            "expected_on",
            f"A day on which the final value is expected was given, but {_STATUS_WORDS[status]} is "
            "chosen: which is meant? Choose Provisional or Not available yet, or clear the day.",
        )

    def _reason(self, before: Figure | None, status: FigureStatus) -> str:
        words = self._words("reason", self.given.reason, LONGEST_REASON)
        if words or before is None or before.status is FigureStatus.NOT_AVAILABLE:
            return words
        if before.status is FigureStatus.PROVISIONAL and status is FigureStatus.FINAL:
            return CONFIRMED
        self._fault("reason", "Say why the figure is corrected: both figures are kept.")
        return words

    def _words(self, name: str, text: str, longest: int) -> str:
        words = without_hidden(text).strip()
        if (over := len(words) - longest) > 0:
            letters = "character" if over == 1 else "characters"
            self._fault(
                name, f"The {name} is {over:,} {letters} too long: at most {longest:,} are kept."
            )
        return words

    def _read(self, name: str, text: str, *units: str) -> Decimal | None:
        """The number in the first of the units in which it can be read."""
        refusals: list[UnreadableValue] = []
        for unit in units:
            try:
                return read(text, unit)
            except UnreadableValue as refusal:
                refusals.append(refusal)
        if name != "value" and not text.strip():
            self._fault(name, f"Type the {name}, for example 1,234; zero too must be typed.")
        else:
            self._fault(name, str(refusals[0]))
        return None

    def _fault(self, name: str, sentence: str) -> None:
        self.faults.append(FormFault(name, sentence))


def _typed_value(text: str) -> str:
    """What was typed as a value, short enough to be said; empty for nothing and for "n/a"."""
    words = " ".join(without_hidden(text).split())
    if is_no_value(words):
        return ""
    return words if len(words) <= 30 else f"{words[:29]}…"


def _impossible(indicator: Indicator, value: Decimal) -> Iterator[str]:
    """Why this cannot be a value of the indicator. Pounds and ranges may be negative."""
    is_range = indicator.polarity is Polarity.RANGE
    if value < 0 and not is_range and indicator.unit not in ("GBP", "tCO2e"):
        yield f"{shown(indicator, value)} is negative: type 0 or more."
    elif value > 100 and not is_range and indicator.unit == "%":
        yield f"{shown(indicator, value)} is more than 100%: type a percentage from 0 to 100."
    elif indicator.unit == "number" and not indicator.decimals and value % 1:
        yield f"{count_shown(value)} is not a whole number: this indicator is a count."


def count_shown(number: Decimal) -> str:
    """A count without a unit, with as many decimals as it has."""
    exponent = number.normalize().as_tuple().exponent
    return with_unit(number, "number", max(0, -exponent if isinstance(exponent, int) else 0))
