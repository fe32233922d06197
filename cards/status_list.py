"""The answer to "status of …" for many: how many of each colour, then a page of rows, worst first.

Each row opens its indicator and each count its list: by the verbs `row_1` and so on, first the
rows of the page, then Red, Amber, Green and Awaiting, then who has not submitted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from cards.elements import (
    Action,
    Button,
    ButtonRef,
    Card,
    Column,
    Columns,
    Container,
    Element,
    RichText,
    Text,
    TextRun,
    card,
    opener,
    row_verb,
    subheading,
    title,
)
from cards.figures.figure import cases, signed_right, target_words, value_words, working_days
from cycle.review.schemes import Band
from cycle.review.standing import Standing, count_directions, counts
from cycle.review.trend import Direction

ROWS = 10  # in one card; more make it long on a phone
MOST_MISSING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusList:
    """What a list of standings shows. `rows` are all of them; `page_of` puts the worst first.

    `asked` says how the question was read: "Housing, KPIs, September 2026". `names` are the owners,
    by person id; `parts` says, by indicator id, of what is made from finer figures how many there
    are: `2 of 3 months`, empty when all are. `start` is the first row of the page.
    """

    asked: str
    rows: Sequence[Standing]
    start: int = 0
    names: Mapping[int, str] = field(default_factory=dict)
    parts: Mapping[int, str] = field(default_factory=dict)

    @property
    def page(self) -> Sequence[Standing]:
        return page_of(self.rows, self.start)

    @property
    def left(self) -> int:
        return len(self.rows) - self.start - len(self.page)

    @property
    def has_several_periods(self) -> bool:
        return len({each.period for each in self.rows}) > 1


def page_of(rows: Sequence[Standing], start: int) -> Sequence[Standing]:
    """The rows of one page, red, amber, awaiting, green, the rest; worsening ones lead."""
    return sorted(rows, key=worst_first)[start : start + ROWS]


def status_of_many(view: StatusList, ask: ButtonRef) -> Card:
    """Counts by colour, then a page of rows, then who has not submitted."""
    asked, rows = view.asked, view.rows
    if not rows:
        return card(
            f"{asked}: no indicators.",
            title("Status", asked),
            Text("No indicator fits this question."),
        )
    return card(
        f"{asked}: {counts_words(rows)}.",
        title(f"Status · {_indicators(len(rows))}", asked),
        _counts(rows, ask, len(view.page)),
        _directions(rows),
        *(_row(each, view, place, ask) for place, each in enumerate(view.page, 1)),
        _made(view.page, view.parts),
        _which(view),
        _missing(view, ask) if view.start == 0 else None,
        actions=_paging(view, ask),
        wide=True,
    )


def counts_words(standings: Sequence[Standing]) -> str:
    """`3 red, 2 amber, 8 green, 4 awaiting data, 1 without a colour`: together, all of them."""
    found = counts(standings)
    words = f"{found.red} red, {found.amber} amber, {found.green} green"
    words += f", {found.awaiting} awaiting data"
    rest = found.no_target + found.not_rated + found.not_applicable
    return words + (f", {rest} without a colour" if rest else "")


def worst_first(standing: Standing) -> tuple[int, int, str]:
    """What to sort by: red, amber, awaiting, green, the rest; worsening ones lead."""
    rank = {Band.RED: 0, Band.AMBER: 1, None: 2 if standing.is_awaiting else 4, Band.GREEN: 3}
    change = standing.short or standing.long
    is_worse = change is not None and change.direction is Direction.WORSE
    return rank[standing.band], 0 if is_worse else 1, standing.indicator.ref


def _counts(standings: Sequence[Standing], ask: ButtonRef, before: int) -> Container:
    found = counts(standings)
    rest = {
        "no target": found.no_target,
        "not rated": found.not_rated,
        "not applicable": found.not_applicable,
        "provisional (p), counted above": found.provisional,
    }
    line = " · ".join(f"{count} {words}" for words, count in rest.items() if count)
    shown = (
        ("◆", found.red, "Red", "Attention"),
        ("▲", found.amber, "Amber", "Warning"),
        ("●", found.green, "Green", "Good"),
        ("○", found.awaiting, "Awaiting", "Default"),
    )
    return Container(
        Columns(
            *(
                _count(*each, opener(row_verb(before + place), f"List {each[2]}", ask))
                for place, each in enumerate(shown, 1)
            )
        ),
        Text(line, size="Small", is_subtle=True) if line else None,
        style="emphasis",
    )


def _directions(standings: Sequence[Standing]) -> Text | None:
    """How many went which way."""
    words = count_directions(standings).words
    return Text(words, size="Small", is_subtle=True, spacing="Small") if words else None


def _count(shape: str, count: int, words: str, colour: str, opens: Button) -> Column:
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
        select_action=opens if count else None,
    )


def _made(page: Sequence[Standing], parts: Mapping[int, str]) -> Text | None:
    made = [each for each in page if each.indicator.id in parts]
    if not made:
        return None
    which = "All" if len(made) == len(page) else f"{len(made)} of these"
    words = f"{which} made from more frequent figures; what is not whole is not rated"
    return Text(words, size="Small", is_subtle=True)


def _row(standing: Standing, view: StatusList, place: int, ask: ButtonRef) -> Columns:
    """Two lines on a phone: what it is and how it moved; on the right its value and its colour."""
    left, right = _cells(
        standing, view.parts.get(standing.indicator.id, ""), view.has_several_periods
    )
    return Columns(
        left,
        right,
        separator=place == 1,
        spacing="Small",
        select_action=opener(row_verb(place), f"Open {standing.indicator.ref}", ask),
    )


@lru_cache(1024)  # a standing that is remembered has the row that it had
def _cells(standing: Standing, given: str, is_dated: bool) -> tuple[Column, Column]:
    change = standing.short or standing.long
    about = (
        standing.period.short_words if is_dated else "",
        change.direction.value if change else "",
        target_words(standing.indicator, standing.target),
        cases(standing),
    )
    words = " · ".join(each for each in about if each)
    return (
        Column(
            Text(str(standing.indicator), size="Small", max_lines=2),
            Text(words, size="Small", is_subtle=True, spacing="None") if words else None,
            width="stretch",
        ),
        Column(
            Text(
                value_words(standing) or given or "–",
                weight="Bolder",
                size="Small",
                horizontal_alignment="Right",
            ),
            signed_right(standing),
            width="auto",
        ),
    )


def _which(view: StatusList) -> Text | None:
    if len(view.page) == len(view.rows):
        return None
    words = f"{view.start + 1} to {view.start + len(view.page)} of {len(view.rows)}, worst first"
    return Text(words, size="Small", is_subtle=True)


def _paging(view: StatusList, ask: ButtonRef) -> list[Action]:
    return [Button("more", f"Show more ({view.left} left)", ask)] if view.left > 0 else []


def _missing(view: StatusList, ask: ButtonRef) -> Element | None:
    late = [each for each in view.rows if each.is_awaiting]
    if not late:
        return None
    late.sort(key=lambda each: (-each.days_overdue, each.indicator.ref))
    more = len(late) - MOST_MISSING
    return Container(
        subheading(f"Not submitted: {len(late)}"),
        *(
            Text(_who(each, view.names), size="Small", spacing="Small")
            for each in late[:MOST_MISSING]
        ),
        Text(f"and {more} more", size="Small", is_subtle=True) if more > 0 else None,
        separator=True,
        spacing="Medium",
        select_action=opener(row_verb(len(view.page) + 5), "List who has not submitted", ask),
    )


def _who(standing: Standing, names: Mapping[int, str]) -> str:
    name = names.get(standing.indicator.owner or 0, "no owner in the register")
    days = standing.days_overdue
    when = f"{working_days(days)} overdue" if days > 0 else "not overdue"
    return f"○ {standing.indicator.ref} · {name} · {when}"


def _indicators(count: int) -> str:
    return "one indicator" if count == 1 else f"{count} indicators"
