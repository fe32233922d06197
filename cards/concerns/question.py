"""The board's question to the owner, with the form for the reply, and the reply in the thread."""

from collections.abc import Sequence
from datetime import date

from cards.concerns.minutes import MinuteLine, minute
from cards.elements import Button, ButtonRef, Card, Text, TextInput, card, title, to_mend
from cards.figures.figure import panel
from cards.form_state import UNTOUCHED, FormState
from cards.person_fields import due_words
from cycle.plan.indicator import Indicator
from cycle.review.standing import Standing


def question(
    standing: Standing,
    asked: MinuteLine,
    ask: ButtonRef,
    reply_by: date,
    overdue: int = 0,
    state: FormState = UNTOUCHED,
) -> Card:
    """To the owner: what the board asks, with the input `words` and the verb `reply`.

    `asked` is the question; `overdue` in working days, above 0 when it is late.
    """
    indicator = standing.indicator
    return card(
        f"The Performance Board asks about {indicator}: {asked.words}",
        title(
            f"Question · {indicator.kind.value} · {indicator.service}",
            "The board asks a question",
            f"{indicator} · {standing.period.words}",
        ),
        to_mend(state.faults),
        minute(asked, "question"),
        due_words("Please reply by", reply_by, overdue),
        panel(standing, is_calm=True),
        TextInput(
            id="words",
            label="Your reply (required)",
            is_multiline=True,
            value=state.value("words"),
        ),
        Text("The whole board reads it, in its channel.", size="Small", is_subtle=True),
        actions=[Button("reply", "Reply", ask, main=True)],
    )


def replied(
    indicator: Indicator, asked: MinuteLine, reply: MinuteLine, notes: Sequence[str] = ()
) -> Card:
    """What the question becomes once it is replied to. `notes`: that another was first."""
    return card(
        f"{indicator}: your reply is with the board.",
        title(f"Question of the board · {indicator.service}", str(indicator)),
        *(Text(words, weight="Bolder") for words in notes or ("✓ The reply is with the board.",)),
        minute(asked, "question"),
        minute(reply, "reply"),
    )


def over(indicator: Indicator, asked: MinuteLine, why: str) -> Card:
    """What the question becomes when it needs no reply any more. `why` in a sentence."""
    return card(
        f"{indicator}: {why}",
        title(f"Question of the board · {indicator.service}", str(indicator)),
        Text(why, weight="Bolder"),
        minute(asked, "question"),
    )
