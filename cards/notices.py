"""Short notices of the Plan stage: where board alerts go, whose an indicator is, what is closed."""

from datetime import date, datetime

from cards.elements import Card, Facts, Text, card, title
from cards.replies import refusal
from cycle.periods import Period, day_words, instant_words
from cycle.plan.indicator import Indicator


def board_alerts_here(council_name: str, set_by: str) -> Card:
    """In the channel itself: from now on exceptions are posted here."""
    words = "Board alerts will be posted here."
    return card(
        words,
        title(f"Performance Board · {council_name}", "Board alerts will be posted here"),
        Text(
            "When a KPI is red or deteriorating, its card appears in this channel, and changes in "
            "place when the figure is corrected."
        ),
        Text(f"Set by {set_by}.", size="Small", is_subtle=True),
    )


def reopened(
    indicator: Indicator, period: Period, until: date, reason: str, granted_by: str
) -> Card:
    """A closed period is open again for one indicator."""
    return card(
        f"{indicator}: {period.words} is open again until {day_words(until)}.",
        title(f"Opened again · {indicator.service}", str(indicator), period.words),
        Text(f"Figures can be entered until {day_words(until)}."),
        Facts(("Reason", reason), ("Granted by", granted_by)),
    )


def not_yours(indicator: Indicator, owner_name: str) -> Card:
    """Figures come from the owner or the deputy only."""
    owner = owner_name or "nobody yet"
    return refusal(
        "This is not your indicator",
        f"{indicator} belongs to {owner}. Only the owner or the deputy can give its figures; if "
        "that has changed, please tell the performance team.",
        indicator.service,
    )


def entry_closed(indicator: Indicator, period: Period, whom_to_ask: str) -> Card:
    """The period is locked. `whom_to_ask` can have it opened again: "the performance team"."""
    return refusal(
        f"Entry is closed for {period.words}",
        f"Figures for {period.words} can no longer be entered for {indicator}. {whom_to_ask} can "
        f"open the period again: type “submit {indicator.ref} {period}” to ask for it.",
        indicator.service,
    )


def not_my_indicator(indicator: Indicator, said_by: str, said_at: datetime) -> Card:
    """For the performance team: somebody was reminded of an indicator that is not theirs."""
    return card(
        f"{said_by} says that {indicator.ref} is not theirs.",
        title(f"Register · {indicator.service}", "An indicator may have the wrong owner"),
        Text(
            f"{said_by} was reminded of {indicator} and says that it is not theirs. Until the "
            "register is changed, the reminders still go there."
        ),
        Facts(("Said by", said_by), ("When", instant_words(said_at))),
    )


def identity_linked(name: str, email: str) -> Card:
    """To the performance team: somebody of the register has spoken to Steward first now."""
    return card(
        f"{name} is now linked to an account in Teams.",
        title("Register · people", f"{name} is linked to Teams"),
        Text(
            f"Somebody in Teams was recognised as {name} by the e-mail {email} in Teams’ own "
            "roster. From now on that account may do what the register allows. If it was not them, "
            "tell whoever looks after Steward."
        ),
    )
