"""The half-year before the demo opens: what the sample council's people said and pressed.

It is played through Steward's own handlers, with the clock of those days, so that everything is
there as it would be after half a year of use: exceptions, interventions, a success, a call-in.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.demo import council
from bot.demo.chats import Chats, Message, message_of
from bot.demo.running import SampleSteward
from bot.teams.reading import executed
from cards.elements import Card
from features.turn import Answer, Event, Sender, Turn
from storage.outcomes import Attempt, Outcome
from storage.places import Place, Scope


class NoSuchCard(LookupError):
    """What is to be pressed is not there: the story no longer fits Steward."""


class Recorder:
    """Stands in for Teams while the past is played: what is sent is kept in `chats`."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    async def create(self, place: Place, card: Card) -> Attempt:
        if place.channel_id and not place.is_thread:
            message = self._chats.post(place.channel_id, message_of(card))
        else:
            message = self._chats.add(place.conversation_id, message_of(card))
        return Attempt(
            outcome=Outcome.SENT, conversation_id=message.conversation, activity_id=message.id
        )

    async def update(self, place: Place, activity_id: str, card: Card) -> Attempt:
        self._chats.edit(activity_id, message_of(card))
        return Attempt(
            outcome=Outcome.SENT, conversation_id=place.conversation_id, activity_id=activity_id
        )

    async def open(self, member_id: str, service_url: str, tenant_id: str) -> Attempt:
        return Attempt(outcome=Outcome.SENT, conversation_id=council.chat_of(member_id))

    async def email(self, place: Place, sender: Sender) -> str:
        return ""

    async def close(self) -> None:
        pass


@dataclass(slots=True)
class Past:
    """`service_url` is where Steward will find the Playground once the demo runs."""

    steward: SampleSteward
    chats: Chats
    service_url: str

    async def say(self, name: str, text: str, channel: str = "") -> Message:
        """Somebody types this, in their own chat or in a channel; Steward's answer."""
        place = self._channel(channel) if channel else self._chat(name)
        answer = await self._turn(name, place, event=Event.TEXT, text=text)
        return self.chats.add(place.conversation_id, message_of(_card(answer)))

    async def press(self, name: str, message: Message, button: str, /, **typed: str) -> Message:
        """Somebody presses this button; the card that Steward answers with takes its place."""
        place = self._chat(name)
        if not council.is_chat(message.conversation):
            place = self._channel(message.channel).within(message.conversation)
        press = executed(_pressed(message.card, button, typed))
        answer = await self._turn(name, place, event=Event.PRESS, press=press, card_id=message.id)
        if answer is None or answer.stay or "Please mend" in str(answer.card.content):
            said = " / ".join(texts_of(answer.card.content)) if answer else "nothing"
            raise NoSuchCard(f"{button!r} was refused: {said}")
        self.chats.edit(message.id, message_of(answer.card))
        for name_of_sweep in ("recheck", "chase", "deliver"):
            await self.steward.app.sweep(name_of_sweep)
        return message

    def newest(self, place: str, *words: str) -> Message:
        """The newest message of a channel or chat whose card says all of this."""
        for message in reversed(self.chats.messages):
            shown = " ".join(texts_of(message.card))
            if message.channel == place and all(one in shown for one in words):
                return message
        raise NoSuchCard(f"no card in {place} says {words}")

    async def until(self, day: date, progress: Callable[[date], None]) -> None:
        await self.steward.move_to(day, progress, reminds=day == council.OPENS_AT.date())

    def _chat(self, name: str) -> Place:
        return Place(
            conversation_id=council.named(name).chat,
            scope=Scope.PERSONAL,
            service_url=self.service_url,
            tenant_id=council.TENANT_ID,
        )

    def _channel(self, channel: str) -> Place:
        return Place(
            conversation_id=channel,
            scope=Scope.CHANNEL,
            service_url=self.service_url,
            tenant_id=council.TENANT_ID,
            channel_id=channel,
            team_id=council.TEAM,
        )

    async def _turn(self, name: str, place: Place, **what: Any) -> Answer | None:
        person = council.named(name)
        turn = Turn(
            sender=Sender(
                teams_id=person.teams_id, aad_object_id=person.aad_object_id, name=person.name
            ),
            place=replace(place),
            now=self.steward.clock(),
            activity_id=f"past{self.chats.numbered}",
            **what,
        )
        return await self.steward.app.desk.respond(turn)


def _card(answer: Answer | None) -> Card:
    if answer is None:
        raise NoSuchCard("Steward did not answer")
    return answer.card


def _pressed(card: Mapping[str, Any], button: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """What a client sends when this button is pressed: its data, and every input of the card."""
    parts = list(_parts(card))
    buttons = [one for one in parts if one.get("type") == "Action.Execute"]
    found = next((one for one in buttons if one.get("title") == button), None)
    if found is None:
        raise NoSuchCard(f"no button {button!r} among {[one.get('title') for one in buttons]}")
    inputs = {
        one["id"]: str(one.get("value", ""))
        for one in parts
        if str(one.get("type", "")).startswith("Input.")
    }
    choices = {
        (one["id"], choice["title"]): choice["value"]
        for one in parts
        if one.get("type") == "Input.ChoiceSet"
        for choice in one["choices"]
    }
    picked = {name: choices.get((name, value), value) for name, value in typed.items()}
    sent = {} if found.get("associatedInputs") == "none" else {**inputs, **picked}
    return {"action": {"verb": found["verb"], "data": {**found.get("data", {}), **sent}}}


def _parts(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for name, value in node.items():
            if name != "fallback":
                yield from _parts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _parts(value)


def texts_of(card: Mapping[str, Any]) -> Iterator[str]:
    """All that can be read on a card, hidden parts too."""
    for part in _parts(dict(card)):
        if isinstance(text := part.get("text"), str):
            yield text.replace("\\", "")
