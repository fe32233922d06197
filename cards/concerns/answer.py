"""The exception card as the board answers it: where it stands, and a small form for each answer.

A button of the card opens the form of its answer (`open_…`); the form's button gives it
(`answer_…`), with the inputs `words`, `who` and `until`. So the card stays short on a phone, and
who presses too late hears it before typing. `stands` shows the card again.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cards.concerns.exception import concern as exception
from cards.concerns.minutes import MinuteLine, at_hand, minute, thread
from cards.elements import (
    Button,
    ButtonRef,
    Buttons,
    Card,
    Container,
    DateInput,
    Element,
    Reveal,
    Text,
    TextInput,
    card,
    note,
    subheading,
    title,
    to_mend,
)
from cards.interventions.intervention import glance, next_words
from cards.person_fields import Names, as_typed, who
from cycle.improve.answers import ANSWERS, NAMES_A_DAY, NAMES_SOMEONE, BoardAnswer
from cycle.improve.chase import REPLY_WITHIN
from cycle.improve.concern import STALE_AFTER, Concern, open_answers
from cycle.improve.intervention import Intervention
from cycle.improve.risk import Risk
from cycle.people import Person
from cycle.plan.indicator import Indicator
from cycle.review.chart import Chart
from cycle.review.events import SeriesEvent
from cycle.review.figure import Figure
from cycle.review.standing import Standing

FIRST = 3  # answers at hand; the rest are behind "More answers"
MOST_RISKS = 4


class _Form(NamedTuple):
    """An answer's name in its verbs, its button, and what its form says and asks."""

    verb: str
    button: str
    heading: str
    comes: str
    words: str
    who: str = ""
    until: str = ""


_FORMS = {
    BoardAnswer.ACKNOWLEDGED: _Form(
        "acknowledge",
        "Acknowledge",
        "Acknowledge",
        f"It is asked again after {STALE_AFTER} working days.",
        "Note (if you like)",
    ),
    BoardAnswer.INTERVENTION_ASKED: _Form(
        "intervene",
        "Ask for an intervention",
        "Ask for an intervention",
        "Whoever you name proposes what will be done; the board agrees, or sends it back.",
        "What is wanted (required)",
        "Who proposes it",
        "Proposed by (required)",
    ),
    BoardAnswer.QUESTION_ASKED: _Form(
        "question",
        "Ask the owner",
        "Ask the owner a question",
        f"The reply, asked for within {REPLY_WITHIN} working days, comes back to this thread.",
        "Your question (required)",
    ),
    BoardAnswer.SUPPORT_OFFERED: _Form(
        "support",
        "Offer support",
        "Offer corporate support",
        f"After {STALE_AFTER} working days the board is asked whether it has helped.",
        "What blocks it (required)",
        "Who helps",
    ),
    BoardAnswer.ACCEPTED: _Form(
        "accept",
        "Accept for now",
        "Accept for now",
        "The reason and the last day stand in every paper; then the board is asked again.",
        "Reason (required)",
        until="Accepted until (required)",
    ),
    BoardAnswer.ESCALATED: _Form(
        "escalate",
        "Escalate to CMT",
        "Escalate to the Corporate Management Team",
        "The Corporate Management Team is told, with your words.",
        "Why (required)",
    ),
    BoardAnswer.REFERRED: _Form(
        "refer",
        "Refer to Scrutiny",
        "Refer to Overview and Scrutiny",
        "It is listed for the committee, with your words.",
        "Why (required)",
    ),
}
OPENS = {f"open_{form.verb}": answer for answer, form in _FORMS.items()}  # by verb
GIVES = {f"answer_{form.verb}": answer for answer, form in _FORMS.items()}  # by verb


def board_card(
    standing: Standing,
    concern: Concern,
    ask: ButtonRef,
    sentence: str,
    *,
    minutes: Sequence[MinuteLine] = (),
    intervention: Intervention | None = None,
    risks: Sequence[Risk] = (),
    names: Names,
    notes: Sequence[str] = (),
    history: Sequence[Standing] = (),
    chart: Chart | None = None,
    events: Sequence[SeriesEvent] = (),
    owner_name: str = "",
    replaced: Figure | None = None,
    possible_repeat: bool = False,
    is_in_group: bool = False,
) -> Card:
    """What everybody in the board's channel sees, edited in place; who may answer is judged later.

    `ask.version` is the concern's. `minutes` are oldest first and end with what stands;
    `intervention` is the live one; `notes` stand on top, said once: why a press could not stand, or
    how it ended. `is_in_group` adds a button that leads back (verb `group_back`). The other parts
    are those of `cards.concerns.exception.concern`.
    """
    return exception(
        standing,
        concern.state,
        sentence,
        history=history,
        chart=chart,
        events=events,
        owner_name=owner_name,
        replaced=replaced,
        possible_repeat=possible_repeat,
        above=[note(words) for words in notes],
        answers=[_stands(concern, minutes, intervention, names)],
        further=[_risks(risks, concern)],
        below=[*_buttons(concern, ask), _back(ask) if is_in_group else None],
    )


def see_newer(indicator: Indicator) -> Card:
    """What an earlier card becomes once a later one stands in the same place: it says no more."""
    return card(
        f"{indicator}: see the newer card.",
        title(f"Exception · {indicator.service}", str(indicator)),
        Text("The board was asked again. The newer card in this channel shows how it stands now."),
    )


def answer_form(
    standing: Standing,
    answer: BoardAnswer,
    ask: ButtonRef,
    *,
    people: Sequence[Person] = (),
    suggested: Person | None = None,
    until: date | None = None,
    earliest: date | None = None,
    minutes: Sequence[MinuteLine] = (),
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
) -> Card:
    """The form of one answer, with the inputs `words`, `who` (a person's id) and `until` it needs.

    `people` may be named; `suggested` and `until` are filled in beforehand; `earliest` is the first
    day that can be picked. What was `typed` stands instead, and `faults` say what to mend.
    """
    form, given = _FORMS[answer], as_typed(typed)
    named = given.get("who") or (str(suggested.id) if suggested else None)
    day = given.get("until") or (until.isoformat() if until else None)
    first = earliest.isoformat() if earliest else None
    return card(
        f"{form.heading}: {standing.indicator}." if not faults else f"{form.heading}: {faults[0]}",
        title(
            f"The board's answer · {standing.period.short_words} · {standing.label}",
            form.heading,
            str(standing.indicator),
        ),
        to_mend(faults),
        *(minute(one, "stands") for one in minutes[-1:]),
        TextInput(id="words", label=form.words, is_multiline=True, value=given.get("words")),
        who(form.who, people, named) if answer in NAMES_SOMEONE else None,
        DateInput(id="until", label=form.until, value=day, min=first)
        if answer in NAMES_A_DAY
        else None,
        Text(form.comes, size="Small", is_subtle=True),
        actions=[
            Button(f"answer_{form.verb}", _send(answer), ask, main=True),
            Button("stands", "Back", ask, sends_inputs=False),
        ],
    )


def _send(answer: BoardAnswer) -> str:
    return {
        BoardAnswer.INTERVENTION_ASKED: "Ask for it",
        BoardAnswer.QUESTION_ASKED: "Ask the question",
    }.get(answer, _FORMS[answer].button)


def _stands(
    concern: Concern, minutes: Sequence[MinuteLine], intervention: Intervention | None, names: Names
) -> Container | None:
    """Where it stands with the board: awaited or answered, what was said, the intervention.

    An intervention of which the newest words have said all has no lines of its own.
    """
    parts: list[Element | None] = [*_awaited(concern), *thread(minutes)]
    if intervention is not None:
        newest = at_hand(minutes)
        has_said = any(one.words == intervention.what for one in newest)
        comes = next_words(intervention, names)
        if not (has_said and any(one.terms == comes for one in newest)):
            parts.append(glance(intervention, names, says_what=not has_said))
    if concern.held is not None and concern.state.is_open:
        words = "By its figures this is over; it stays open while its intervention runs."
        parts.append(Text(words, size="Small"))
    if not parts:
        return None
    return Container(subheading("The board"), *parts, style="emphasis")


def _awaited(concern: Concern) -> list[Element | None]:
    if not concern.state.is_open or concern.answer is not BoardAnswer.AWAITED:
        return []
    why = "" if concern.why in ("", "raised") else _capital(f"{concern.why.rstrip('?.')}.")
    return [
        Text("○ Awaits the board's answer", weight="Bolder"),
        Text(why, spacing="None", size="Small") if why else None,
    ]


def _risks(risks: Sequence[Risk], concern: Concern) -> Container | None:
    if not risks:
        return None
    sign = "A possible sign of an underlying risk becoming real; its owner is asked."
    left = len(risks) - MOST_RISKS
    return Container(
        subheading("Risks that this indicator watches"),
        Text(sign, size="Small") if concern.state.is_open else None,
        *(Text(f"• {risk.words}", size="Small", spacing="Small") for risk in risks[:MOST_RISKS]),
        Text(f"and {left} more", size="Small", is_subtle=True) if left > 0 else None,
        separator=True,
    )


def _buttons(concern: Concern, ask: ButtonRef) -> list[Element | None]:
    """The answers that are open now, the first ones at hand. None once the concern is over."""
    given = open_answers(concern)
    found = [
        Button(f"open_{_FORMS[answer].verb}", _FORMS[answer].button, ask)
        for answer in ANSWERS
        if answer in given
    ]
    if not found:
        return []
    if len(found) <= FIRST + 1:
        return [Buttons(*found, spacing="Medium")]
    return [
        Buttons(*found[:FIRST], Reveal("More answers", "more-answers"), spacing="Medium"),
        Container(Buttons(*found[FIRST:]), id="more-answers", is_visible=False),
    ]


def _back(ask: ButtonRef) -> Buttons:
    return Buttons(Button("group_back", "Back to all exceptions", ask, sends_inputs=False))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
