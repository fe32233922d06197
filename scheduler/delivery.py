"""The relay: sends what is owed, edits what has changed, and notes how each attempt ended.

claim → commit → render from the facts of this moment → commit → send → mark. No network call stands
inside a transaction, so a crash at any line loses nothing and repeats only what it says it may.
What fails for one delivery is that delivery's trouble alone.
"""

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from typing import Protocol, TypeVar

from cards.elements import Card
from cards.shortened import shortened
from scheduler.pace import APART, Pace, Request, Slots
from storage import concern_groups, deliveries, people, places, reach, slots, team_notes
from storage.database import Busy, Database, Session
from storage.deliveries import Delivery
from storage.outcomes import BAD_CARD, Attempt, Outcome
from storage.places import Place, Scope

T = TypeVar("T")
log = logging.getLogger(__name__)

BATCH = 50
AHEAD = 3  # cards made before their moment, at 20 ms each; the last one knows of a 429 that late
LEASE = timedelta(minutes=2)  # longer than a send may take; counted anew when it leaves
NOWHERE = timedelta(minutes=15)  # how soon to look again for a channel not yet chosen
REPEAT_AFTER = timedelta(minutes=1)  # before a board card whose fate is unknown is sent again
SHORTEST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=10)
TOO_LATE = "too late"  # how a delivery ends that was ready to leave longer than its lease allows
MARK_TRIES = 5  # a mark that is lost to a busy database would have the card sent again
TRIES = 12  # about an hour and a half, for anything but a board card

Queue = tuple[int | None, str]  # the person or the purpose: one conversation
Render = Callable[[Session, Delivery, Place, datetime], Card | None]


class Teams(Protocol):
    """What the relay needs of Teams. No call raises for what happens at the other end."""

    async def create(self, place: Place, card: Card) -> Attempt: ...
    async def update(self, place: Place, activity_id: str, card: Card) -> Attempt: ...
    async def open(self, member_id: str, service_url: str, tenant_id: str) -> Attempt: ...


@dataclass(frozen=True, slots=True)
class Chat:
    """A personal chat that does not exist yet."""

    member_id: str
    service_url: str
    tenant_id: str


class Relay:
    """`render` makes the card of each kind of delivery; None means it has become pointless.

    `now` is the clock by which all replicas claim and wait (decision 0061).
    """

    def __init__(
        self,
        database: Database,
        teams: Teams,
        render: Mapping[str, Render],
        now: Callable[[Session], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._teams = teams
        self._render = render
        self._now = now
        self._sleep = sleep
        self._pace = Pace()
        self._slots = Slots()
        self._door = asyncio.Lock()
        self._making = asyncio.Semaphore(AHEAD)
        self._at_door = 0
        self._is_ending = False

    def end(self) -> None:
        """Have a run under way begin nothing more, so that what has left can be marked in time."""
        self._is_ending = True

    async def deliver(self, seconds: float = inf) -> dict[str, int]:
        """Send until nothing is due, but begin nothing more after so long.

        Returns how many ended in which outcome.
        """
        self._is_ending = False
        ended: Counter[str] = Counter()
        lines: dict[Queue, asyncio.Task[None]] = {}
        try:
            await self._send_all(lines, ended, asyncio.get_running_loop().time() + seconds)
        except asyncio.CancelledError:
            for line in lines.values():
                line.cancel()
            raise
        finally:  # also after a failure the others end, and are marked
            await asyncio.gather(*lines.values(), return_exceptions=True)
        return dict(ended)

    async def _send_all(
        self, lines: dict[Queue, "asyncio.Task[None]"], ended: Counter[str], until: float
    ) -> None:
        """Claim the next while the last are on their way, so that no moment to send is lost."""
        claimed = 0
        loop = asyncio.get_running_loop()
        while True:
            is_over = self._is_ending or loop.time() >= until
            batch = [] if is_over else await self._hop(self._claim)
            if not batch and not lines:
                return
            claimed += len(batch)
            for queue, line in _lines(batch).items():
                lines[queue] = asyncio.create_task(self._one(line, lines.get(queue), ended))
            spare = BATCH // 2 if len(batch) == BATCH else 0
            while lines and (not spare or claimed - ended.total() > spare):
                await asyncio.wait(lines.values(), return_when=asyncio.FIRST_COMPLETED)
                for queue in [queue for queue, line in lines.items() if line.done()]:
                    lines.pop(queue).result()

    def _claim(self, session: Session) -> list[Delivery]:
        now = self._now(session)
        concern_groups.gather(session, now)
        return deliveries.claim(session, now, BATCH, LEASE)

    async def _one(
        self,
        line: Sequence[Delivery],
        before: "asyncio.Task[None] | None",
        ended: Counter[str],
    ) -> None:
        """The deliveries to one conversation, in order, and after those claimed before."""
        if before is not None:
            await before
        for delivery in line:
            if self._is_ending:
                return
            ended[await self._guarded(delivery)] += 1

    async def _guarded(self, delivery: Delivery) -> str:
        try:
            return await self._deliver(delivery)
        except Exception:  # the one boundary of a delivery: the others must go out
            log.exception("delivery %s %s failed", delivery.id, delivery.key)
            return await self._surely(lambda session: self._failed(session, delivery))

    async def _deliver(self, delivery: Delivery) -> str:
        target = await self._hop(lambda session: self._aim(session, delivery))
        if isinstance(target, Chat):
            opened = await self._opened(target, delivery)
            if isinstance(opened, Attempt):
                return await self._surely(
                    lambda session: self._mark(session, delivery, opened, None)
                )
            target = opened
        if isinstance(target, str):
            return target

        place = target
        await self._paced(place.root.conversation_id)
        made = await self._next(lambda session: self._card(session, delivery, place.root))
        if made == TOO_LATE:
            return await self._surely(lambda session: self._release(session, delivery))
        if isinstance(made, str):
            return made

        card, request = made
        if delivery.activity_id:
            sending = self._teams.update(place, delivery.activity_id, card)
        else:
            sending = self._teams.create(place, card)
        attempt = await self._answered(request, sending)
        return await self._surely(lambda session: self._mark(session, delivery, attempt, place))

    async def _paced(self, conversation: str) -> None:
        now = asyncio.get_running_loop().time()
        await self._sleep(self._pace.book(conversation, now) - now)

    async def _next(self, make: Callable[[Session], Card | str]) -> tuple[Card, Request] | str:
        """The card, at the moment when it may leave; or the word for why it does not.

        A few are made while the one before them waits, so that none is late and none is old. After
        a standstill of this process, the lease may be over and the card another's.
        """
        self._at_door += 1
        try:
            async with self._making:
                card = await self._hop(make)
                if isinstance(card, str):
                    return card
                loop = asyncio.get_running_loop()
                ready = loop.time()
                request = await self._moment()
                if loop.time() - ready > (LEASE / 2).total_seconds():
                    self._pace.answered(request, loop.time())
                    return TOO_LATE
                return card, request
        finally:
            self._at_door -= 1

    async def _moment(self) -> Request:
        """Wait until one more may leave, of ours and of all replicas'; then it has left."""
        loop = asyncio.get_running_loop()
        async with self._door:
            slot = 0.0 if self._database.is_sqlite else await self._slot()
            now = loop.time()
            await self._sleep(max(slot, self._pace.free_at(now)) - now)
            return self._pace.left(loop.time())

    async def _answered(self, request: Request, sending: Awaitable[Attempt]) -> Attempt:
        try:
            return await sending
        finally:
            self._pace.answered(request, asyncio.get_running_loop().time())

    async def _slot(self) -> float:
        """The moment of our next slot; a database too busy to give one leaves us our own pace."""
        loop = asyncio.get_running_loop()
        if (slot := self._slots.next(loop.time())) is not None:
            return slot
        count = self._slots.wanted(self._at_door)
        try:
            ahead = await self._hop(lambda session: slots.reserve(session, count, APART))
        except Busy:
            return 0.0
        self._slots.given(loop.time() + ahead, count)
        return self._slots.next(loop.time()) or 0.0

    def replied(self) -> None:
        """An answer to somebody leaves now, by another way than the relay's."""
        if self._pace.replied(asyncio.get_running_loop().time()):
            self._slots.replied()

    async def _opened(self, chat: Chat, delivery: Delivery) -> Place | Attempt:
        """The person's new chat, kept; or how the attempt to open it ended."""
        await self._paced(chat.member_id)
        request = await self._moment()
        opening = self._teams.open(chat.member_id, chat.service_url, chat.tenant_id)
        attempt = await self._answered(request, opening)
        if attempt.outcome is not Outcome.SENT:
            # Opening a chat shows nothing, so a doubtful one may simply be opened again.
            doubt = attempt.outcome is Outcome.AMBIGUOUS
            return Attempt(outcome=Outcome.NOT_SENT, code=attempt.code) if doubt else attempt
        place = Place(
            conversation_id=attempt.conversation_id,
            scope=Scope.PERSONAL,
            service_url=chat.service_url,
            tenant_id=chat.tenant_id,
        )
        await self._hop(lambda session: self._reached(session, place, delivery))
        return place

    def _reached(self, session: Session, place: Place, delivery: Delivery) -> None:
        places.note_seen(session, place, delivery.person, self._now(session))
        if delivery.person is not None:
            reach.mark_reached(session, delivery.person)

    def _card(self, session: Session, delivery: Delivery, place: Place) -> Card | str:
        """The card, about to leave; or the word for why it does not."""
        now = self._now(session)
        if (until := deliveries.throttled_until(session, now)) is not None:
            deliveries.release(session, delivery, until)
            return "put back"
        card = None
        if not _is_past(delivery, now):
            card = self._render[delivery.kind](session, delivery, place, now)
        if card is None:
            return _pointless(session, delivery)
        if delivery.code == deliveries.TOO_LARGE:
            card = shortened(card)
        return card if deliveries.mark_sending(session, delivery, now + LEASE) else "claim lost"

    def _mark(
        self, session: Session, delivery: Delivery, attempt: Attempt, place: Place | None
    ) -> str:
        now = self._now(session)
        is_board = delivery.is_for_board
        log.info("delivery %s %s: %s %s", delivery.id, delivery.kind, attempt.outcome, attempt.code)
        match attempt.outcome:
            case Outcome.SENT:
                at = delivery.conversation_id or attempt.conversation_id
                at = at or (place.conversation_id if place else "")
                activity_id = delivery.activity_id or attempt.activity_id
                deliveries.mark_sent(session, delivery, at, activity_id, now)
                concern_groups.refresh(session, delivery, now)
            case Outcome.PERMANENT if _is_thread_gone(delivery, place):
                code = deliveries.NO_THREAD
                deliveries.postpone(session, delivery, Outcome.NOT_SENT, code, now)
            case Outcome.PERMANENT:
                deliveries.give_up(session, delivery, Outcome.PERMANENT, attempt.code)
                if _is_refusal_of_person(delivery, attempt):
                    _note_unreachable(session, delivery, attempt.code, place, now)
            case Outcome.TOO_LARGE:
                _shorten(session, delivery, attempt.code, now)
            case Outcome.AMBIGUOUS if not is_board:
                deliveries.give_up(session, delivery, Outcome.AMBIGUOUS, attempt.code)
            case Outcome.AMBIGUOUS:
                again = now + REPEAT_AFTER
                deliveries.postpone(
                    session, delivery, attempt.outcome, attempt.code, again, possible_repeat=True
                )
            case Outcome.NOT_SENT if delivery.attempts >= TRIES and not is_board:
                deliveries.give_up(session, delivery, attempt.outcome, attempt.code)
            case _:
                until = now + _wait(delivery.attempts, attempt.retry_after)
                deliveries.postpone(session, delivery, attempt.outcome, attempt.code, until)
                if attempt.outcome is Outcome.THROTTLED and attempt.code != "412":
                    deliveries.throttle(session, until)
        return attempt.outcome.value

    def _aim(self, session: Session, delivery: Delivery) -> Place | Chat | str:
        """Where the card goes; or, marked at once, that there is no place for it yet."""
        now = self._now(session)
        target = _target(session, delivery)
        if isinstance(target, Place) and not delivery.activity_id:
            aim = concern_groups.goes_to(session, delivery, target, now)
            if isinstance(aim, Place):
                return aim
            deliveries.release(session, delivery, aim)
            return "put back"
        if target is not None:
            return target
        if _is_past(delivery, now):
            return _pointless(session, delivery)
        until = now + NOWHERE
        deliveries.postpone(session, delivery, Outcome.NOT_SENT, deliveries.NO_PLACE, until)
        return "no conversation yet"

    def _release(self, session: Session, delivery: Delivery) -> str:
        """It never left: whoever claims it next may send it, unless another already did."""
        deliveries.release(session, delivery, self._now(session))
        return TOO_LATE

    def _failed(self, session: Session, delivery: Delivery) -> str:
        """Our own fault, not Teams': again later; what may have left waits for its lease's end."""
        if deliveries.is_sending(session, delivery):
            return "in doubt"
        fault = Attempt(outcome=Outcome.NOT_SENT, code="fault")
        return self._mark(session, delivery, fault, None)

    async def _surely(self, work: Callable[[Session], T]) -> T:
        """Done even if the database is busy for a while."""
        for _ in range(MARK_TRIES - 1):
            try:
                return await self._hop(work)
            except Busy:
                await self._sleep(SHORTEST_WAIT.total_seconds())
        return await self._hop(work)

    async def _hop(self, work: Callable[[Session], T]) -> T:
        return await asyncio.wrap_future(self._database.submit(work))


def _is_refusal_of_person(delivery: Delivery, attempt: Attempt) -> bool:
    """Neither an edit nor a card that is wrong in itself says that all of a chat is refused."""
    return bool(delivery.person) and not delivery.activity_id and attempt.code not in BAD_CARD


def _note_unreachable(
    session: Session, delivery: Delivery, code: str, place: Place | None, now: datetime
) -> None:
    if place is not None:
        places.out_of_reach(session, place.conversation_id)
    if delivery.person is not None:
        reach.mark_unreachable(session, delivery.person, code, now)


def _shorten(session: Session, delivery: Delivery, code: str, now: datetime) -> None:
    """Send it again at once, shortened; or give it up if it was. The performance team is told."""
    if delivery.code == deliveries.TOO_LARGE:
        deliveries.give_up(session, delivery, Outcome.PERMANENT, code)
    else:
        deliveries.postpone(session, delivery, Outcome.TOO_LARGE, deliveries.TOO_LARGE, now)
    if delivery.kind != team_notes.TOO_LARGE:
        team_notes.tell_too_large(session, delivery.kind, code, now)


def _target(session: Session, delivery: Delivery) -> Place | Chat | None:
    """Where the card goes: where it is already, the purpose's conversation, the person's chat."""
    if delivery.conversation_id:
        known = places.at(session, delivery.conversation_id)
        return known.within(delivery.conversation_id) if known is not None else None
    if delivery.person is None:
        return places.for_purpose(session, delivery.purpose)
    if (place := places.of_person(session, delivery.person)) is not None:
        return place
    return _new_chat(session, delivery.person)


def _new_chat(session: Session, person: int) -> Chat | None:
    """A chat to be opened with somebody never met, by way of any place that is known."""
    teams_id, aad_object_id = people.teams_identity(session, person)
    known = places.newest(session)
    if known is None or not (teams_id or aad_object_id):
        return None
    return Chat(teams_id or aad_object_id, known.service_url, known.tenant_id)


def _is_past(delivery: Delivery, now: datetime) -> bool:
    """Whether it is too late to send it. A card that is shown already is edited at any hour."""
    if delivery.activity_id or delivery.not_after is None:
        return False
    return now > delivery.not_after


def _pointless(session: Session, delivery: Delivery) -> str:
    deliveries.give_up(session, delivery, "pointless", "nothing left to say")
    return "pointless"


def _is_thread_gone(delivery: Delivery, place: Place | None) -> bool:
    """A new card was refused in a thread, whose post may be deleted: it can have its own post."""
    return place is not None and place.is_thread and not delivery.activity_id


def _lines(batch: Sequence[Delivery]) -> dict[Queue, list[Delivery]]:
    """One queue for each person or purpose, so that a conversation gets its cards in order."""
    queues: dict[Queue, list[Delivery]] = {}
    for delivery in batch:
        queues.setdefault((delivery.person, delivery.purpose), []).append(delivery)
    return queues


def _wait(attempts: int, retry_after: float | None) -> timedelta:
    """What Teams asked for; else 2, 4, 8 … seconds with a fifth of jitter, ten minutes at most."""
    if retry_after is not None:
        return max(SHORTEST_WAIT, timedelta(seconds=retry_after))
    seconds = min(2.0**attempts, LONGEST_WAIT.total_seconds())
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))
