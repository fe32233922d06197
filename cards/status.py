"""The answer to "status of HOU-05": how it stands, in the owner's words; the rest a tap away."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards.concerns.exception import reasons
from cards.control_chart import control
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
    Text,
    card,
    note,
    said,
    subheading,
    title,
)
from cards.figures.figure import panel, recent
from cards.figures.receipt import details, glance, why
from cycle.periods import day_words, instant_words
from cycle.plan.target import TermsChange
from cycle.plan.units import shown
from cycle.review.chart import Chart
from cycle.review.events import SeriesEvent
from cycle.review.figure import Figure
from cycle.review.standing import Standing

MOST_VERSIONS = 5
MOST_CHANGES = 4
MOST_PERIODS = 13  # a year of months and the same month of the year before
FIRST_WORDS = 240  # characters of a commentary; the rest is one tap away


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """One indicator as it stands in one period. `asked` says how the question was read.

    `history` is oldest first and ends with this period, as does the control `chart`; `events` are
    the series' breaks and notes. `concern` is the sentence of the open concern, if there is one;
    `listed` says what is no exception yet; `last_known`, how old the last figure is where this one
    is awaited; `worked_out_from`, which figures a quarter or year is made of; `retired`, from when
    the indicator is measured no more; `unapproved`, the changes of terms that nobody has agreed.
    """

    asked: str
    standing: Standing
    history: Sequence[Standing] = ()
    chart: Chart | None = None
    events: Sequence[SeriesEvent] = ()
    versions: Sequence[Figure] = ()
    unapproved: Sequence[TermsChange] = ()
    owner_name: str = ""
    concern: str = ""
    listed: str = ""
    worked_out_from: str = ""
    last_known: str = ""
    retired: str = ""
    may_give: bool = False
    may_correct: bool = False


def status_of_one(view: StatusView, ask: ButtonRef) -> Card:
    """Value and colour, the rule, the concern, the owner's words; chart and table when asked."""
    standing, indicator = view.standing, view.standing.indicator
    seen = glance(standing)
    parts = _more(view)
    return card(
        f"{view.retired}. {seen}" if view.retired else seen,
        title(f"Status · {indicator.service} · {indicator.kind.value}", str(indicator), view.asked),
        note(f"■ {view.retired}", "emphasis") if view.retired else None,
        panel(standing),
        why(standing),
        Text(f"{view.listed}.", spacing="Small") if view.listed else None,
        Text(view.last_known) if view.last_known and standing.is_awaiting else None,
        _open_concern(view.concern),
        _unapproved(view.unapproved),
        _latest_commentary(view.history or [standing]),
        _owner(view.owner_name),
        Buttons(*_to_do(view, ask), *(Reveal(words, own) for own, words, _ in parts))
        if parts or view.may_give or view.may_correct
        else None,
        *(hidden for *_, hidden in parts),
    )


def _more(view: StatusView) -> list[tuple[str, str, Container]]:
    """What is one tap away: the id of the part, its button, what it shows."""
    table = recent(view.history, MOST_PERIODS)
    parts: tuple[tuple[str, str, list[Element | None]], ...] = (
        ("chart", "Chart", [_chart(view)]),
        ("figures", "Past figures", [table]),
        ("details", "Details", [_details(view), _versions(view)]),
    )
    return [
        (own, words, Container(*items, id=own, is_visible=False))
        for own, words, items in parts
        if any(item is not None for item in items)
    ]


def _chart(view: StatusView) -> Container | None:
    if view.chart is None:
        return None
    return control(view.standing.indicator, view.chart, view.events)


def _details(view: StatusView) -> Facts | None:
    figure = view.standing.figure
    if figure is None:
        return None
    return details(figure, view.standing, worked_out_from=view.worked_out_from)


def _open_concern(sentence: str) -> Container | None:
    if not sentence:
        return None
    return Container(subheading("Open concern"), *reasons(sentence), style="attention")


def _unapproved(changes: Sequence[TermsChange]) -> Container | None:
    """Terms that count although nobody is named who agreed them."""
    if not changes:
        return None
    newest = list(reversed(changes))[:MOST_CHANGES]
    left = len(changes) - len(newest)
    return Container(
        subheading("Unapproved: nobody is named who agreed this"),
        *(Text(_change_words(each), size="Small", spacing="Small") for each in newest),
        Text(f"and {left} more", size="Small", is_subtle=True) if left else None,
        style="emphasis",
    )


def _change_words(change: TermsChange) -> str:
    name = change.field.replace("_", " ").capitalize()
    return (
        f"{name}: {change.old or 'blank'} → {change.new or 'blank'}, "
        f"from {day_words(change.effective_from)}"
    )


def _latest_commentary(history: Sequence[Standing]) -> Container | None:
    for standing in reversed(history):
        figure = standing.figure
        if figure is not None and figure.commentary.strip():
            by = f" by {figure.given_by_name}" if figure.given_by_name else ""
            return Container(
                subheading(f"Commentary for {standing.period.words}{by}"),
                said(figure.commentary, "commentary", first=FIRST_WORDS),
                separator=True,
            )
    return None


def _owner(name: str) -> Text | None:
    return Text(f"Owner: {name}", size="Small", is_subtle=True) if name else None


def _versions(view: StatusView) -> Container | None:
    if len(view.versions) < 2:
        return None
    newest_first = sorted(view.versions, key=lambda figure: -figure.version)[:MOST_VERSIONS]
    lines = (_version(each, view.standing) for each in newest_first)
    return Container(
        subheading(f"{len(view.versions)} versions"),
        *(Text(line, size="Small", spacing="Small") for line in lines),
        separator=True,
    )


def _version(figure: Figure, standing: Standing) -> str:
    what = figure.status.value
    if figure.value is not None:
        what = shown(standing.indicator, figure.value)
    why_changed = f" · {figure.reason}" if figure.reason else ""
    by = figure.given_by_name or "import"
    return f"{figure.version}: {what} · {by}, {instant_words(figure.given_at)}{why_changed}"


def _to_do(view: StatusView, ask: ButtonRef) -> list[Action]:
    if view.may_give:
        return [Button("give", "Give the figure", ask, main=True)]
    return [Button("correct", "Correct this", ask)] if view.may_correct else []
