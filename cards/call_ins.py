"""Call-in: Overview and Scrutiny asks a manager to explain; recorded, asked, explained, heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cards.elements import (
    Button,
    ButtonRef,
    Card,
    Container,
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
from cards.person_fields import Names, due_words, named, who
from cycle.improve.call_in import CallIn, CallInState
from cycle.people import Person
from cycle.periods import day_words
from cycle.plan.indicator import Indicator

COMMITTEE = "Overview and Scrutiny"
MOST_INDICATORS = 10
AT_HAND = 240  # characters of one's words before the rest is a tap away


@dataclass(frozen=True, slots=True, kw_only=True)
class CallInView:
    """A call-in and what it is about; `overdue` is how late its explanation is, in working days."""

    call_in: CallIn
    indicators: Sequence[Indicator]
    due: date
    names: Names
    overdue: int = 0


def call_in_form(
    indicators: Sequence[Indicator],
    people: Sequence[Person],
    ask: ButtonRef,
    suggested: Person | None = None,
    state: FormState = UNTOUCHED,
) -> Card:
    """To the performance team: the form that records a call-in; the verb is `call_in`.

    Inputs `who` (the manager's id), `meeting` (a day) and `words` (what the committee asks).
    """
    manager = state.value("who", str(suggested.id) if suggested else "")
    return card(
        state.summary(f"Call-in to {COMMITTEE}: whom, and to which meeting?"),
        title(f"Call-in · {COMMITTEE}", "Record a call-in"),
        to_mend(state.faults),
        *_listed(indicators),
        who("Manager called in", people, manager),
        DateInput(id="meeting", label="Meeting on (required)", value=state.value("meeting")),
        TextInput(
            id="words",
            label="What the committee asks (required)",
            is_multiline=True,
            value=state.value("words"),
        ),
        actions=[Button("call_in", "Record and ask", ask, main=True)],
    )


def call_in_asked(view: CallInView, ask: ButtonRef, state: FormState = UNTOUCHED) -> Card:
    """To the manager: explain how this will improve; input `words`, verb `explain`.

    Also the reminder, and the card again once it is explained, for the explanation may be bettered
    until the meeting.
    """
    call_in, due = view.call_in, day_words(view.due)
    is_given = call_in.state is CallInState.EXPLAINED
    meeting = day_words(call_in.meeting)
    by = named(view.names, call_in.called_by, "the performance team")
    return card(
        f"{COMMITTEE} calls you in on {meeting}: {state.summary(f'please explain by {due}.')}",
        *(note(words) for words in state.notes),
        title("Call-in", f"{COMMITTEE} calls you in", f"Meeting on {meeting}"),
        to_mend(state.faults),
        Text("✓ Explained; it can be bettered until the meeting.", weight="Bolder")
        if is_given
        else due_words("Your explanation is asked for by", view.due, view.overdue),
        subheading("The committee asks"),
        said(call_in.words, "asked", first=AT_HAND),
        *_listed(view.indicators),
        TextInput(
            id="words",
            label="How will it improve? By whom, by when? (required)",
            is_multiline=True,
            value=state.value("words", call_in.explanation),
        ),
        Text(
            f"Recorded by {by}, {day_words(call_in.called_on)}. It goes into the committee's "
            "paper.",
            size="Small",
            is_subtle=True,
        ),
        actions=[
            Button("explain", "Change it" if is_given else "Send the explanation", ask, main=True)
        ],
    )


def call_in_card(
    view: CallInView, ask: ButtonRef | None = None, state: FormState = UNTOUCHED
) -> Card:
    """The call-in as it stands, for everybody; with an `ask` the team notes what came of it.

    That is the input `words` and the verb `heard`, for after the meeting.
    """
    call_in, names = view.call_in, view.names
    manager = named(names, call_in.manager)
    may_hear = ask is not None and call_in.state is not CallInState.HEARD
    explanation = "given" if call_in.explanation else f"by {day_words(view.due)}"
    return card(
        f"Call-in of {manager}, {day_words(call_in.meeting)}: {call_in.state}.",
        *(note(words) for words in state.notes),
        title(f"Call-in · {COMMITTEE}", f"{manager}: {call_in.state}", _refs(view.indicators)),
        to_mend(state.faults),
        Facts(
            ("Meeting", day_words(call_in.meeting)),
            ("Explanation", explanation),
            ("Recorded", f"{named(names, call_in.called_by)}, {day_words(call_in.called_on)}"),
        ),
        *_listed(view.indicators),
        _part("The committee asks", call_in.words, "asked"),
        _part(_explained_by(call_in, names), call_in.explanation, "explanation"),
        _part("What came of it", call_in.outcome, "outcome"),
        TextInput(
            id="words",
            label="What the committee made of it (required)",
            is_multiline=True,
            value=state.value("words"),
        )
        if may_hear
        else None,
        actions=[Button("heard", "Note what came of it", ask)] if may_hear and ask else [],
    )


def _explained_by(call_in: CallIn, names: Names) -> str:
    by = named(names, call_in.explained_by, "")
    on = day_words(call_in.explained_on) if call_in.explained_on else ""
    return f"Explained by {by}, {on}"


def _part(heading: str, words: str, name: str) -> Container | None:
    return (
        Container(subheading(heading), said(words, name, first=AT_HAND)) if words.strip() else None
    )


def _refs(indicators: Sequence[Indicator]) -> str:
    return ", ".join(one.ref for one in indicators[:MOST_INDICATORS])


def _listed(indicators: Sequence[Indicator]) -> list[Element | None]:
    left = len(indicators) - MOST_INDICATORS
    return [
        *(Text(f"• {one}", spacing="Small") for one in indicators[:MOST_INDICATORS]),
        Text(f"and {left} more", size="Small", is_subtle=True) if left > 0 else None,
    ]
