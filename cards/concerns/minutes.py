"""What the board and the owner have said of a concern: who, when, and in which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cards.elements import Container, Element, RichText, Text, TextRun, said, subheading
from cycle.improve.answers import BoardAnswer
from cycle.improve.intervention import Step
from cycle.periods import day_words

SHORT = 280  # characters of one's words before the rest is a tap away


@dataclass(frozen=True, slots=True, kw_only=True)
class MinuteLine:
    """One thing said or decided: an answer of the board, a step, or (None) the owner's reply.

    `by` and `who` are names; `until` is the day named with it.
    """

    what: BoardAnswer | Step | None
    by: str
    on: date
    words: str = ""
    who: str = ""
    until: date | None = None

    @property
    def heading(self) -> str:
        """`Acknowledged`, `Intervention agreed`, `Reply`."""
        return _HEADINGS[self.what]

    @property
    def line(self) -> str:
        """`Acknowledged by Chris Bell, 12 October 2026`."""
        return f"{self.heading} by {self.by}, {day_words(self.on)}"

    @property
    def terms(self) -> str:
        """Whom it names and until when, in a sentence; often nothing."""
        until = day_words(self.until) if self.until else ""
        match self.what:
            case BoardAnswer.INTERVENTION_ASKED:
                return f"{self.who} is to propose it by {until}."
            case Step.POSTPONE:
                return f"Now by {until}."
            case Step.HAND_OVER:
                return f"{self.who} takes over."
            case BoardAnswer.SUPPORT_OFFERED:
                return f"{self.who} helps."
            case BoardAnswer.ACCEPTED:
                return f"Until {until}; then the board is asked again."
            case Step.SEND_BACK:
                return f"To be proposed again by {until}."
            case Step.CONTINUE:
                return f"The effect is now promised by {until}."
            case _:
                return ""


_HEADINGS: dict[BoardAnswer | Step | None, str] = {
    None: "Reply",
    BoardAnswer.AWAITED: "Asked again",
    BoardAnswer.ACKNOWLEDGED: "Acknowledged",
    BoardAnswer.INTERVENTION_ASKED: "Intervention asked for",
    BoardAnswer.QUESTION_ASKED: "Question asked",
    BoardAnswer.SUPPORT_OFFERED: "Corporate support offered",
    BoardAnswer.ACCEPTED: "Accepted for now",
    BoardAnswer.ESCALATED: "Escalated to the Corporate Management Team",
    BoardAnswer.REFERRED: "Referred to Overview and Scrutiny",
    Step.PROPOSE: "Intervention proposed",
    Step.SEND_BACK: "Intervention sent back",
    Step.AGREE: "Intervention agreed",
    Step.START: "Intervention started",
    Step.SHOW_WORKING: "Intervention working",
    Step.SHOW_NOT_WORKING: "Intervention not working",
    Step.SHOW_TOO_EARLY: "Too early to tell",
    Step.CONTINUE: "Intervention continued",
    Step.CLOSE: "Intervention closed",
    Step.HAND_OVER: "Intervention handed over",
    Step.POSTPONE: "Milestone moved",
}


def minute(one: MinuteLine, name: str) -> Container:
    """What was said, with who and when. `name` makes its ids: unique in the card."""
    return Container(
        RichText(
            TextRun(one.heading, weight="Bolder"),
            TextRun(f" by {one.by}, {day_words(one.on)}", is_subtle=True),
        ),
        Text(one.terms, spacing="None", size="Small") if one.terms else None,
        said(one.words, name, first=SHORT) if one.words.strip() else None,
        spacing="Small",
    )


def at_hand(minutes: Sequence[MinuteLine]) -> Sequence[MinuteLine]:
    """The newest, of minutes that are oldest first; a reply with what it replies to."""
    return minutes[-2:] if minutes and minutes[-1].what is None else minutes[-1:]


def newest(minutes: Sequence[MinuteLine]) -> list[Element | None]:
    """The newest in full, a reply with its question."""
    return [minute(one, f"minute-{n}") for n, one in enumerate(at_hand(minutes))]


def earlier(minutes: Sequence[MinuteLine], most: int = 8) -> list[Element | None]:
    """Those before the newest, the last first; nothing where there are none."""
    before = minutes[: len(minutes) - len(at_hand(minutes))]
    if not before:
        return []
    listed = list(reversed(before))[:most]
    left = len(before) - len(listed)
    return [
        subheading(f"Said before ({len(before)})"),
        *(minute(one, f"earlier-{n}") for n, one in enumerate(listed)),
        Text(f"and {left} more, in its history", size="Small", is_subtle=True) if left else None,
    ]
