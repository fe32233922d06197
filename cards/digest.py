"""The board's monthly digest: one heading for each duty, the rest of each one press away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cards.elements import (
    Action,
    Button,
    ButtonRef,
    Card,
    Container,
    RichText,
    Text,
    TextRun,
    card,
    subheading,
    title,
)
from cards.escaping import short
from cycle.improve.duties import NOTHING, BoardDuty, Matter, under_headings
from cycle.periods import Period, day_words

FIRST = 4  # lines under a heading; the rest behind a button
PAGE = 40  # lines on the card of one duty: far below Teams' limit of size
LONGEST = 200  # characters of a line

MORE = {f"digest_more_{duty}": duty for duty in BoardDuty}  # by verb


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One matter: what it is `about` (`HOU-05 Households …`), what it is, and a sentence."""

    matter: Matter
    about: str
    words: str


def digest(
    council_name: str,
    month: Period,
    lines: Sequence[DigestLine],
    ask: ButtonRef,
    as_of: date,
    *,
    for_whom: str = "Performance Board",
) -> Card:
    """All six duties, the first lines of each; an empty heading says so. Worst first as given.

    Verbs `digest_more_a` to `digest_more_f` show all of a duty (see `MORE`).
    """
    found = under_headings((line.matter, line) for line in lines)
    return card(
        f"{for_whom}, {month.words}: {_counts(lines)}.",
        title(f"{for_whom} · {council_name}", f"Monthly digest, {month.words}", _counts(lines)),
        _as_of(as_of),
        *(_duty(duty, under, FIRST) for duty, under in found.items()),
        actions=_further({duty: len(under) for duty, under in found.items()}, ask),
        wide=True,
    )


def more(
    month: Period, duty: BoardDuty, lines: Sequence[DigestLine], ask: ButtonRef, as_of: date
) -> Card:
    """All lines of one duty, of those given; the verb `digest_back` leads back."""
    under = under_headings((line.matter, line) for line in lines)[duty]
    return card(
        f"{duty.heading}, {month.words}: {len(under)}.",
        title(f"Monthly digest, {month.words}", f"({duty}) {duty.heading}"),
        _as_of(as_of),
        _duty(duty, under, PAGE, has_heading=False),
        actions=[Button("digest_back", "Back to the digest", ask)],
        wide=True,
    )


def _as_of(day: date) -> Text:
    return Text(f"As things stood on {day_words(day)}.", size="Small", is_subtle=True)


def _duty(
    duty: BoardDuty, lines: Sequence[DigestLine], most: int, has_heading: bool = True
) -> Container:
    left = len(lines) - most
    return Container(
        subheading(f"({duty}) {duty.heading}") if has_heading else None,
        *(_line(line) for line in lines[:most]),
        Text(NOTHING, is_subtle=True, spacing="None") if not lines else None,
        Text(f"and {left} more", size="Small", is_subtle=True) if left > 0 else None,
        separator=True,
        spacing="Medium",
    )


def _line(line: DigestLine) -> RichText:
    words = short(line.words, LONGEST)
    return RichText(
        TextRun("• "),
        TextRun(short(line.about), weight="Bolder"),
        TextRun(f" · {_KINDS[line.matter]}", is_subtle=True),
        TextRun(f" · {words}" if words else ""),
        spacing="Small",
    )


def _further(counts: dict[BoardDuty, int], ask: ButtonRef) -> list[Action]:
    return [
        Button(f"digest_more_{duty}", f"All {count} under ({duty})", ask)
        for duty, count in counts.items()
        if count > FIRST
    ]


def _counts(lines: Sequence[DigestLine]) -> str:
    """`3 exceptions, 1 missing figure, 2 overdue, 4 decisions, 1 success`."""
    named = (
        ("exception", "exceptions", (Matter.CONCERN,)),
        ("missing", "missing", (Matter.MISSING,)),
        ("overdue", "overdue", (Matter.OVERDUE,)),
        ("not working", "not working", (Matter.NOT_WORKING,)),
        ("success", "successes", (Matter.SUCCESS,)),
    )
    counted = [
        (sum(line.matter in matters for line in lines), one, many) for one, many, matters in named
    ]
    words = [f"{count} {one if count == 1 else many}" for count, one, many in counted if count]
    return ", ".join(words) or "nothing to report"


_KINDS = {
    Matter.CONCERN: "exception",
    Matter.WITH_SERVICES: "with their services",
    Matter.MISSING: "missing",
    Matter.PROJECT: "project",
    Matter.FINANCE: "finance",
    Matter.AUDIT_PLAN: "audit plan",
    Matter.AUDIT: "audit",
    Matter.ACKNOWLEDGEMENT: "acknowledged",
    Matter.ACCEPTANCE: "accepted for now",
    Matter.INTERVENTION: "intervention",
    Matter.QUESTION: "question",
    Matter.SUPPORT: "support",
    Matter.OVERDUE: "overdue",
    Matter.NOT_WORKING: "not working",
    Matter.SUCCESS: "success",
    Matter.ESCALATION: "escalated",
    Matter.REFERRAL: "referred",
    Matter.CALL_IN: "call-in",
    Matter.RISK_PROMPT: "risk becoming real?",
    Matter.RISK_SCORE: "risk scored anew",
    Matter.WITHOUT_RISK: "no risk linked",
    Matter.FORECAST: "forecast",
    Matter.DETERIORATING: "deteriorating",
}
