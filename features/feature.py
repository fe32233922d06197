"""What a feature hands to the front door: its buttons, questions, cards and sweeps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cards.elements import Card
from cycle.council import Council
from features.turn import Answer, Visit
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

Press = Callable[[Session, Visit, CardRef], Answer]  # what a button does
Reply = Callable[[Session, Visit, Any], Answer]  # how a question is answered
Paint = Callable[[Session, Delivery, Place, datetime, Council], Card | None]
Duty = Callable[[Session, datetime, Council], int]  # returns how much of what it did is new


@dataclass(frozen=True, slots=True)
class Sweep:
    """One duty of the clock, run in a transaction of its own.

    `of` is the command that runs it: `collect` or `chase`. Most duties ask people for something,
    so they run in working hours only; what the server missed is made good at the next run.
    """

    of: str
    name: str
    duty: Duty
    in_working_hours: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """`buttons` are what may be pressed on each kind of card, by verb; no other card takes them.

    `questions` are answered by their type. `cards` are painted by the kind of their delivery, from
    the facts of that moment; None means that the card has become pointless.
    """

    buttons: Mapping[About, Mapping[str, Press]] = field(default_factory=dict)
    questions: Mapping[type, Reply] = field(default_factory=dict)
    cards: Mapping[str, Paint] = field(default_factory=dict)
    sweeps: tuple[Sweep, ...] = ()
