"""One turn: what a person said or pressed, and the card they get back.

Everything in a Turn comes from outside. Only `sender` is vouched for, by the signed token; `text`
and `press` are whatever the client sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from cards.elements import Card
from cycle.council import Council
from cycle.people import Person
from cycle.periods import london_day
from papers.sheets import Sheet
from storage.audit import Actor
from storage.places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who speaks, from the signed activity. `teams_id` is `29:…`, this bot's name for the person.

    `aad_object_id` is empty for guests and anonymous people. `email` is filled from the roster of
    the conversation, once, where the register does not know the `aad_object_id` yet.
    """

    teams_id: str
    aad_object_id: str
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button pressed: its verb, the opaque id and version that its card carried, the inputs."""

    verb: str
    ask: str = ""
    version: int = 0
    inputs: Mapping[str, str] = field(default_factory=dict)


class Event(StrEnum):
    """What happened in the conversation."""

    TEXT = "text"
    PRESS = "press"
    INSTALLED = "installed"  # the bot was added, or can be reached again
    SEARCH = "search"  # letters typed into the compose box, of whatever chat that is
    REMOVED = "removed"  # the bot was removed or blocked
    OTHER = "other"  # kept as a contact, never answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file that was sent to Steward: its name, and the address that Teams gave for it."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedTable:
    """What was in the file: its first table of figures, or the sentence why it was not read."""

    sheet: Sheet | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """`card_id` is the activity id of the message that holds the pressed card.

    `files` are the names of files and pictures sent with a text; a picture may have none.
    `download` is the first table among them, `table` what was in it, once it has been read.
    """

    event: Event
    sender: Sender
    place: Place
    now: datetime
    activity_id: str = ""
    text: str = ""
    files: tuple[str, ...] = ()
    download: Download | None = None
    table: ReceivedTable | None = None
    press: Press | None = None
    card_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One result of a search: how it is listed, and the card that is posted when it is chosen."""

    title: str
    text: str
    card: Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The card that the person sees next. A press replaces its card; a text gets a new message.

    `stay` leaves the pressed card as it is and only says the card's summary in a line beside it.
    `hits` are what a search found.
    """

    card: Card
    stay: bool = False
    hits: tuple[SearchHit, ...] = ()


class DayOfCouncil(Protocol):
    """The day on which something is looked at, and by which council's rules; a `Visit` is one."""

    @property
    def today(self) -> date: ...
    @property
    def council(self) -> Council: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A turn by somebody whom the register knows."""

    turn: Turn
    person: Person
    council: Council

    @property
    def now(self) -> datetime:
        return self.turn.now

    @property
    def today(self) -> date:
        """The date in London."""
        return london_day(self.turn.now)

    @property
    def actor(self) -> Actor:
        """The person, for the audit."""
        return Actor(name=self.person.name, came_from="Teams", person=self.person.id)


class CardExpired(Exception):
    """The pressed card leads nowhere any more: what it was about is gone, or over."""
