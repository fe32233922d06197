"""Where Steward can speak: the Teams conversations it knows, and what each is for."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    PERSONAL = "personal"
    GROUP = "groupChat"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A conversation as Teams names it.

    `conversation_id` of a channel message ends in `;messageid=…`, the thread; `channel_id` is the
    channel itself and empty elsewhere. `service_url` may change: refreshed at every contact.
    """

    conversation_id: str
    scope: Scope
    service_url: str
    tenant_id: str = ""
    channel_id: str = ""
    team_id: str = ""
