"""The front desk: who is speaking, and which handler answers; one transaction for all of it."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from bot import identity
from bot.rate_limit import RateLimit
from cards import replies
from cycle.council import Council
from cycle.people import Person
from cycle.refusals import NotPermitted
from features.feature import Press
from features.turn import (
    Answer,
    CardExpired,
    Download,
    Event,
    ReceivedTable,
    Sender,
    Turn,
    Visit,
)
from storage import card_refs
from storage.card_refs import About, CardRef
from storage.database import Busy, Database, MovedOn, Session
from storage.places import Place, Scope

Text = Callable[[Session, Visit], Answer]
Email = Callable[[Place, Sender], Awaitable[str]]
ReadTable = Callable[[Download], Awaitable[ReceivedTable]]

log = logging.getLogger(__name__)

ANSWERED = (Event.TEXT, Event.PRESS, Event.INSTALLED)
UNLIMITED = (Event.INSTALLED, Event.REMOVED)  # Teams says them, and they tell who can be reached
LOOKS = 3  # how often a turn is judged again when a concern moved on meanwhile


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    """What answers: text, each button by the kind of its card and its verb, the first contact.

    `search` answers letters typed into the compose box, `table` a file of figures.
    """

    text: Text
    table: Text
    search: Text
    buttons: Mapping[About, Mapping[str, Press]]
    welcome: Callable[[Visit], Answer]


class _Unknown(Exception):
    """The register does not know who this is: nothing was kept, and the roster may be asked."""


class _Unread(Exception):
    """Somebody in the register sent a table: nothing was kept, and it may be fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What is asked outside of a transaction: Teams' roster, and the files that people sent."""

    email: Email
    read_table: ReadTable


class Desk:
    """`kept` is told after each turn that something may be owed now."""

    def __init__(
        self,
        database: Database,
        council: Council,
        handlers: Handlers,
        outside: Outside,
        kept: Callable[[], None],
        allowance: RateLimit | None = None,
    ) -> None:
        self._database = database
        self._council = council
        self._handlers = handlers
        self._outside = outside
        self._kept = kept
        self._allowance = allowance or RateLimit()
        self._resting: set[str] = set()

    async def respond(self, turn: Turn) -> Answer | None:
        """The answer to a turn. What it keeps is kept before it is answered, or not at all."""
        if turn.event not in UNLIMITED and not self._may_speak(turn):
            return self._rest(turn)
        has_roster = bool(turn.sender.aad_object_id) and turn.event in ANSWERED
        try:
            answer = await self._read_and_answered(turn, has_roster)
        except _Unknown:
            email = await self._outside.email(turn.place, turn.sender)
            linked = replace(turn, sender=replace(turn.sender, email=email))
            answer = await self._read_and_answered(linked, has_roster=False)
        self._kept()
        return answer

    async def _read_and_answered(self, turn: Turn, has_roster: bool) -> Answer | None:
        try:
            return await self._answered(turn, has_roster)
        except _Unread:
            if turn.download is None:
                raise
            table = await self._outside.read_table(turn.download)
            return await self._answered(replace(turn, table=table), has_roster)

    def _may_speak(self, turn: Turn) -> bool:
        who = _speaker(turn)
        may = self._allowance.takes(who, turn.now)
        if may:
            self._resting.discard(who)
        return may

    def _rest(self, turn: Turn) -> Answer | None:
        """Said once for what is typed; beside every button, which would else look broken."""
        who = _speaker(turn)
        is_said = who in self._resting
        if not is_said:
            self._resting.add(who)
            log.warning("too many turns of one person: activity=%s", turn.activity_id)
        if turn.event is Event.PRESS:
            return Answer(card=replies.too_fast(), stay=True)
        return Answer(card=replies.too_fast()) if turn.event is Event.TEXT and not is_said else None

    async def _answered(self, turn: Turn, has_roster: bool) -> Answer | None:
        for look in range(1, LOOKS + 1):
            try:
                return await self._database.at_once(
                    lambda session: self._turn(session, turn, has_roster)
                )
            except MovedOn:
                if look == LOOKS:
                    raise
            except Busy as busy:
                log.warning("kept nothing of a %s: %s", turn.event, busy.__cause__)
                is_asked = turn.event in (Event.TEXT, Event.PRESS)
                stay = turn.event is Event.PRESS
                return Answer(card=replies.busy(), stay=stay) if is_asked else None
        raise AssertionError("every look returns or raises")

    def _turn(self, session: Session, turn: Turn, has_roster: bool) -> Answer | None:
        """The answer, or None where none is due; raises _Unknown while the roster may know more."""
        if turn.event is Event.REMOVED:
            identity.left(session, turn.place, turn.now)
            return None
        person = identity.identify(session, turn.sender, turn.now)
        if person is None and has_roster:
            raise _Unknown
        if turn.event is Event.SEARCH:
            return self._search(session, turn, person)
        is_first = identity.met(session, person, turn.place, turn.now)
        if turn.event is Event.OTHER:
            return None
        if person is None:
            return self._stranger(turn)
        visit = Visit(turn=turn, person=person, council=self._council)
        try:
            return self._visit(session, visit, is_first)
        except CardExpired:
            return Answer(card=replies.old_card(), stay=True)
        except NotPermitted as refusal:
            card = replies.refusal(refusal.heading, str(refusal))
            return Answer(card=card, stay=turn.event is Event.PRESS)

    def _search(self, session: Session, turn: Turn, person: Person | None) -> Answer | None:
        """Nothing for a stranger. The chat is not met: Steward may not be installed there."""
        if person is None:
            return None
        visit = Visit(turn=turn, person=person, council=self._council)
        return self._handlers.search(session, visit)

    def _stranger(self, turn: Turn) -> Answer | None:
        """One polite sentence and nothing else; silence where Steward joins a team."""
        if turn.event is Event.INSTALLED and turn.place.scope is not Scope.PERSONAL:
            return None
        is_press = turn.event is Event.PRESS
        return Answer(card=replies.unknown_person(self._council.name), stay=is_press)

    def _visit(self, session: Session, visit: Visit, is_first: bool) -> Answer | None:
        match visit.turn.event:
            case Event.TEXT if visit.turn.download is not None:
                if visit.turn.table is None:
                    raise _Unread
                return self._handlers.table(session, visit)
            case Event.TEXT if visit.turn.files and not visit.turn.text:
                return Answer(card=replies.cannot_read_files(visit.turn.files))
            case Event.TEXT:
                return self._handlers.text(session, visit)
            case Event.PRESS:
                return self._press(session, visit)
            case _:
                is_chat = visit.turn.place.scope is Scope.PERSONAL
                return self._handlers.welcome(visit) if is_chat and is_first else None

    def _press(self, session: Session, visit: Visit) -> Answer:
        """Card data says nothing but which ask it belongs to: the rest is looked up here."""
        press = visit.turn.press
        ask = card_refs.find_card_ref(session, press.ask) if press else None
        if press is None or ask is None or not _is_here(ask, visit.turn):
            raise CardExpired
        handler = self._handlers.buttons.get(ask.about, {}).get(press.verb)
        if handler is None:
            raise CardExpired
        if not _may_press(ask, visit.person):
            return Answer(card=replies.not_your_card(), stay=True)
        return handler(session, visit, ask)


def _speaker(turn: Turn) -> str:
    return turn.sender.aad_object_id or turn.sender.teams_id


def _is_here(ask: CardRef, turn: Turn) -> bool:
    """A card works only in the conversation for which it was made."""
    return ask.conversation_id.partition(";")[0] == turn.place.conversation_id.partition(";")[0]


def _may_press(ask: CardRef, person: Person) -> bool:
    """Most cards are for everyone there; what gives figures is for one person."""
    return ask.about.is_for_everybody or ask.person == person.id
