"""The form for one figure: what is aimed for, room for the value and the words, and no more.

Past figures, the definition and other answers than a final value are one tap away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cards.elements import (
    Action,
    Button,
    ButtonRef,
    Buttons,
    Card,
    Container,
    Element,
    Facts,
    Reveal,
    RichText,
    Text,
    TextRun,
    card,
    note,
    said,
    subheading,
    title,
)
from cards.figures.figure import cases, chart, recent, short_mark, target_words, value_words
from cards.figures.inputs import FormInputs
from cards.forecasts import YearEndQuestion, year_end_inputs
from cards.reminders import day_words
from cycle.plan.indicator import Indicator
from cycle.review.entry import FormFault
from cycle.review.figure import Figure, FigureStatus
from cycle.review.sign_off import is_final
from cycle.review.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureForm:
    """The form of one indicator and period; `place` is "1 of 3".

    `history` is oldest first and ends before this period. `last_words` is the figure whose
    commentary is shown as a reading aid. With `faults` the card says at each input what to correct,
    and with `question` it asks whether the value is meant; both show what was `typed`. `kept` says
    what was kept before this form opened.
    """

    standing: Standing
    today: date
    place: tuple[int, int] = (1, 1)
    locks: date | None = None
    history: Sequence[Standing] = ()
    last_words: Figure | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[FormFault] = ()
    question: str = ""
    correcting: bool = False
    reopened_until: date | None = None
    year_end: YearEndQuestion | None = None
    kept: Sequence[str] = ()

    @property
    def indicator(self) -> Indicator:
        return self.standing.indicator

    @property
    def inputs(self) -> Mapping[str, str]:
        """What the inputs hold: what was typed, over the figure that is corrected."""
        given = _given(self.standing.figure) if self.correcting else {}
        return given | dict(self.typed)


def form(view: FigureForm, ask: ButtonRef) -> Card:
    """The inputs are `value`, or `numerator` and `denominator`; `commentary`, `status`,
    `expected_on`, and `reason` when correcting. The server judges all of them.
    """
    inputs = FormInputs(view.indicator, view.inputs, view.faults)
    until = view.reopened_until
    return card(
        _summary(view),
        *(note(words) for words in view.kept),
        title(_place(view), str(view.indicator), _dates(view)),
        note(f"Entry was opened again until {day_words(until, view.today)}.") if until else None,
        inputs.summary(),
        _asked_back(view.question, ask),
        _aim(view),
        *inputs.values(),
        inputs.commentary(),
        inputs.reason(is_to_confirm=view.standing.is_provisional) if view.correcting else None,
        inputs.prevention() if is_final(view.standing.sign_off, view.standing.figure) else None,
        year_end_inputs(view.year_end, view.inputs, inputs.fault("forecast"))
        if view.year_end
        else None,
        *_more(view, inputs),
        Buttons(*_buttons(view, ask)),
    )


def _summary(view: FigureForm) -> str:
    name = f"{view.indicator}, {view.standing.period.words}"
    if view.faults:
        return f"{name}: {view.faults[0].sentence}"
    asks = "is that right?" if view.question else "please give the figure."
    return f"{' '.join([*view.kept, name])}: {asks}"


def _place(view: FigureForm) -> str:
    number, count = view.place
    kind = "Correction" if view.correcting else "Figure"
    of_how_many = f" {number} of {count}" if count > 1 else ""
    return f"{kind}{of_how_many} · {view.indicator.service}"


def _dates(view: FigureForm) -> str:
    standing, today = view.standing, view.today
    words = f"{standing.period.words} · due {day_words(standing.due, today)}"
    return words + (f" · entry closes {day_words(view.locks, today)}" if view.locks else "")


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


def _aim(view: FigureForm) -> RichText:
    """`Target 95.0% · Last: 92.4% (132 of 143), ▲ Amber in Aug 2026`."""
    aim = target_words(view.indicator, view.standing.target)
    runs = [TextRun(aim or "No target for this period", weight="Bolder")]
    if view.history:
        last = view.history[-1]
        counts = f" ({cases(last)})" if cases(last) else ""
        words = f"{value_words(last) or 'no value'}{counts}, {short_mark(last).words}"
        runs.append(TextRun(f" · Last: {words}, in {last.period.short_words}"))
    return RichText(*runs)


def _more(view: FigureForm, inputs: FormInputs) -> list[Element]:
    """The row of what is one tap away, and what it shows."""
    reveals: list[Action] = [Reveal("Definition", "measures")]
    if view.history:
        reveals.insert(0, Reveal("Past figures", "past"))
    return [
        Buttons(*reveals, Reveal("Not final?", "other-answers")),
        *([_past(view)] if view.history else []),
        _measures(view),
        inputs.other_answers(),
    ]


def _past(view: FigureForm) -> Container:
    return Container(
        _last_words(view.last_words),
        recent(view.history, 6),
        chart(view.history),
        id="past",
        is_visible=False,
    )


def _measures(view: FigureForm) -> Container:
    indicator = view.indicator
    text = indicator.definition or "The register does not say yet what it measures."
    return Container(
        Text(text),
        Facts(("Unit", indicator.unit), ("Target's source", indicator.source_of_target)),
        id="measures",
        is_visible=False,
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


def _buttons(view: FigureForm, ask: ButtonRef) -> list[Action]:
    number, count = view.place
    submit = "Submit the changed figure" if view.question else "Submit"
    buttons: list[Action] = [Button("submit", submit, ask, main=not view.question)]
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
