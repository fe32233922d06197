"""Plans as they stand: the corporate plan, a priority, a service's plan, one action."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.elements import (
    Button,
    ButtonRef,
    Buttons,
    Card,
    Cell,
    Container,
    Element,
    Facts,
    Reveal,
    Table,
    TableRow,
    Text,
    card,
    note,
    said,
    subheading,
    title,
)
from cards.person_fields import Names, named
from cycle.periods import day_words
from cycle.plan.action import ActionState, PlanAction
from cycle.plan.action_progress import ActionStanding, ActionUpdate, count
from cycle.plan.corporate_plan import CorporatePriority, Plan, PlanState
from cycle.plan.line_of_sight import Sight
from cycle.review.standing import Standing, counts

ROWS = 12
WORST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityView:
    """One priority: its indicators' standings, worst first, its actions', and its risks."""

    priority: CorporatePriority
    standings: Sequence[Standing] = ()
    actions: Sequence[ActionStanding] = ()
    risks: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionView:
    """One action with its newest updates, latest first, and the line up to the corporate plan."""

    standing: ActionStanding
    updates: Sequence[ActionUpdate] = ()
    sight: Sight
    reached: str = ""


def corporate_plan(plan: Plan | None, views: Sequence[PriorityView]) -> Card:
    """The plan's priorities, each in two lines."""
    if plan is None:
        return card(
            "No corporate plan is kept.",
            title("Corporate plan", "No corporate plan is kept"),
            Text("The performance team brings one in: steward import plans FILE."),
        )
    return card(
        f"{plan}: {len(views)} priorities.",
        title(f"Corporate plan · {plan.state_words}", str(plan)),
        *(
            Container(
                Text(view.priority.title, weight="Bolder"),
                Text(view.priority.outcome, size="Small") if view.priority.outcome else None,
                Text(_in_short(view), is_subtle=True, size="Small", spacing="None"),
                separator=True,
            )
            for view in views
        ),
        Text("Type “priority” and its name for one of them.", is_subtle=True, size="Small"),
    )


def priority_card(view: PriorityView, sentence: str) -> Card:
    """One priority: indicators by colour word, actions by state, risks, and the worst three."""
    priority = view.priority
    worst = [standing for standing in view.standings if standing.band][:WORST]
    return card(
        f"{priority}: {sentence}",
        title("Priority", priority.title, priority.outcome),
        note(sentence),
        Facts(
            ("KPIs", _bands(view.standings)),
            ("Actions", count(view.actions).words),
            ("Risks", ", ".join(view.risks[:6]) or "none linked"),
            ("Portfolio holder", priority.portfolio_holder),
        ),
        subheading("Look at these first") if worst else None,
        *(Text(f"• {one.indicator} · {one.label}", spacing="Small") for one in worst),
    )


def service_plan(
    plan: Plan,
    standings: Sequence[ActionStanding],
    names: Names,
    ask: ButtonRef | None,
    *,
    questions: Sequence[str] = (),
    changes: Sequence[str] = (),
) -> Card:
    """The plan's actions in a table; with an `ask` it can be proposed, verb `plan_propose`.

    `changes` are sentences on what was changed since it was agreed, the newest first.
    """
    page = standings[:ROWS]
    left = len(standings) - len(page)
    return card(
        f"{plan}: {count(standings).words}.",
        title(f"Service plan · {plan.state_words}", str(plan), count(standings).words),
        note(f"Sent back: {plan.returned}") if plan.returned else None,
        *(note(question) for question in questions if plan.state.is_open),
        action_table(page, names) if page else Text("No action is in this plan yet."),
        Text(f"and {left} more", is_subtle=True) if left > 0 else None,
        *_changes_since(changes),
        actions=[Button("plan_propose", "Propose this plan", ask, main=True)]
        if ask is not None and plan.state is PlanState.DRAFT and standings
        else [],
        wide=True,
    )


def _changes_since(changes: Sequence[str]) -> list[Element]:
    """How many changes there were since it was agreed, and one tap away which."""
    if not changes:
        return []
    count = "1 change" if len(changes) == 1 else f"{len(changes)} changes"
    lines = [Text(f"• {words}", size="Small", spacing="Small") for words in changes[:ROWS]]
    return [
        Buttons(Reveal(f"{count} since it was agreed", "changes")),
        Container(*lines, id="changes", is_visible=False),
    ]


def action_table(standings: Sequence[ActionStanding], names: Names) -> Table:
    """Reference and title, owner, state and due: three columns that fit a phone."""
    head = TableRow(*(Cell(Text(words, weight="Bolder")) for words in ("Action", "State", "Due")))
    rows = [
        TableRow(
            Cell(
                Text(str(one.action)),
                Text(named(names, one.action.owner), is_subtle=True, size="Small", spacing="None"),
            ),
            Cell(Text(_state(one))),
            Cell(Text(day_words(one.action.due))),
        )
        for one in standings
    ]
    return Table([5, 3, 3], [head, *rows])


def action_list(
    asked: str, standings: Sequence[ActionStanding], names: Names, ask: ButtonRef, *, start: int = 0
) -> Card:
    """Some actions, a page at a time; the verb `more` asks for the next."""
    page = standings[start : start + ROWS]
    left = len(standings) - start - len(page)
    return card(
        f"{asked}: {count(standings).words}.",
        title("Service plans", asked, count(standings).words),
        action_table(page, names) if page else Text("There is none."),
        actions=[Button("more", f"Show {min(left, ROWS)} more", ask)] if left > 0 else [],
        wide=True,
    )


def action_card(view: ActionView, names: Names, ask: ButtonRef | None) -> Card:
    """One action: what for, how one will know, how it goes; `progress_one` opens the form."""
    one, standing = view.standing.action, view.standing
    latest = view.updates[0] if view.updates else None
    return card(
        f"{one}: {standing.label}.",
        title(f"{one.kind.capitalize()} · {one.service}", str(one), _state(standing)),
        Facts(
            ("Owner", named(names, one.owner)),
            ("Deputy", named(names, one.deputy, "")),
            ("From, to", f"{day_words(one.starts)} to {day_words(one.due)}"),
            ("Success", one.success.words),
            ("So far", view.reached),
            ("Line of sight", str(view.sight)),
        ),
        *_steps(one),
        *_latest(latest, names),
        actions=[Button("progress_one", "Give progress", ask, main=True)] if ask else [],
    )


def line_of_sight(sight: Sight, asked: str) -> Card:
    """From the thing itself up to the plan, a line each."""
    return card(
        f"{asked}: {sight}",
        title("Line of sight", asked),
        *(
            Container(
                Text(level, is_subtle=True, size="Small"),
                Text(words, weight="Bolder" if place == 0 else "Default", spacing="None"),
                separator=place > 0,
            )
            for place, (level, words) in enumerate(sight.steps)
        ),
    )


def expected(
    name: str,
    actions: Sequence[ActionStanding],
    indicators: Sequence[Standing],
    sights: Mapping[str, str],
) -> Card:
    """What a person answers for, and the priority that each serves."""
    nothing = not actions and not indicators
    tasks = [(one.action.ref, str(one.action), one.label) for one in actions]
    figures = [(one.indicator.ref, str(one.indicator), one.label) for one in indicators]
    return card(
        f"{name}: {len(actions)} actions and {len(indicators)} indicators.",
        title("What is expected of you", name),
        Text("Nothing in the plans or the register is yours.") if nothing else None,
        *_expected("Actions", tasks, sights),
        *_expected("Indicators", figures, sights),
    )


def _in_short(view: PriorityView) -> str:
    return f"KPIs: {_bands(view.standings)} · Actions: {count(view.actions).words}"


def _bands(standings: Sequence[Standing]) -> str:
    found = counts(standings)
    words = f"{found.red} red, {found.amber} amber, {found.green} green"
    rest = found.total - found.red - found.amber - found.green
    return f"{words}, {rest} without a colour" if rest else words


def _state(one: ActionStanding) -> str:
    if one.state is ActionState.DELAYED and one.action.recovery:
        waits = ", not agreed yet" if one.action.awaits_the_board else ""
        return f"Delayed to {day_words(one.action.recovery)}{waits}"
    return one.label


def _steps(one: PlanAction) -> list[Element]:
    if not one.steps:
        return []
    lines = [
        f"{'✓' if step.done_on else '○'} {step.what} · {day_words(step.due)}" for step in one.steps
    ]
    return [subheading("Steps"), *(Text(line, spacing="Small") for line in lines)]


def _latest(latest: ActionUpdate | None, names: Names) -> list[Element]:
    if latest is None:
        return [Text("Nothing has been said of it yet.", is_subtle=True)]
    heading = f"{latest.period.short_words}: {latest.state}"
    by = named(names, latest.given_by, "")
    parts: list[Element] = [subheading(heading), said(latest.words, "words")]
    for label, words in (
        ("Next", latest.next_steps),
        ("In the way", latest.blocker),
        ("Success", latest.success),
        ("Agreed by", latest.approver),
    ):
        if words:
            parts.append(Text(f"{label}: {words}", spacing="Small"))
    parts.append(Text(f"Said by {by}", is_subtle=True, size="Small"))
    return parts


def _expected(
    heading: str, rows: Sequence[tuple[str, str, str]], sights: Mapping[str, str]
) -> list[Element]:
    if not rows:
        return []
    return [
        subheading(f"{heading} ({len(rows)})"),
        *(
            Container(
                Text(f"{words} · {label}"),
                Text(f"For {sights[ref]}", is_subtle=True, size="Small", spacing="None")
                if sights.get(ref)
                else None,
            )
            for ref, words, label in rows[:ROWS]
        ),
        *([Text(f"and {len(rows) - ROWS} more", is_subtle=True)] if len(rows) > ROWS else []),
    ]
