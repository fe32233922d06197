"""What Teams was sent, to whom, when and of which kind: the table of a walk."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cards.elements import Card
from storage.outcomes import Attempt
from storage.places import Place
from tests.fake_teams import BOARD, Messenger, Seen, Sent


@dataclass(frozen=True)
class Post:
    """A new card, as it was sent."""

    at: datetime
    conversation_id: str
    activity_id: str
    kind: str
    summary: str

    @property
    def is_for_board(self) -> bool:
        return self.conversation_id.startswith(BOARD)


class Recorder(Messenger):
    """A messenger that keeps a log, and finds a message without looking through all of them."""

    def __init__(self, emails: Mapping[str, str], clock: Callable[[], datetime]) -> None:
        super().__init__(emails)
        self.log: list[Post] = []
        self.edits: Counter[tuple[str, str]] = Counter()  # by conversation and month
        self._clock = clock
        self._by_id: dict[tuple[str, str], Sent] = {}

    async def create(self, place: Place, card: Card) -> Attempt:
        attempt = await super().create(place, card)
        sent = self.sent[-1]
        self._by_id[sent.conversation_id, sent.activity_id] = sent
        kind = kind_of(card.content)
        at = self._clock()
        self.log.append(Post(at, sent.conversation_id, sent.activity_id, kind, card.summary))
        return attempt

    async def update(self, place: Place, activity_id: str, card: Card) -> Attempt:
        self.edits[place.conversation_id.partition(";")[0], f"{self._clock():%Y-%m}"] += 1
        return await super().update(place, activity_id, card)

    def at(self, conversation_id: str, activity_id: str) -> Sent:
        known = self._by_id.get((conversation_id, activity_id))
        if known is None:
            known = self._by_id[conversation_id, activity_id] = super().at(
                conversation_id, activity_id
            )
        return known

    def seen(self, conversation_id: str, activity_id: str) -> Seen:
        return self.at(conversation_id, activity_id).seen


def kind_of(content: Mapping[str, Any]) -> str:
    """The first word of the line above a card's heading: `Reminder`, `Exception`, `★ Success`."""
    small = [text for text in _texts(content) if text.get("size") == "Small"]
    return str(small[0]["text"]).partition(" · ")[0].replace("\\", "") if small else "other"


def _texts(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [text for part in node for text in _texts(part)]
    if not isinstance(node, dict):
        return []
    if node.get("type") == "TextBlock":
        return [node]
    return _texts(node.get("body") or node.get("items") or [])


def buttons(card: Seen) -> set[str]:
    """The titles of the buttons that the card has."""
    return set(_titles(card.content))


def _titles(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for part in node:
            yield from _titles(part)
    elif isinstance(node, dict):
        if node.get("type") == "Action.Execute":
            yield str(node["title"])
        for name, value in node.items():
            if name != "fallback" and isinstance(value, (dict, list)):
                yield from _titles(value)
