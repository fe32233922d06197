"""The tour: a card for the person who tries Steward, who may be anyone and move the clock on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.demo import council
from bot.demo.council import SamplePerson
from cards.elements import Button, ButtonRef, Buttons, Card, Text, card, note, title
from cycle.periods import day_words

REF = ButtonRef("tour")
VERB = "tour_"  # no verb of Steward's own begins so


class ClockMove(StrEnum):
    """How far the clock is moved."""

    DAY = "next day"
    MONDAY = "next Monday"
    MONTH = "next month"
    AGAIN = "start again"


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody whom the person at the keyboard may be."""

    key: str
    title: str
    name: str
    who: str
    hint: str
    later: str = ""  # the hint once the clock has been moved, where it is another one

    @property
    def person(self) -> SamplePerson:
        return council.named(self.name)


PARTS = (
    Persona(
        "officer",
        "Be the officer",
        "Olive Marsh",
        "an officer who owns the housing figures",
        "Give the figures that are due: press Give figures on the reminder. 31 of 56 for "
        "homelessness prevented makes it red; then look into the channel Performance Board.",
        "Answer what has come: figures that are due, milestones, what the board asks.",
    ),
    Persona(
        "board",
        "Be a board member",
        "Chris Bell",
        "a member of the Performance Board",
        "Open the channel Performance Board. One intervention works and waits for you to close and "
        "celebrate it; one does not. Answer an exception: Ask for an intervention.",
        "Open the channel Performance Board: new exceptions, and how the interventions go.",
    ),
    Persona(
        "manager",
        "Be the manager",
        "Raj Patel",
        "the manager of housing",
        "Read what has come to you: late figures and milestones of your service. Type “status of "
        "housing” or “overdue actions”.",
    ),
    Persona(
        "team",
        "Be the performance team",
        "Dana Osei",
        "in the performance team",
        "Type “who hasn't submitted”, “data quality”, “delivery” or “history of REV-03”.",
    ),
)
OFFICER = PARTS[0]

_PART_WORDS = {
    "officer": "officer",
    "board": "board",
    "board member": "board",
    "manager": "manager",
    "performance team": "team",
    "performance": "team",
    "team": "team",
}
_BE = re.compile(r"be (?:the |a |an )?(?P<who>[a-z ]+)")


def understood(text: str) -> Persona | ClockMove | None:
    """`be the manager` or `next month`, as typed in chat; None for all that is Steward's own."""
    words = " ".join(text.lower().split()).strip(" .!?")
    for move in ClockMove:
        if words == move.lower():
            return move
    if (found := _BE.fullmatch(words)) and (key := _PART_WORDS.get(found["who"].strip())):
        return part(key)
    return None


def pressed(verb: str) -> Persona | ClockMove | None:
    """What a button of the tour stands for; None for every other button."""
    if not verb.startswith(VERB):
        return None
    key = verb.removeprefix(VERB)
    if key in {one.key for one in PARTS}:
        return part(key)
    return next((move for move in ClockMove if move.name.lower() == key), None)


def part(key: str) -> Persona:
    return next(one for one in PARTS if one.key == key)


def tour_card(now: Persona, today: date, waiting: Sequence[tuple[str, int]], happened: str) -> Card:
    """Who one is, what day it is, what to try next, what waits where.

    `waiting` names places and how many messages came there that one has not seen; `happened` says
    what the last press did, and is empty at the start.
    """
    new = ", ".join(f"{place} {count}" for place, count in waiting)
    return card(
        f"The tour. You are {now.name}; it is {_day(today)}.",
        title("A tour of Steward", f"You are {now.name}, {now.who}", f"It is {_day(today)}."),
        note(happened) if happened else None,
        Text(now.hint if today == council.OPENS_AT.date() or not now.later else now.later),
        Text(f"New messages: {new}.", is_subtle=True) if new else None,
        Buttons(*(Button(VERB + one.key, one.title, REF) for one in PARTS), spacing="Medium"),
        Buttons(
            *(
                Button(VERB + move.name.lower(), move.value[0].upper() + move.value[1:], REF)
                for move in ClockMove
            ),
            spacing="Small",
        ),
        Text(
            "You can type these too: “be the manager”, “next month”. Only the demo has them.",
            size="Small",
            is_subtle=True,
        ),
    )


def moving_card(now: Persona, until: date) -> Card:
    """Shown while the clock moves."""
    return card(
        f"Moving on to {_day(until)}.",
        title("A tour of Steward", f"You are {now.name}, {now.who}"),
        note(f"Moving on to {_day(until)}: figures arrive, reminders go out…"),
    )


def _day(day: date) -> str:
    return f"{day:%A} {day_words(day)}"
