"""The form for an action's progress, and what it becomes when everything is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.elements import (
    Button,
    ButtonRef,
    Card,
    ChoiceInput,
    DateInput,
    Element,
    Facts,
    Text,
    TextInput,
    card,
    note,
    said,
    subheading,
    title,
    to_mend,
)
from cards.form_state import UNTOUCHED, FormState
from cards.person_fields import as_typed
from cycle.periods import Period, day_words
from cycle.plan.action import ACTION_TRANSITIONS, ActionState, PlanAction
from cycle.plan.action_progress import ActionUpdate

MOST_TOLD = 12  # lines of what was told


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressForm:
    """What the form shows. `place` is "2 of 8"; `before` the state it came into the period with.

    `last` is what was said last, also for an earlier period; `reached` what the indicator named by
    the success measure says; `priority` the title of the priority it serves.
    """

    action: PlanAction
    period: Period
    place: tuple[int, int] = (1, 1)
    before: ActionState = ActionState.NOT_STARTED
    last: ActionUpdate | None = None
    reached: str = ""
    priority: str = ""


def progress_form(
    form: ProgressForm,
    ask: ButtonRef,
    state: FormState = UNTOUCHED,
    *,
    is_repeated: bool = False,
) -> Card:
    """One action's form: state, what was done, what comes next, what stands in the way.

    Inputs `state`, `steps` (the places of those done), `words`, `next_steps`, `blocker`, and by the
    state `recovery`, `success` or `approver`. With `is_repeated` the words are last quarter's, and
    the verb `progress_same` says that they still hold.
    """
    action = form.action
    given = _prefilled(form) | as_typed(state.typed)
    chosen = given.get("state", "")
    number, count = form.place
    of = f" · {number} of {count}" if count > 1 else ""
    return card(
        state.summary(f"{action}: how does it go?"),
        *(note(words) for words in state.notes),
        title(
            f"Progress · {form.period.short_words}{of}",
            str(action),
            _below(action, form.priority),
        ),
        to_mend(state.faults),
        Text(f"Success: {action.success.words}", is_subtle=True, size="Small"),
        Text(form.reached, is_subtle=True, size="Small", spacing="None") if form.reached else None,
        ChoiceInput(
            [(each.value, each.value) for each in ActionState if _may_become(form, each)],
            id="state",
            label="State",
            style="compact",
            value=chosen,
        ),
        *_by_state(chosen, given),
        *_steps(action, given),
        _words("words", "What was done (required)", given),
        _words("next_steps", "What comes next", given),
        _words("blocker", "What stands in the way", given),
        actions=[
            *([Button("progress_same", "Nothing has changed", ask)] if is_repeated else []),
            Button("progress_send", "Send and next" if number < count else "Send", ask, main=True),
            Button("progress_list", "All my actions", ask, sends_inputs=False),
        ],
    )


def all_told(period: Period, told: Sequence[tuple[PlanAction, str]], counts: str) -> Card:
    """What the form becomes when the last one is told. `told` are actions with their state."""
    left = len(told) - MOST_TOLD
    return card(
        f"Thank you. All your actions are told for {period.short_words}.",
        title(f"Progress · {period.short_words}", "All your actions are told", counts),
        *(Text(f"✓ {action} · {state}", spacing="Small") for action, state in told[:MOST_TOLD]),
        Text(f"and {left} more", is_subtle=True) if left > 0 else None,
    )


def off_track_twice(
    action: PlanAction, update: ActionUpdate, owner: str, plan: str, priority: str
) -> Card:
    """To the board: an action off track for two periods running. It has no colour."""
    when = update.period.short_words
    return card(
        f"{action} is off track for the second time running.",
        title("Service plans · for the board", str(action), "Off track twice running"),
        Facts(
            ("State", f"{update.state}, {when} and the period before"),
            ("Owner", owner),
            ("Plan", plan),
            ("Priority", priority),
            ("Due", day_words(action.due)),
        ),
        subheading("What the owner says"),
        said(update.words, "words"),
        *_part("What stands in the way", update.blocker, "blocker"),
        *_part("What comes next", update.next_steps, "next"),
        Text("The board may ask what help is needed; no colour is given.", is_subtle=True),
    )


def recovery_asked(action: PlanAction, owner: str, words: str, ask: ButtonRef | None) -> Card:
    """To the board: a recovery date after the action's end, to be agreed; decided without `ask`."""
    until = day_words(action.recovery) if action.recovery else "no day"
    if action.recovery_agreed_on:
        outcome = f"✓ Agreed on {day_words(action.recovery_agreed_on)}"
    elif ask is None:
        outcome = f"No longer asked: the action is {action.state.lower()}."
    else:
        outcome = f"{owner} asks for more time, past its end on {day_words(action.due)}."
    return card(
        f"{action}: recovery by {until}.",
        title("Service plans · for the board", str(action), f"Recovery asked for: {until}"),
        Text(outcome, weight="Bolder"),
        said(words, "words"),
        actions=[Button("recovery_agree", "Agree the later day", ask, main=True)] if ask else [],
    )


def _below(action: PlanAction, priority: str) -> str:
    due = f"Due {day_words(action.due)}"
    return f"{due} · {priority}" if priority else due


def _may_become(form: ProgressForm, state: ActionState) -> bool:
    return state in ACTION_TRANSITIONS[form.before]


def _prefilled(form: ProgressForm) -> dict[str, str]:
    last = form.last
    state = last.state if last else form.action.state
    given = {"state": state.value if _may_become(form, state) else ActionState.ON_TRACK.value}
    if last is None:
        return given
    given |= {"words": last.words, "next_steps": last.next_steps, "blocker": last.blocker}
    if last.recovery:
        given["recovery"] = last.recovery.isoformat()
    return given


def _by_state(chosen: str, given: Mapping[str, str]) -> list[Element]:
    """What one state asks for more than the others; it appears once that state was chosen."""
    match chosen:
        case ActionState.DELAYED:
            label = "On track again by (required)"
            return [DateInput(id="recovery", label=label, value=given.get("recovery"))]
        case ActionState.COMPLETE:
            return [_words("success", "What came of the success measure (required)", given)]
        case ActionState.STOPPED:
            return [_words("approver", "Who agreed that it stops, and when (required)", given)]
        case _:
            return []


def _steps(action: PlanAction, given: Mapping[str, str]) -> list[Element]:
    """Every step, to be ticked where it is done."""
    if not action.steps:
        return []
    done = [str(place) for place, step in enumerate(action.steps) if step.done_on]
    choices = [
        (f"{step.what} ({day_words(step.due)})", str(place))
        for place, step in enumerate(action.steps)
    ]
    return [
        ChoiceInput(
            choices,
            id="steps",
            label="Steps that are done",
            style="expanded",
            wrap=True,
            is_multi_select=True,
            value=given.get("steps", ",".join(done)) or None,
        )
    ]


def _words(name: str, label: str, given: Mapping[str, str]) -> TextInput:
    return TextInput(id=name, label=label, is_multiline=True, value=given.get(name) or None)


def _part(heading: str, words: str, name: str) -> list[Element]:
    return [subheading(heading), said(words, name)] if words.strip() else []
