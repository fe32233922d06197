"""A plan's year is closed action by action; and a plan beside last year's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.elements import (
    Button,
    ButtonRef,
    Card,
    Element,
    Text,
    TextInput,
    card,
    note,
    subheading,
    title,
    to_mend,
)
from cards.person_fields import as_typed
from cycle.periods import Period, day_words
from cycle.plan.action import PlanAction
from cycle.plan.corporate_plan import Plan, PlanState
from cycle.plan.year_end import PlanComparison

ROWS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingForm:
    """One open action at the year's end. `reached` is what its indicator's figures say, `said` the
    owner's last words; `following` is the plan that it would be carried into, None for none yet.
    """

    plan: Plan
    action: PlanAction
    place: tuple[int, int] = (1, 1)
    owner: str = ""
    said: str = ""
    reached: str = ""
    following: Plan | None = None


def year_end_due(plan: Plan, count: int, ask: ButtonRef | None) -> Card:
    """To the service's managers after 31 March: how many actions are to be answered for."""
    if ask is None:
        words = f"The year of {plan} is closed."
        return card(words, title("Service plans · year end", words))
    actions = "1 action is open" if count == 1 else f"{count} actions are open"
    words = f"Please close the year of {plan}: {actions}."
    return card(
        words,
        title("Service plans · year end", f"Close the year: {actions}", str(plan)),
        Text("For each: complete, carry it forward, or stop it."),
        actions=[Button("close_begin", "Begin", ask, main=True)],
    )


def closing_form(
    form: ClosingForm,
    ask: ButtonRef,
    *,
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
) -> Card:
    """What becomes of one action. Inputs `words` and `approver`."""
    action, given = form.action, as_typed(typed)
    number, count = form.place
    of = f" · {number} of {count}" if count > 1 else ""
    is_agreed = form.following is not None and form.following.state is PlanState.AGREED
    label = "Who agreed it (to stop it" + (", or to carry it forward)" if is_agreed else ")")
    return card(
        faults[0] if faults else f"{action}: what becomes of it?",
        title(
            f"Close the year{of}",
            str(action),
            f"{action.state} · due {day_words(action.due)} · {form.owner}",
        ),
        to_mend(faults),
        Text(f"Success: {action.success.words}", size="Small", is_subtle=True),
        Text(form.reached, size="Small", is_subtle=True, spacing="None") if form.reached else None,
        Text(f"Last said: {form.said}", size="Small", spacing="Small") if form.said else None,
        TextInput(
            id="words",
            label="What came of it, or why it goes on or stops (required)",
            is_multiline=True,
            value=given.get("words") or None,
        ),
        TextInput(id="approver", label=label, value=given.get("approver") or None),
        actions=[
            Button("close_carry", "Carry forward", ask, main=True),
            Button("close_complete", "Complete", ask),
            Button("close_stop", "Stop it", ask),
        ],
    )


def year_closed(plan: Plan, words: str, following: Plan | None) -> Card:
    """What the form becomes after the last action."""
    more = f"What was carried forward is in {following}." if following else ""
    return card(
        f"The year of {plan} is closed: {words}.",
        title("Service plans · year end", f"The year of {plan} is closed", words),
        Text(more) if more else None,
    )


def compared_plans(after: Plan, before: Plan, found: PlanComparison, last_year: str) -> Card:
    """This year's plan beside last year's: what was done, and what goes on."""
    return card(
        f"{after} beside {before}: last year {last_year}.",
        title("Service plan", f"{after}", f"beside {before}"),
        note(f"Last year: {last_year}. This year: {_of_this_year(found)}."),
        *_listed("Complete last year", found.complete),
        *_listed("Carried forward into this year", found.carried),
        *_listed("Stopped last year", found.stopped),
        *_listed("Left open last year", found.left_open),
        *_listed("New this year", found.new),
    )


def no_progress(period: Period, rows: Sequence[tuple[str, str]], service: str) -> Card:
    """To the service's managers: actions of which nobody has said how they go. (action, owner)."""
    count = "1 action" if len(rows) == 1 else f"{len(rows)} actions"
    left = len(rows) - ROWS
    return card(
        f"{service}: no word on {count} for {period.short_words}.",
        title(f"Service plans · {period.short_words}", f"No word on {count}", service),
        *(Text(f"• {action} · {owner}", spacing="Small") for action, owner in rows[:ROWS]),
        Text(f"and {left} more", is_subtle=True) if left > 0 else None,
        Text("Their owners have been asked. Type “actions without update” to see them now."),
    )


def _of_this_year(found: PlanComparison) -> str:
    return f"{len(found.carried)} carried forward, {len(found.new)} new"


def _listed(heading: str, actions: Sequence[PlanAction]) -> list[Element]:
    if not actions:
        return []
    left = len(actions) - ROWS
    return [
        subheading(f"{heading} ({len(actions)})"),
        *(Text(f"• {action}", spacing="Small") for action in actions[:ROWS]),
        *([Text(f"and {left} more", is_subtle=True)] if left > 0 else []),
    ]
