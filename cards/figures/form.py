"""The form for one figure: what is measured, how it went, and room for the value and the words."""

from collections.abc import Mapping, Sequence
from datetime import date

from cards.elements import (
    Action,
    Button,
    ButtonRef,
    Buttons,
    Card,
    ChoiceInput,
    Column,
    Columns,
    Container,
    DateInput,
    Element,
    Facts,
    Reveal,
    Text,
    TextInput,
    card,
    note,
    said,
    subheading,
    title,
    to_mend,
)
from cards.figures.figure import chart, recent, target_words
from cards.forecasts import YearEndQuestion, year_end_inputs
from cards.reminders import day_words
from cycle.plan.indicator import Indicator
from cycle.review.figure import Figure, FigureStatus
from cycle.review.standing import Standing

STATUSES = (
    ("Final", FigureStatus.FINAL),
    ("Provisional, the final value is to come", FigureStatus.PROVISIONAL),
    ("Not applicable this period", FigureStatus.NOT_APPLICABLE),
    ("Not available yet", FigureStatus.NOT_AVAILABLE),
)
_UNITS = {"GBP": " (in pounds)", "per 100,000": " (per 100,000)", "number": "", "": ""}


def form(
    standing: Standing,
    ask: ButtonRef,
    today: date,
    *,
    place: tuple[int, int] = (1, 1),
    locks: date | None = None,
    history: Sequence[Standing] = (),
    last_words: Figure | None = None,
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
    question: str = "",
    needs_commentary: bool = False,
    correcting: bool = False,
    reopened_until: date | None = None,
    year_end: YearEndQuestion | None = None,
) -> Card:
    """The form of one indicator and period; `place` is "1 of 3".

    `history` is oldest first and ends before this period. `last_words` is the figure whose
    commentary is shown as a reading aid. With `faults` the card says what to mend, and with
    `question` it asks whether the value is meant; both show what was `typed`. The inputs are
    `value`, or `numerator` and `denominator`; `commentary`, `status`, `expected_on`, and `reason`
    when correcting. The server judges all of them: the client checks nothing.
    """
    indicator = standing.indicator
    inputs = _given(standing.figure) | dict(typed or {}) if correcting else dict(typed or {})
    return card(
        _summary(standing, faults, question),
        title(_place(indicator, place, correcting), str(indicator), _dates(standing, locks, today)),
        note(f"Entry was opened again until {day_words(reopened_until, today)}.")
        if reopened_until
        else None,
        to_mend(faults),
        _asked_back(question, ask),
        _measures(standing),
        recent(history),
        *_values(indicator, inputs),
        _last_words(last_words),
        _commentary(inputs, needs_commentary),
        _reason(inputs, standing.is_provisional) if correcting else None,
        year_end_inputs(year_end, inputs) if year_end else None,
        _other_answers(inputs),
        Buttons(*_buttons(ask, place, question)),
        chart(history),  # below the buttons: who has the figure in hand need not scroll past it
    )


def _summary(standing: Standing, faults: Sequence[str], question: str) -> str:
    name = f"{standing.indicator}, {standing.period.words}"
    if faults:
        return f"{name}: {faults[0]}"
    return f"{name}: is that right?" if question else f"{name}: please give the figure."


def _place(indicator: Indicator, place: tuple[int, int], correcting: bool) -> str:
    number, count = place
    kind = "Correction" if correcting else "Figure"
    return (
        f"{kind} {number} of {count} · {indicator.service}"
        if count > 1
        else (f"{kind} · {indicator.service}")
    )


def _dates(standing: Standing, locks: date | None, today: date) -> str:
    words = f"{standing.period.words} · due {day_words(standing.due, today)}"
    return words + (f" · entry closes {day_words(locks, today)}" if locks else "")


def _asked_back(question: str, ask: ButtonRef) -> Element | None:
    if not question:
        return None
    return Container(
        subheading("? Is that right?"),
        Text(question, spacing="Small"),
        Text("If not, change it below and submit again.", spacing="Small", is_subtle=True),
        Buttons(Button("confirm", "Yes, keep it", ask, main=True)),
        style="accent",
    )


def _measures(standing: Standing) -> Container:
    indicator = standing.indicator
    aim = target_words(indicator, standing.target)
    text = indicator.definition or "The register does not say yet what it measures."
    return Container(
        Columns(
            Column(
                Text(aim or "No target for this period", weight="Bolder"),
                width="stretch",
                vertical_content_alignment="Center",
            ),
            Column(Buttons(Reveal("What it measures", "measures")), width="auto"),
        ),
        Container(
            Text(text),
            Facts(("Unit", indicator.unit), ("Target's source", indicator.source_of_target)),
            id="measures",
            is_visible=False,
        ),
    )


def _last_words(figure: Figure | None) -> Element | None:
    if figure is None or not figure.commentary.strip():
        return None
    who = figure.given_by_name or "The commentary"
    return Container(
        Text(f"{who} wrote for {figure.period.words}:", size="Small", is_subtle=True),
        said(figure.commentary, "last-words", first=240),
        style="emphasis",
    )


def _values(indicator: Indicator, inputs: Mapping[str, str]) -> list[Element | None]:
    unit = _UNITS.get(indicator.unit, f" (in {indicator.unit})")
    if not indicator.asks_for_counts:
        return [TextInput(id="value", label=f"Value{unit}", value=inputs.get("value"))]
    times = f" × {indicator.multiplier:,}" if indicator.multiplier != 1 else ""
    as_given = inputs.get("value")
    return [
        TextInput(id="value", label=f"Value{unit} as you typed it", value=as_given)
        if as_given
        else None,
        Text(f"Value{unit} = numerator ÷ denominator{times}", size="Small", is_subtle=True),
        TextInput(id="numerator", label="Numerator (the part)", value=inputs.get("numerator")),
        TextInput(
            id="denominator", label="Denominator (the whole)", value=inputs.get("denominator")
        ),
    ]


def _commentary(inputs: Mapping[str, str], is_needed: bool) -> Element:
    when = "required" if is_needed else "required when red, amber or worse than last time"
    return TextInput(
        id="commentary",
        label=f"Commentary ({when})",
        is_multiline=True,
        placeholder="What happened, and what is being done?",
        value=inputs.get("commentary"),
    )


def _reason(inputs: Mapping[str, str], is_to_confirm: bool) -> Element:
    needed = "required unless you confirm the value" if is_to_confirm else "required"
    return TextInput(
        id="reason", label=f"Reason for the correction ({needed})", value=inputs.get("reason")
    )


def _other_answers(inputs: Mapping[str, str]) -> Container:
    """Status and date, folded away until they are wanted: most figures are final."""
    status = inputs.get("status") or FigureStatus.FINAL.value
    is_open = bool(inputs.get("expected_on")) or status != FigureStatus.FINAL.value
    return Container(
        Buttons(Reveal("Not the final value?", "other-answers")),
        Container(
            ChoiceInput(
                [(words, each.value) for words, each in STATUSES],
                id="status",
                label="This figure is",
                style="expanded",
                wrap=True,
                value=status,
            ),
            DateInput(
                id="expected_on",
                label="Final value expected on (when provisional or not available yet)",
                value=inputs.get("expected_on"),
            ),
            Text(
                "Not applicable or not available: say why in the commentary, and leave the value "
                "empty.",
                size="Small",
                is_subtle=True,
            ),
            id="other-answers",
            is_visible=is_open,
        ),
    )


def _buttons(ask: ButtonRef, place: tuple[int, int], question: str) -> list[Action]:
    number, count = place
    submit = "Submit the changed figure" if question else "Submit"
    buttons: list[Action] = [Button("submit", submit, ask, main=not question)]
    if number < count:
        buttons.append(Button("skip", "Next indicator", ask, sends_inputs=False))
    return [*buttons, Button("back", "Back", ask, sends_inputs=False)]


def _given(figure: Figure | None) -> dict[str, str]:
    """What was given last, to be corrected: as plain numbers, which the form can read again."""
    if figure is None:
        return {}
    counts = {
        "value": figure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
    }
    made_by_counts = figure.denominator == 0  # not applicable as long as there are no cases
    return {name: f"{count:f}" for name, count in counts.items() if count is not None} | {
        "commentary": figure.commentary,
        "status": FigureStatus.FINAL.value if made_by_counts else figure.status.value,
        "expected_on": figure.expected_on.isoformat() if figure.expected_on else "",
    }
