"""Call-in: Overview and Scrutiny asks a manager to explain; recorded, asked, explained, heard."""

from collections.abc import Mapping, Sequence
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
from cards.person_fields import Names, as_typed, due_words, named, who
from cycle.improve.call_in import CallIn, CallInState
from cycle.people import Person
from cycle.periods import day_words
from cycle.plan.indicator import Indicator

COMMITTEE = "Overview and Scrutiny"
MOST_INDICATORS = 10


def record(
    indicators: Sequence[Indicator],
    people: Sequence[Person],
    ask: ButtonRef,
    *,
    suggested: Person | None = None,
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
) -> Card:
    """To the performance team: the form that records a call-in; the verb is `call_in`.

    Inputs `who` (the manager's id), `meeting` (a day) and `words` (what the committee asks).
    """
    given = as_typed(typed)
    named_one = given.get("who") or (str(suggested.id) if suggested else None)
    return card(
        faults[0] if faults else f"Call-in to {COMMITTEE}: whom, and to which meeting?",
        title(f"Call-in · {COMMITTEE}", "Record a call-in"),
        to_mend(faults),
        *_listed(indicators),
        who("Manager called in", people, named_one),
        DateInput(id="meeting", label="Meeting on (required)", value=given.get("meeting")),
        TextInput(
            id="words",
            label="What the committee asks (required)",
            is_multiline=True,
            value=given.get("words"),
        ),
        actions=[Button("call_in", "Record and ask", ask, main=True)],
    )


def asked(
    call_in: CallIn,
    indicators: Sequence[Indicator],
    ask: ButtonRef,
    due: date,
    *,
    names: Names,
    overdue: int = 0,
    notes: Sequence[str] = (),
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
) -> Card:
    """To the manager: explain how this will improve; input `words`, verb `explain`.

    Also the reminder (`overdue` in working days), and the card again once it is explained, for the
    explanation may be bettered until the meeting.
    """
    given = as_typed(typed).get("words") or call_in.explanation or None
    is_given = call_in.state is CallInState.EXPLAINED
    meeting = day_words(call_in.meeting)
    return card(
        f"{COMMITTEE} calls you in on {meeting}: "
        f"{faults[0] if faults else f'please explain by {day_words(due)}.'}",
        *(note(words) for words in notes),
        title("Call-in", f"{COMMITTEE} calls you in", f"Meeting on {meeting}"),
        to_mend(faults),
        Text("✓ Explained; it can be bettered until the meeting.", weight="Bolder")
        if is_given
        else due_words("Your explanation is asked for by", due, overdue),
        subheading("The committee asks"),
        said(call_in.words, "asked"),
        *_listed(indicators),
        TextInput(
            id="words",
            label="How will it improve? By whom, by when? (required)",
            is_multiline=True,
            value=given,
        ),
        Text(
            f"Recorded by {named(names, call_in.called_by, 'the performance team')}, "
            f"{day_words(call_in.called_on)}. It goes into the committee's paper.",
            size="Small",
            is_subtle=True,
        ),
        actions=[
            Button("explain", "Change it" if is_given else "Send the explanation", ask, main=True)
        ],
    )


def stands(
    call_in: CallIn,
    indicators: Sequence[Indicator],
    due: date,
    *,
    names: Names,
    ask: ButtonRef | None = None,
    notes: Sequence[str] = (),
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
) -> Card:
    """The call-in as it stands, for everybody; with an `ask` the team notes what came of it.

    That is the input `words` and the verb `heard`, for after the meeting.
    """
    manager = named(names, call_in.manager)
    may_hear = ask is not None and call_in.state is not CallInState.HEARD
    return card(
        f"Call-in of {manager}, {day_words(call_in.meeting)}: {call_in.state}.",
        *(note(words) for words in notes),
        title(f"Call-in · {COMMITTEE}", f"{manager}: {call_in.state}", _refs(indicators)),
        to_mend(faults),
        Facts(
            ("Meeting", day_words(call_in.meeting)),
            ("Explanation", f"by {day_words(due)}" if not call_in.explanation else "given"),
            ("Recorded", f"{named(names, call_in.called_by)}, {day_words(call_in.called_on)}"),
        ),
        *_listed(indicators),
        _part("The committee asks", call_in.words, "asked"),
        _part(_explained_by(call_in, names), call_in.explanation, "explanation"),
        _part("What came of it", call_in.outcome, "outcome"),
        TextInput(
            id="words",
            label="What the committee made of it (required)",
            is_multiline=True,
            value=as_typed(typed).get("words"),
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
    return Container(subheading(heading), said(words, name)) if words.strip() else None


def _refs(indicators: Sequence[Indicator]) -> str:
    return ", ".join(one.ref for one in indicators[:MOST_INDICATORS])


def _listed(indicators: Sequence[Indicator]) -> list[Element | None]:
    left = len(indicators) - MOST_INDICATORS
    return [
        *(Text(f"• {one}", spacing="Small") for one in indicators[:MOST_INDICATORS]),
        Text(f"and {left} more", size="Small", is_subtle=True) if left > 0 else None,
    ]
