"""The inputs of a figure's form; what is to be corrected is said in the label of its own input."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.elements import (
    ChoiceInput,
    Container,
    DateInput,
    Element,
    Text,
    TextInput,
    subheading,
)
from cycle.plan.indicator import Indicator
from cycle.review.entry import FormFault
from cycle.review.figure import FigureStatus

STATUSES = (
    ("Final", FigureStatus.FINAL),
    ("Provisional, the final value is to come", FigureStatus.PROVISIONAL),
    ("Not applicable this period", FigureStatus.NOT_APPLICABLE),
    ("Not available yet", FigureStatus.NOT_AVAILABLE),
)
_UNITS = {"GBP": " (in pounds)", "per 100,000": " (per 100,000)", "number": "", "": ""}
PREVENTION = "prevention"
_NAMES = {  # as the summary on top names an input
    "value": "the value",
    "numerator": "the part",
    "denominator": "the whole",
    "commentary": "the commentary",
    "reason": "the reason",
    PREVENTION: "what prevents it",
    "status": "what this figure is",
    "expected_on": "the day",
    "forecast": "where the year will end",
}


@dataclass(frozen=True, slots=True)
class FormInputs:
    """What the inputs hold, as it was typed, and what is to be corrected."""

    indicator: Indicator
    typed: Mapping[str, str]
    faults: Sequence[FormFault]

    def fault(self, name: str) -> str:
        """What is to be corrected in this input; empty for nothing."""
        return " ".join(each.sentence for each in self.faults if each.field == name)

    def summary(self) -> Container | None:
        """What to correct, on top; what belongs to no input is told here in full."""
        if not self.faults:
            return None
        named = dict.fromkeys(_NAMES[each.field] for each in self.faults if each.field in _NAMES)
        rest = [each.sentence for each in self.faults if each.field not in _NAMES]
        heading = f"! Please correct {_and(list(named))}" if named else "! Please correct this"
        return Container(
            subheading(heading),
            *(Text(sentence, spacing="Small") for sentence in rest),
            style="attention",
        )

    def values(self) -> list[Element]:
        """The input for the value, or those for the two counts that it is worked out from."""
        unit = _UNITS.get(self.indicator.unit, f" (in {self.indicator.unit})")
        if not self.indicator.asks_for_counts:
            return [self._text("value", f"Value{unit}")]
        part, whole = self._count_labels()
        inputs = [self._text("numerator", part), self._text("denominator", whole)]
        if self.typed.get("value"):
            inputs.insert(0, self._text("value", f"Value{unit} as you typed it"))
        return [*inputs, Text(self._worked_out(), size="Small", is_subtle=True, spacing="None")]

    def commentary(self) -> Element:
        is_needed = bool(self.fault("commentary"))
        when = "required" if is_needed else "required when red, amber or worse than last time"
        return self._marked(
            "commentary",
            TextInput(
                id="commentary",
                label=self._label("commentary", f"Commentary ({when})"),
                is_multiline=True,
                placeholder="What happened, and what is being done?",
                value=self.typed.get("commentary"),
            ),
        )

    def reason(self, *, is_to_confirm: bool) -> Element:
        """Why a figure is corrected; nobody need say why a promised value is confirmed."""
        needed = "required unless you confirm the value" if is_to_confirm else "required"
        asked = TextInput(
            id="reason",
            label=self._label("reason", f"Reason for the correction ({needed})"),
            value=self.typed.get("reason"),
            is_required=None if is_to_confirm else True,
            error_message=None if is_to_confirm else "Say why the figure is corrected.",
        )
        return self._marked("reason", asked)

    def prevention(self) -> Element:
        """Asked for when a figure is changed that was certified."""
        words = "What will keep it from happening again (required: the figure is certified)"
        asked = TextInput(
            id=PREVENTION,
            label=self._label(PREVENTION, words),
            is_multiline=True,
            value=self.typed.get(PREVENTION),
        )
        return self._marked(PREVENTION, asked)

    def other_answers(self) -> Container:
        """Status and date, folded away until they are wanted: most figures are final."""
        status = self.typed.get("status") or FigureStatus.FINAL.value
        has_fault = bool(self.fault("status") or self.fault("expected_on"))
        is_open = (
            bool(self.typed.get("expected_on")) or status != FigureStatus.FINAL.value or has_fault
        )
        chosen = ChoiceInput(
            [(words, each.value) for words, each in STATUSES],
            id="status",
            label=self._label("status", "This figure is"),
            style="expanded",
            wrap=True,
            value=status,
        )
        day = DateInput(
            id="expected_on",
            label=self._label(
                "expected_on", "Final value expected on (when provisional or not available yet)"
            ),
            value=self.typed.get("expected_on"),
        )
        how = "Not applicable or not available: say why in the commentary, and leave the value "
        return Container(
            self._marked("status", chosen),
            self._marked("expected_on", day),
            Text(f"{how}empty.", size="Small", is_subtle=True),
            id="other-answers",
            is_visible=is_open,
        )

    def _count_labels(self) -> tuple[str, str]:
        """What to count, in the register's words where it has them."""
        part, whole = self.indicator.numerator_label, self.indicator.denominator_label
        return (
            f"{part} (numerator)" if part else "The part (numerator)",
            f"{whole} (denominator)" if whole else "The whole (denominator)",
        )

    def _worked_out(self) -> str:
        unit = "the percentage" if self.indicator.unit == "%" else "the value"
        times = f" × {self.indicator.multiplier:,}" if self.indicator.multiplier != 1 else ""
        return f"Steward works out {unit}: part ÷ whole{times}."

    def _text(self, name: str, label: str) -> Element:
        asked = TextInput(id=name, label=self._label(name, label), value=self.typed.get(name))
        return self._marked(name, asked)

    def _label(self, name: str, words: str) -> str:
        """The label says what to correct too: a screen reader reads it with the input."""
        fault = self.fault(name)
        return f"{words}. Correct this: {fault}" if fault else words

    def _marked(self, name: str, asked: Element) -> Element:
        return Container(asked, style="attention") if self.fault(name) else asked


def _and(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
