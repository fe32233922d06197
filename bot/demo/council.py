"""The sample council: who is who, where they meet, and the morning on which the demo opens.

The Playground's configuration and the seeding of Steward's database both read it here, so that the
person who speaks in the one is the person who is known in the other.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from cycle.periods import LONDON
from papers import sheets

NAME = "Wealdbrook District Council"
OPENS_AT = datetime(2026, 10, 12, 9, 2, tzinfo=LONDON)  # a Monday on which figures are due

TENANT_ID = "5e1f0a52-6b7e-4c2b-9a6d-0f2f6d1c9b10"
BOT_ID = "28:steward"
BOT_NAME = "Steward"

PERSONAL_CHAT = "a:olive-and-steward"
GROUP_CHAT = "19:housing-managers@thread.v2"
GROUP_CHAT_NAME = "Housing managers"
TEAM = "19:performance@thread.tacv2"  # also the id of its General channel, as in Teams
TEAM_NAME = "Performance"
TEAM_GROUP_ID = "9f1c2b3a-4d5e-4f60-8a7b-1c2d3e4f5a6b"
BOARD_CHANNEL = "19:performance-board@thread.tacv2"
BOARD_CHANNEL_NAME = "Performance Board"

STARTER = Path(__file__).parent / "starter"  # the register, people, targets and figures, as CSV


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """One of the six. `teams_id` is the name by which the Playground knows the person."""

    name: str
    email: str
    aad_object_id: str

    @property
    def teams_id(self) -> str:
        return f"29:{self.email.partition('@')[0]}"

    @property
    def chat(self) -> str:
        """Steward's chat with this person; the Playground has only that of the first one."""
        return chat_of(self.teams_id)


def named(name: str) -> SamplePerson:
    return next(one for one in people() if one.name == name)


def chat_of(member_id: str) -> str:
    """The chat with the person whom Teams knows by this id, or Entra by that one."""
    known = {one.aad_object_id: one.teams_id for one in people()}
    teams_id = known.get(member_id, member_id)
    return PERSONAL_CHAT if teams_id == people()[0].teams_id else f"a:{teams_id}"


def is_chat(conversation: str) -> bool:
    return conversation.startswith("a:")


@cache
def people() -> tuple[SamplePerson, ...]:
    """The six people of the sample council; the first is the one who sits at the keyboard."""
    rows = sheets.read(STARTER / "people.csv").rows
    return tuple(
        SamplePerson(row.cells["name"], row.cells["email"], row.cells["aad_object_id"])
        for row in rows
    )
