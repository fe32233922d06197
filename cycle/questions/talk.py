"""What is no question of figures: small talk, what does not exist, and what could be meant."""

from dataclasses import dataclass
from enum import StrEnum


class Mood(StrEnum):
    """What a person says to Steward as to a colleague."""

    THANKS = "thanks"
    GREETING = "greeting"
    FAREWELL = "farewell"
    ACKNOWLEDGED = "acknowledged"
    ANGRY = "angry"
    ABOUT_STEWARD = "about Steward"


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """Thanks, hello, all right, or anger: answered in a sentence."""

    mood: Mood

    def read_as(self) -> str:
        return self.mood.value.capitalize()


@dataclass(frozen=True, slots=True)
class NotFound:
    """Something was asked about that does not exist: `asked` names it, `why` says what there is."""

    asked: str
    why: str

    def read_as(self) -> str:
        return f"Not found: {self.asked}"


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that may have been meant: `text`, typed in chat, asks exactly that."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Choices:
    """Not understood for certain: what was heard, and the readings it may have, nearest first.

    `ask` is a question back where no reading is near: "Which indicator do you mean?"
    """

    heard: str
    readings: tuple[Reading, ...]
    ask: str = ""

    def read_as(self) -> str:
        return "Not certain"
