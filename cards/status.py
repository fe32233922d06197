"""The answer to "status of …": how many of each colour, worst first; or one in full."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from cards.concerns.exception import reasons
from cards.control_chart import control
from cards.elements import (
    Action,
    Button,
    ButtonRef,
    Card,
    Cell,
    Column,
    Columns,
    Container,
    Element,
    RichText,
    Table,
    TableRow,
    Text,
    TextRun,
    card,
    note,
    said,
    subheading,
    title,
)
from cards.figures.figure import (
    cases,
    header,
    panel,
    recent,
    short_mark,
    signed,
    target_words,
    value_words,
    working_days,
)
from cards.figures.receipt import details, glance, why
from cycle.periods import instant_words
from cycle.plan.units import shown
from cycle.review.chart import Chart
from cycle.review.events import SeriesEvent
from cycle.review.figure import Figure
from cycle.review.rate import Band
from cycle.review.standing import Standing, counts
from cycle.review.trend import Direction

ROWS = 12  # in one card; more make it long on a phone
MOST_MISSING = 6
MOST_VERSIONS = 5


def status_of_many(
    asked: str,
    standings: Sequence[Standing],
    ask: ButtonRef,
    *,
    start: int = 0,
    names: Mapping[int, str] | None = None,
    parts: Mapping[int, str] | None = None,
) -> Card:
    """Counts by colour, then a page of the table from row `start`, then who has not submitted.

    `asked` says how the question was read: "Housing, KPIs, September 2026". `names` are the owners,
    by person id; `parts` says, by indicator id, of what is made from finer figures how many there
    are: `2 of 3 months`, empty when all are. Worst first: red, amber, awaiting, green, the rest;
    worsening ones lead.
    """
    if not standings:
        return card(
            f"{asked}: no indicators.",
            title("Status", asked),
            Text("No indicator fits this question."),
        )
    rows = sorted(standings, key=worst_first)
    page = rows[start : start + ROWS]
    return card(
        f"{asked}: {counts_words(standings)}.",
        title(f"Status · {_indicators(len(standings))}", asked),
        _counts(standings),
        _table(page, parts or {}),
        _made(page, parts or {}),
        _which(start, len(page), len(rows)),
        _missing(rows, names or {}) if start == 0 else None,
        actions=_paging(ask, start, len(rows)),
        wide=True,
    )


def counts_words(standings: Sequence[Standing]) -> str:
    """`3 red, 2 amber, 8 green, 4 awaiting data, 1 without a colour`: together, all of them."""
    found = counts(standings)
    words = f"{found.red} red, {found.amber} amber, {found.green} green"
    words += f", {found.awaiting} awaiting data"
    rest = found.no_target + found.not_rated + found.not_applicable
    return words + (f", {rest} without a colour" if rest else "")


def status_of_one(
    asked: str,
    standing: Standing,
    ask: ButtonRef,
    *,
    history: Sequence[Standing] = (),
    chart: Chart | None = None,
    events: Sequence[SeriesEvent] = (),
    versions: Sequence[Figure] = (),
    owner_name: str = "",
    concern: str = "",
    listed: str = "",
    worked_out_from: str = "",
    last_known: str = "",
    retired: str = "",
    may_give: bool = False,
    may_correct: bool = False,
) -> Card:
    """One indicator: value and colour, the rule, its chart, the latest commentary, the versions.

    `history` is oldest first and ends with this period, as does the control `chart`; `events` are
    the series' breaks and notes. `concern` is the sentence of the open concern, if there is one;
    `listed` says what is no exception yet; `last_known`, how old the last figure is where this one
    is awaited; `worked_out_from`, which figures a quarter or year is made of; `retired`, from when
    the indicator is measured no more.
    """
    indicator, figure = standing.indicator, standing.figure
    return card(
        f"{retired}. {glance(standing)}" if retired else glance(standing),
        title(f"Status · {indicator.service} · {indicator.kind.value}", str(indicator), asked),
        note(f"■ {retired}", "emphasis") if retired else None,
        panel(standing),
        why(standing),
        Text(f"{listed}.", spacing="Small") if listed else None,
        Text(last_known) if last_known and standing.is_awaiting else None,
        _open_concern(concern),
        control(indicator, chart, events) if chart is not None else None,
        recent(history, 6),
        _latest_commentary(history or [standing]),
        details(figure, standing, worked_out_from=worked_out_from) if figure is not None else None,
        _versions(versions, standing),
        Text(f"Owner: {owner_name}", size="Small", is_subtle=True) if owner_name else None,
        actions=_to_do(ask, may_give, may_correct),
    )


def worst_first(standing: Standing) -> tuple[int, int, str]:
    """What to sort by: red, amber, awaiting, green, the rest; worsening ones lead."""
    rank = {Band.RED: 0, Band.AMBER: 1, None: 2 if standing.is_awaiting else 4, Band.GREEN: 3}
    change = standing.short or standing.long
    is_worse = change is not None and change.direction is Direction.WORSE
    return rank[standing.band], 0 if is_worse else 1, standing.indicator.ref


def _counts(standings: Sequence[Standing]) -> Container:
    found = counts(standings)
    rest = {
        "no target": found.no_target,
        "not rated": found.not_rated,
        "not applicable": found.not_applicable,
        "provisional (p), counted above": found.provisional,
    }
    line = " · ".join(f"{count} {words}" for words, count in rest.items() if count)
    return Container(
        Columns(
            _count("◆", found.red, "Red", "Attention"),
            _count("▲", found.amber, "Amber", "Warning"),
            _count("●", found.green, "Green", "Good"),
            _count("○", found.awaiting, "Awaiting", "Default"),
        ),
        Text(line, size="Small", is_subtle=True) if line else None,
        style="emphasis",
    )


@lru_cache(256)
def _count(shape: str, count: int, words: str, colour: str) -> Column:
    middle = {"horizontal_alignment": "Center"}
    return Column(
        RichText(
            TextRun(f"{shape} ", size="Large", color=colour),
            TextRun(str(count), size="Large", weight="Bolder"),
            **middle,
        ),
        Text(words, weight="Bolder", size="Small", spacing="None", **middle),
        width="stretch",
        spacing="Small",
    )


def _table(page: Sequence[Standing], parts: Mapping[int, str]) -> Table:
    rows = (_row(each, parts.get(each.indicator.id, "")) for each in page)
    return Table((5, 3, 3), [header("Indicator", "Value", "RAG"), *rows])


def _made(page: Sequence[Standing], parts: Mapping[int, str]) -> Text | None:
    made = [each for each in page if each.indicator.id in parts]
    if not made:
        return None
    which = "All" if len(made) == len(page) else f"{len(made)} of these"
    words = f"{which} made from more frequent figures; what is not whole is not rated"
    return Text(words, size="Small", is_subtle=True)


@lru_cache(1024)  # a standing that is remembered has the row that it had
def _row(standing: Standing, given: str) -> TableRow:
    sign = short_mark(standing)
    change = standing.short or standing.long
    about = standing.period.short_words + (f" · {change.direction.value}" if change else "")
    below = (target_words(standing.indicator, standing.target), cases(standing))
    return TableRow(
        Cell(
            Text(str(standing.indicator), size="Small", max_lines=3),
            Text(about, size="Small", is_subtle=True, spacing="None"),
        ),
        Cell(
            Text(value_words(standing) or given or "–", weight="Bolder", size="Small"),
            *(
                Text(words, size="Small", is_subtle=True, spacing="None")
                for words in below
                if words
            ),
        ),
        Cell(signed(sign, size="Small")),
    )


def _which(start: int, count: int, all_rows: int) -> Text | None:
    if count == all_rows:
        return None
    words = f"{start + 1} to {start + count} of {all_rows}, worst first"
    return Text(words, size="Small", is_subtle=True)


def _paging(ask: ButtonRef, start: int, count: int) -> list[Action]:
    left = count - start - ROWS
    return [Button("more", f"Show more ({left} left)", ask)] if left > 0 else []


def _missing(standings: Sequence[Standing], names: Mapping[int, str]) -> Element | None:
    late = [each for each in standings if each.is_awaiting]
    if not late:
        return None
    late.sort(key=lambda each: (-each.days_overdue, each.indicator.ref))
    more = len(late) - MOST_MISSING
    return Container(
        subheading(f"Not submitted: {len(late)}"),
        *(Text(_who(each, names), size="Small", spacing="Small") for each in late[:MOST_MISSING]),
        Text(f"and {more} more", size="Small", is_subtle=True) if more > 0 else None,
        separator=True,
        spacing="Medium",
    )


def _who(standing: Standing, names: Mapping[int, str]) -> str:
    name = names.get(standing.indicator.owner or 0, "no owner in the register")
    days = standing.days_overdue
    when = f"{working_days(days)} overdue" if days > 0 else "not overdue"
    return f"○ {standing.indicator.ref} · {name} · {when}"


def _open_concern(sentence: str) -> Container | None:
    if not sentence:
        return None
    return Container(subheading("Open concern"), *reasons(sentence), style="attention")


def _latest_commentary(history: Sequence[Standing]) -> Container | None:
    for standing in reversed(history):
        figure = standing.figure
        if figure is not None and figure.commentary.strip():
            by = f" by {figure.given_by_name}" if figure.given_by_name else ""
            return Container(
                subheading(f"Commentary for {standing.period.words}{by}"),
                said(figure.commentary, "commentary"),
                separator=True,
            )
    return None


def _versions(versions: Sequence[Figure], standing: Standing) -> Container | None:
    if len(versions) < 2:
        return None
    newest_first = sorted(versions, key=lambda figure: -figure.version)[:MOST_VERSIONS]
    return Container(
        subheading(f"{len(versions)} versions"),
        *(Text(_version(each, standing), size="Small", spacing="Small") for each in newest_first),
        separator=True,
    )


def _version(figure: Figure, standing: Standing) -> str:
    what = figure.status.value
    if figure.value is not None:
        what = shown(standing.indicator, figure.value)
    why_changed = f" · {figure.reason}" if figure.reason else ""
    by = figure.given_by_name or "import"
    return f"{figure.version}: {what} · {by}, {instant_words(figure.given_at)}{why_changed}"


def _to_do(ask: ButtonRef, may_give: bool, may_correct: bool) -> list[Action]:
    if may_give:
        return [Button("give", "Give the figure", ask, main=True)]
    return [Button("correct", "Correct this", ask)] if may_correct else []


def _indicators(count: int) -> str:
    return "one indicator" if count == 1 else f"{count} indicators"
