"""A service plan is proposed, agreed or sent back; and asked for while there is none."""

from collections.abc import Sequence

from cards.elements import (
    Button,
    ButtonRef,
    Card,
    Element,
    Text,
    TextInput,
    card,
    note,
    title,
    to_mend,
)
from cards.form_state import UNTOUCHED, FormState
from cards.person_fields import Names, named
from cards.plans.views import ROWS, action_table
from cycle.plan.action_progress import ActionStanding
from cycle.plan.corporate_plan import Plan


def agree_plan(
    plan: Plan,
    standings: Sequence[ActionStanding],
    names: Names,
    ask: ButtonRef | None,
    state: FormState = UNTOUCHED,
    questions: Sequence[str] = (),
) -> Card:
    """To the performance team: agree the plan or send it back; as it stands without an `ask`.

    Inputs `body`, `reference` and `words`; verbs `plan_agree` and `plan_return`.
    """
    who = named(names, plan.proposed_by, "its service")
    inputs: list[Element] = [
        TextInput(id="body", label="Agreed by (the body)", value=state.value("body")),
        TextInput(id="reference", label="Reference", value=state.value("reference")),
        TextInput(
            id="words",
            label="If it is sent back: why",
            is_multiline=True,
            value=state.value("words"),
        ),
    ]
    return card(
        state.summary(f"{plan}: {plan.state_words}."),
        title("Service plan", str(plan), plan.state_words),
        to_mend(state.faults),
        Text(f"Proposed by {who}: {len(standings)} actions."),
        *(note(question) for question in questions),
        action_table(standings[:ROWS], names) if standings else None,
        *(inputs if ask else []),
        actions=[
            Button("plan_agree", "Agree", ask, main=True),
            Button("plan_return", "Send back", ask),
        ]
        if ask
        else [],
        wide=True,
    )


def plan_due(service: str, year: str, is_late: bool) -> Card:
    """To a service's manager from February; to CMT from 15 April, where none is agreed."""
    words = (
        f"The service plan of {service} for {year} is not agreed yet."
        if is_late
        else f"Please propose the service plan of {service} for {year}."
    )
    return card(
        words,
        title("Service plans", words),
        Text(f"Type “service plan of {service}” to see it, and propose it there."),
    )
