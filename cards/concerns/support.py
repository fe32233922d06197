"""To whoever the board has named to help: what blocks an indicator, and whose it is."""

from cards.concerns.minutes import MinuteLine, minute
from cards.elements import Card, Facts, Text, card, title
from cards.figures.figure import panel
from cycle.review.standing import Standing


def support(standing: Standing, offered: MinuteLine, owner_name: str) -> Card:
    """`offered` is the board's answer, with the blocker in its words."""
    indicator = standing.indicator
    return card(
        f"The Performance Board asks you to help with {indicator}: {offered.words}",
        title(f"Corporate support · {indicator.service}", str(indicator), standing.period.words),
        Text("The Performance Board asks you to help with this.", weight="Bolder"),
        minute(offered, "support"),
        panel(standing, is_calm=True),
        Facts(("Owner", owner_name or "no owner in the register")),
    )
