"""How others do: our place among them in a sentence, and everybody's value, the best first."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards.elements import (
    Card,
    Cell,
    Container,
    Element,
    Table,
    TableRow,
    Text,
    card,
    note,
    title,
)
from cycle.periods import Period
from cycle.plan.indicator import Indicator

ROWS = 16


@dataclass(frozen=True, slots=True)
class CouncilLine:
    """One council's value; `note` says what differs where it is not wholly comparable."""

    name: str
    value: str
    note: str = ""
    is_ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OthersView:
    """One indicator among councils, the best first. `group` is empty where all are shown."""

    indicator: Indicator
    period: Period
    sentence: str
    lines: Sequence[CouncilLine]
    group: str = ""
    sources: Sequence[str] = ()


def others_card(view: OthersView) -> Card:
    """Our place, then the values."""
    page = _around_ours(view.lines)
    left = len(view.lines) - len(page)
    among = f"Among {view.group}" if view.group else "Among all that is kept"
    return card(
        f"{view.indicator}: {view.sentence}",
        title(f"How others do · {view.period.words}", str(view.indicator), among),
        note(view.sentence),
        Table([6, 4], [_row(line) for line in page]) if page else None,
        Text(f"{left} more councils are left out here.", is_subtle=True) if left > 0 else None,
        Text(
            "A comparison never changes a colour."
            + (f" Source: {'; '.join(view.sources)}." if view.sources else ""),
            size="Small",
            is_subtle=True,
        ),
    )


def worst_quarter_card(lines: Sequence[tuple[str, str]], compared: int) -> Card:
    """The indicators in which we are among the worst quarter; (indicator, sentence)."""
    count = "1 indicator" if len(lines) == 1 else f"{len(lines)} indicators"
    left = len(lines) - ROWS
    return card(
        f"In the worst quarter: {count} of {compared} that can be compared.",
        title("How others do", f"In the worst quarter: {count}", f"of {compared} compared"),
        *(_worst(words, sentence) for words, sentence in lines[:ROWS]),
        Text(f"and {left} more", is_subtle=True) if left > 0 else None,
        Text("None of those that can be compared.") if compared and not lines else None,
        Text("Nothing can be compared yet: five values of one period are needed.")
        if not compared
        else None,
    )


def _around_ours(lines: Sequence[CouncilLine]) -> list[CouncilLine]:
    """All where they fit; else the best, and those around ours."""
    if len(lines) <= ROWS:
        return list(lines)
    ours = next((place for place, line in enumerate(lines) if line.is_ours), 0)
    wanted = {0, 1, 2, len(lines) - 1}
    near = sorted(range(len(lines)), key=lambda place: (abs(place - ours), place))
    for place in near:
        if len(wanted) == ROWS:
            break
        wanted.add(place)
    return [lines[place] for place in sorted(wanted)]


def _row(line: CouncilLine) -> TableRow:
    weight = "Bolder" if line.is_ours else "Default"
    name = f"{line.name} (we)" if line.is_ours else line.name
    words: list[Element] = [Text(name, weight=weight)]
    if line.note:
        words.append(Text(line.note, size="Small", is_subtle=True, spacing="None"))
    return TableRow(Cell(*words), Cell(Text(line.value, weight=weight)))


def _worst(words: str, sentence: str) -> Container:
    return Container(
        Text(words, weight="Bolder"),
        Text(sentence, size="Small", spacing="None"),
        spacing="Small",
    )
