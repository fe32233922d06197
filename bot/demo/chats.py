"""What each chat and channel of the demo shows: Steward's messages, under Steward's own names.

The Playground has one person at the keyboard and forgets everything when its page is loaded again.
So Steward's messages are kept here, for all six people, and shown in the page from here.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cards.elements import Card

CARD = "application/vnd.microsoft.card.adaptive"
THREAD = ";messageid="

Activity = dict[str, Any]


@dataclass(slots=True)
class Message:
    """One message of Steward's. `shown_as` is its id in the open page, empty where it is not."""

    conversation: str
    id: str
    activity: Activity
    shown_as: str = ""

    @property
    def is_post(self) -> bool:
        """Whether it opens a thread in a channel."""
        return self.conversation.endswith(f"{THREAD}{self.id}")

    @property
    def channel(self) -> str:
        return self.conversation.partition(THREAD)[0]

    @property
    def card(self) -> dict[str, Any]:
        """The card that it shows; empty where it has none."""
        for attachment in self.activity.get("attachments", ()):
            if attachment.get("contentType") == CARD:
                return dict(attachment["content"])
        return {}


@dataclass(slots=True)
class Chats:
    """Every message, oldest first."""

    messages: list[Message] = field(default_factory=list)
    numbered: int = 0

    def add(self, conversation: str, activity: Activity) -> Message:
        message = Message(conversation, self._next_id(), activity)
        self.messages.append(message)
        return message

    def post(self, channel: str, activity: Activity) -> Message:
        """A new thread in a channel."""
        message_id = self._next_id()
        message = Message(f"{channel}{THREAD}{message_id}", message_id, activity)
        self.messages.append(message)
        return message

    def edit(self, message_id: str, activity: Activity) -> Message | None:
        """What the message shows from now on; None where it is not ours."""
        message = self.find(message_id)
        if message is not None:
            message.activity = {**activity, "id": message_id}
        return message

    def find(self, message_id: str) -> Message | None:
        return next((one for one in self.messages if one.id == message_id), None)

    def shown(self, shown_as: str) -> Message | None:
        """The message that the open page knows by this id."""
        return next((one for one in self.messages if one.shown_as == shown_as), None)

    def of(self, conversation: str) -> Iterator[Message]:
        return (one for one in self.messages if one.conversation == conversation)

    def copied(self) -> "Chats":
        """The same messages, none of them shown yet."""
        whole = copy.deepcopy(self)
        for message in whole.messages:
            message.shown_as = ""
        return whole

    def _next_id(self) -> str:
        self.numbered += 1
        return f"m{self.numbered}"


def message_of(card: Card) -> Activity:
    """The activity that shows this card."""
    attachment = {"contentType": CARD, "content": card.content}
    return {"type": "message", "summary": card.summary, "attachments": [attachment]}
