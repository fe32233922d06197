"""Teams as people see it: what they say, the buttons they press, the cards that appear.

Real database, real cards, real handlers; only the network is missing. A press takes the button that
is on the card, so a renamed verb or a forgotten input breaks the test.
"""

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.app import SWEEPS, App
from bot.file_download import NotFetched
from bot.rate_limit import RateLimit
from bot.settings import Settings
from bot.teams import reading
from cards.elements import Card
from cycle.text import without_hidden
from features.turn import Answer, Download, Event, Sender, Turn
from storage.database import Database
from storage.outcomes import Attempt, Outcome
from storage.places import Place, Scope

SERVICE_URL = "http://127.0.0.1:1/"
TENANT = "5e1f0a52-6b7e-4c2b-9a6d-0f2f6d1c9b10"
BOARD = "19:board@thread.tacv2"


@dataclass(frozen=True)
class Seen:
    """A card where somebody sees it. `said` is what stood beside the card when it stayed."""

    content: Mapping[str, Any]
    conversation_id: str
    activity_id: str
    said: str = ""

    def __contains__(self, words: str) -> bool:
        return words in self.words

    @property
    def words(self) -> str:
        """Everything that can be read on the card, hidden parts too."""
        return " ".join(_texts(self.content))


@dataclass
class Sent:
    """A message that Teams holds: the card it shows now, and how often it was painted."""

    conversation_id: str
    activity_id: str
    cards: list[Card] = field(default_factory=list)

    @property
    def seen(self) -> Seen:
        return Seen(self.cards[-1].content, self.conversation_id, self.activity_id)


class Killed(BaseException):
    """The process died at this moment: nothing after it was done."""


class Messenger:
    """Keeps what the relay sends. `outcomes` are used up first, then everything arrives; with `to`
    they are for the conversations whose ids begin so.

    `killed` ends the process "before" the next card or edit there has gone out, or "after".
    """

    def __init__(self, emails: dict[str, str]) -> None:
        self.sent: list[Sent] = []
        self.outcomes: list[Attempt] = []
        self.emails = emails
        self.killed = ""
        self.to = ""
        self.opening: Attempt | None = None  # how it ends to open a chat, if not well

    async def create(self, place: Place, card: Card) -> Attempt:
        if self._is_killed(place) == "after":
            self._kept(place, card)
            raise Killed
        return self._failed(place, card) if self._fails(place) else self._kept(place, card)

    async def update(self, place: Place, activity_id: str, card: Card) -> Attempt:
        self._is_killed(place)
        if self._fails(place):
            return self.outcomes.pop(0)
        self.at(place.conversation_id, activity_id).cards.append(card)
        return Attempt(outcome=Outcome.SENT)

    async def open(self, member_id: str, service_url: str, tenant_id: str) -> Attempt:
        return self.opening or Attempt(outcome=Outcome.SENT, conversation_id=f"a:{member_id}")

    async def email(self, place: Place, sender: Sender) -> str:
        return self.emails.get(sender.teams_id, "")

    async def close(self) -> None:
        pass

    def _fails(self, place: Place) -> bool:
        return bool(self.outcomes) and place.conversation_id.startswith(self.to)

    def _is_killed(self, place: Place) -> str:
        if not place.conversation_id.startswith(self.to):
            return ""
        killed, self.killed = self.killed, ""
        if killed == "before":
            raise Killed
        return killed

    def at(self, conversation_id: str, activity_id: str) -> Sent:
        for sent in self.sent:
            if (sent.conversation_id, sent.activity_id) == (conversation_id, activity_id):
                return sent
        made = Sent(conversation_id, activity_id)
        self.sent.append(made)
        return made

    def _failed(self, place: Place, card: Card) -> Attempt:
        attempt = self.outcomes.pop(0)
        if attempt.outcome in (Outcome.SENT, Outcome.AMBIGUOUS):
            self._kept(place, card)  # an ambiguous card may well have arrived
        return attempt

    def _kept(self, place: Place, card: Card) -> Attempt:
        activity_id = f"m{len(self.sent) + 1}"
        conversation_id = place.conversation_id
        if place.scope is Scope.CHANNEL and not place.is_thread:
            conversation_id = f"{place.channel_id};messageid={activity_id}"
        self.sent.append(Sent(conversation_id, activity_id, [card]))
        return Attempt(
            outcome=Outcome.SENT, conversation_id=conversation_id, activity_id=activity_id
        )


class FakeTeams:
    """People by first name in small letters; the clock stands where the test puts it."""

    def __init__(
        self, database: Database, now: datetime, messenger: Messenger | None = None, **settings: Any
    ) -> None:
        self.now = now
        self.uploaded: dict[str, bytes] = {}  # by address
        self.takes_files = True
        self.files: dict[str, bytes | NotFetched] = {}  # what people sent, by address
        self.messenger = messenger or Messenger({"29:nell": "nell@wealdbrook.gov.uk"})
        self.app = App(
            Settings(dev=True, council_name="Wealdbrook", **settings),
            database,
            lambda: self.now,
            teams=self.messenger,
            sleep=_at_once,
            allowance=RateLimit(turns=10_000),  # the clock stands while the test speaks
            put=self._put,
            fetch=self._fetch,
        )
        self._messages = 0

    async def _put(self, url: str, content: bytes) -> bool:
        """Somebody's OneDrive, which takes files or does not."""
        if self.takes_files:
            self.uploaded[url] = content
        return self.takes_files

    async def _fetch(self, url: str) -> bytes:
        """What lies at the address that Teams told, or why it cannot be had."""
        file = self.files[url]
        if isinstance(file, NotFetched):
            raise file
        return file

    async def sends_file(self, who: str, name: str, content: bytes | NotFetched) -> Seen:
        """Somebody drops a file into their chat with Steward."""
        sent = Download(name=name, url=f"https://wealdbrook-my.sharepoint.com/{name}")
        self.files[sent.url] = content
        turn = self.turn(Event.TEXT, who, None, files=(name,), download=sent)
        seen = self._answered(await self.app.desk.respond(turn), personal(who))
        assert seen is not None
        return seen

    async def says(
        self, who: str, text: str, where: Place | None = None, files: tuple[str, ...] = ()
    ) -> Seen | None:
        """Somebody types, and may send files along; the card that answers, or None."""
        read = without_hidden(text)  # as everything typed is read at the edge
        turn = self.turn(Event.TEXT, who, where, text=read, files=files)
        answer = await self.app.desk.respond(turn)
        return self._answered(answer, where or personal(who))

    async def asks(self, who: str, text: str, where: Place | None = None) -> Seen:
        """The same where an answer is sure to come."""
        seen = await self.says(who, text, where)
        assert seen is not None, f"no answer to {text!r}"
        return seen

    async def meets(self, who: str, where: Place | None = None) -> Seen | None:
        """Steward is installed there."""
        answer = await self.app.desk.respond(self.turn(Event.INSTALLED, who, where))
        return self._answered(answer, where or personal(who))

    async def loses(self, who: str, where: Place | None = None) -> None:
        """Steward is removed there, by this person."""
        await self.app.desk.respond(self.turn(Event.REMOVED, who, where))

    async def presses(self, who: str, card: Seen, title: str, /, **typed: str) -> Seen:
        """Somebody fills in the inputs named and presses the button with this title."""
        return await self.sends(who, card, pressed(card, title, typed))

    async def sends(self, who: str, card: Seen, value: Mapping[str, Any]) -> Seen:
        """What the client sends for a press, word for word: the way to forge or to repeat one."""
        where = replace(_around(card), conversation_id=card.conversation_id)
        turn = self.turn(
            Event.PRESS,
            who,
            where,
            press=reading.executed(json.loads(json.dumps(value))),
            card_id=card.activity_id,
        )
        answer = await self.app.desk.respond(turn)
        assert answer is not None
        if answer.stay:
            return replace(card, said=answer.card.summary)
        return Seen(answer.card.content, card.conversation_id, card.activity_id)

    async def gives(self, who: str, ref: str, **typed: str) -> Seen:
        """Somebody asks for a form in the personal chat, fills it in, and means it."""
        form = await self.asks(who, f"submit {ref}")
        seen = await self.presses(who, form, "Submit", **typed)
        return await self.presses(who, seen, "Yes, keep it") if "Is that right?" in seen else seen

    async def ticks(self, *, hours: float = 0, days: float = 0) -> str:
        """Time passes, and the clock runs every sweep once."""
        self.now += timedelta(hours=hours, days=days)
        return "; ".join([await self.app.sweep(name) for name in SWEEPS])

    def pushed(self, who: str) -> list[Seen]:
        """What the person was sent unasked, oldest first, as it looks now."""
        chats = {personal(who).conversation_id, f"a:29:{who}", f"a:{who}-entra"}
        unasked = [one for one in self.messenger.sent if not one.activity_id.startswith("answer")]
        return [sent.seen for sent in unasked if sent.conversation_id in chats]

    def posted(self) -> list[Seen]:
        """What the board's channel shows, oldest first."""
        return [sent.seen for sent in self.messenger.sent if sent.conversation_id.startswith(BOARD)]

    async def both(self, *presses: Any) -> list[Seen]:
        """Two people press at the same moment."""
        return list(await asyncio.gather(*presses))

    def turn(self, event: Event, who: str, where: Place | None, **more: Any) -> Turn:
        """A guest has no identity that anybody vouches for."""
        self._messages += 1
        identity = "" if who == "guest" else f"{who}-entra"
        sender = Sender(teams_id=f"29:{who}", aad_object_id=identity, name=who.title())
        return Turn(
            event=event,
            sender=sender,
            place=where or personal(who),
            now=self.now,
            activity_id=f"in{self._messages}",
            **more,
        )

    def _answered(self, answer: Answer | None, where: Place) -> Seen | None:
        if answer is None:
            return None
        self._messages += 1
        return Seen(answer.card.content, where.conversation_id, f"answer{self._messages}")


async def _at_once(_: float) -> None:
    """Whoever waits need not."""


def _around(card: Seen) -> Place:
    """The place in which a card is seen, by the form of its conversation's id."""
    if card.conversation_id.startswith(BOARD):
        return channel()
    return group() if card.conversation_id.startswith("19:") else personal("")


def personal(who: str) -> Place:
    return Place(
        conversation_id=f"a:{who}",
        scope=Scope.PERSONAL,
        service_url=SERVICE_URL,
        tenant_id=TENANT,
    )


def group() -> Place:
    """A group chat."""
    return replace(personal("group"), conversation_id="19:group@thread.v2", scope=Scope.GROUP)


def channel(thread: str = "") -> Place:
    """The board's channel, or a thread in it."""
    return Place(
        conversation_id=f"{BOARD};messageid={thread}" if thread else BOARD,
        scope=Scope.CHANNEL,
        service_url=SERVICE_URL,
        tenant_id=TENANT,
        channel_id=BOARD,
        team_id="19:team@thread.tacv2",
    )


def pressed(card: Seen, title: str, typed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What a client sends when this button is pressed: its data, and every input of the card."""
    buttons = [one for one in _parts(card.content) if one.get("type") == "Action.Execute"]
    found = [one for one in buttons if one["title"] == title]
    titles = [one["title"] for one in buttons]
    assert found, f"no button {title!r} among {titles}"
    fields = {
        one["id"]: str(one.get("value", ""))
        for one in _parts(card.content)
        if str(one.get("type", "")).startswith("Input.")
    }
    unknown = set(typed or ()) - set(fields)
    assert not unknown, f"no input {unknown} among {sorted(fields)}"
    inputs = {} if found[0].get("associatedInputs") == "none" else {**fields, **(typed or {})}
    data = {**found[0].get("data", {}), **inputs}
    return {"action": {"type": "Action.Execute", "verb": found[0]["verb"], "data": data}}


def _parts(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for name, value in node.items():
            if name != "fallback":
                yield from _parts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _parts(value)


def _texts(content: Mapping[str, Any]) -> Iterator[str]:
    for part in _parts(dict(content)):
        if part.get("type") == "RichTextBlock":  # its runs make one line
            yield "".join(run["text"] for run in part["inlines"])
            continue
        for name in ("text", "title", "label", "value"):
            if part.get("type") != "TextRun" and isinstance(part.get(name), str):
                yield part[name].replace("\\", "")
