"""The exception card as the board answers it: where it stands, and a small form for each answer.

A button of the card opens the form of its answer (`open_…`); the form's button gives it
(`answer_…`), with the inputs `words`, `who` and `until`. So the card stays short on a phone, and
who presses too late hears it before typing. `stands` shows the card again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from cards.concerns.exception import SHOW_DETAILS, BoardParts, ExceptionView, exception_card
from cards.concerns.minutes import MinuteLine, at_hand, earlier, minute, newest
from cards.elements import (
    Button,
    ButtonRef,
    Card,
    Container,
    DateInput,
    Element,
    Reveal,
    Text,
    TextInput,
    card,
    note,
    rows_of_buttons,
    subheading,
    title,
    to_mend,
)
from cards.form_state import UNTOUCHED, FormState
from cards.interventions.intervention import glance, next_words
from cards.person_fields import Names, iso, who
from cycle.improve.answers import ANSWERS, NAMES_A_DAY, NAMES_SOMEONE, BoardAnswer
from cycle.improve.chase import REPLY_WITHIN
from cycle.improve.concern import STALE_AFTER, Concern, open_answers
from cycle.improve.intervention import Intervention
from cycle.improve.risk import Risk
from cycle.people import Person
from cycle.periods import Period, day_words, london_day
from cycle.plan.indicator import Indicator
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


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    """What the board's card shows of an exception.

    `ask.version` is the concern's. `minutes` are oldest first and end with what stands;
    `intervention` is the live one; `notes` stand on top, said once: why a press could not stand, or
    how it ended. `is_in_group` adds a button that leads back (verb `group_back`).
    """

    exception: ExceptionView
    concern: Concern
    ask: ButtonRef
    minutes: Sequence[MinuteLine] = ()
    intervention: Intervention | None = None
    risks: Sequence[Risk] = ()
    names: Names
    notes: Sequence[str] = ()
    is_in_group: bool = False


def board_card(view: BoardView) -> Card:
    """What everybody in the board's channel sees, edited in place; who may answer is judged later.

    Its state is that of the concern.
    """
    return exception_card(
        view.exception,
        BoardParts(
            above=[note(words) for words in view.notes],
            answers=[_stands(view)],
            buttons=_buttons(view),
            is_answered=bool(view.minutes),
            details=[*earlier(view.minutes), _risks(view.risks, view.concern)],
        ),
    )


def raised_before(period: Period, raised_at: datetime) -> Container:
    """On the first card of a manager who took over: since when the exception has stood."""
    day = day_words(london_day(raised_at))
    return note(f"You take this over: it was raised on {day}, for {period.words}.", "emphasis")


def see_newer(indicator: Indicator) -> Card:
    """What an earlier card becomes once a later one stands in the same place: it says no more."""
    return card(
        f"{indicator}: see the newer card.",
        title(f"Exception · {indicator.service}", str(indicator)),
        Text("The board was asked again. The newer card in this channel shows how it stands now."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerForm:
    """What the form of one answer offers.

    `people` may be named; `suggested` and `until` are filled in beforehand; `earliest` is the first
    day that can be picked. `last` is what the board said before.
    """

    answer: BoardAnswer
    people: Sequence[Person] = ()
    suggested: Person | None = None
    until: date | None = None
    earliest: date | None = None
    last: MinuteLine | None = None


def answer_form(
    standing: Standing, offered: AnswerForm, ask: ButtonRef, state: FormState = UNTOUCHED
) -> Card:
    """The form of one answer, with the inputs `words`, `who` (a person's id) and `until` it needs.

    What was typed stands instead of what is filled in beforehand.
    """
    answer, form = offered.answer, _FORMS[offered.answer]
    suggested = str(offered.suggested.id) if offered.suggested else ""
    return card(
        f"{form.heading}: {state.summary(f'{standing.indicator}.')}",
        title(
            f"The board's answer · {standing.period.short_words} · {standing.label}",
            form.heading,
            str(standing.indicator),
        ),
        to_mend(state.faults),
        minute(offered.last, "stands") if offered.last else None,
        TextInput(id="words", label=form.words, is_multiline=True, value=state.value("words")),
        who(form.who, offered.people, state.value("who", suggested))
        if answer in NAMES_SOMEONE
        else None,
        DateInput(
            id="until",
            label=form.until,
            value=state.value("until", iso(offered.until)),
            min=iso(offered.earliest) or None,
        )
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


def _stands(view: BoardView) -> Container | None:
    """Where it stands with the board: awaited or answered, what was said, the intervention.

    An intervention of which the newest words have said all has no lines of its own.
    """
    concern, minutes, intervention = view.concern, view.minutes, view.intervention
    parts: list[Element | None] = [*_awaited(concern), *newest(minutes)]
    if intervention is not None:
        said = at_hand(minutes)
        has_said = any(one.words == intervention.what for one in said)
        comes = next_words(intervention, view.names)
        if not (has_said and any(one.terms == comes for one in said)):
            parts.append(glance(intervention, view.names, says_what=not has_said))
    if concern.held is not None and concern.state.is_open:
        words = "By its figures this is over; it stays open while its intervention runs."
        parts.append(Text(words, size="Small"))
    return Container(*parts, style="emphasis") if parts else None


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


def _buttons(view: BoardView) -> list[Element | None]:
    """The answers that are open now: the first ones at hand, all of them folded once it has one.

    None once the concern is over.
    """
    given = open_answers(view.concern)
    found = [
        Button(
            f"open_{_FORMS[answer].verb}",
            _FORMS[answer].button,
            view.ask,
            main=answer is BoardAnswer.INTERVENTION_ASKED,
        )
        for answer in ANSWERS
        if answer in given
    ]
    is_awaited = view.concern.answer is BoardAnswer.AWAITED
    at_hand = found[:FIRST] if is_awaited else []
    folded = found[len(at_hand) :]
    more = Reveal("More answers" if is_awaited else "Answer again", "more-answers")
    back = Button("group_back", "Back to all exceptions", view.ask, sends_inputs=False)
    return [
        *rows_of_buttons(
            [
                *at_hand,
                *([more] if folded else []),
                SHOW_DETAILS,
                *([back] if view.is_in_group else []),
            ]
        ),
        Container(*rows_of_buttons(folded), id="more-answers", is_visible=False)
        if folded
        else None,
    ]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
