"""Where the year will end: what the form asks, what was foretold, what the rule computes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.elements import (
    Card,
    Cell,
    Container,
    Element,
    Table,
    TableRow,
    Text,
    TextInput,
    card,
    note,
    title,
)
from cycle.plan.indicator import Indicator

ROWS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEndQuestion:
    """What the form asks of the year end: `computed` and `back_test` are sentences beside it."""

    unit: str
    computed: str
    back_test: str = ""
    last: str = ""
    value: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastLine:
    """One indicator's year end: foretold by its owner or by the rule, and its colour now."""

    indicator: Indicator
    foretold: str
    foretold_label: str
    now_label: str
    source: str
    question: str = ""


def year_end_inputs(asked: YearEndQuestion, typed: Mapping[str, str], fault: str = "") -> Container:
    """The inputs `forecast` and `forecast_words`; the `fault` stands in the label of the first."""
    to_correct = f". Correct this: {fault}" if fault else ""
    unit = {"GBP": " (in pounds)", "number": "", "": ""}.get(asked.unit, f" (in {asked.unit})")
    return Container(
        TextInput(
            id="forecast",
            label=f"Where will the year end?{unit}{to_correct}",
            value=typed.get("forecast", asked.value) or None,
        ),
        Text(f"{asked.computed} {asked.back_test}".strip(), size="Small", is_subtle=True),
        Text(asked.last, size="Small", is_subtle=True, spacing="None") if asked.last else None,
        TextInput(
            id="forecast_words",
            label="Why, if it is not as the figures lead to",
            value=typed.get("forecast_words", asked.words) or None,
        ),
        spacing="Medium",
        style="attention" if fault else None,
    )


def red_at_year_end(lines: Sequence[ForecastLine], left_out: int) -> Card:
    """What will be Red at the year end, and what is Red now and will not be."""
    page = lines[:ROWS]
    count = "1 indicator" if len(lines) == 1 else f"{len(lines)} indicators"
    head = TableRow(
        *(Cell(Text(words, weight="Bolder")) for words in ("Indicator", "Now", "Year end"))
    )
    body: Element = (
        Table([5, 2, 4], [head, *(_row(line) for line in page)])
        if page
        else Text("Nothing is foretold to be Red.")
    )
    return card(
        f"Red at year end: {count}.",
        title("Forecast · year end", "What will be Red at year end", count),
        body,
        *(note(f"{line.indicator.ref}: {line.question}") for line in page if line.question),
        Text(
            f"{left_out} without a forecast and without a rule that fits are left out.",
            size="Small",
            is_subtle=True,
        )
        if left_out
        else None,
        wide=True,
    )


def _row(line: ForecastLine) -> TableRow:
    return TableRow(
        Cell(Text(str(line.indicator))),
        Cell(Text(line.now_label)),
        Cell(
            Text(f"{line.foretold}, {line.foretold_label}"),
            Text(line.source, size="Small", is_subtle=True, spacing="None"),
        ),
    )
