"""The answer to a break or a note: that it is kept or taken back, and what follows from it."""

from cards.control_chart import control
from cards.elements import Card, Facts, Text, card, said, title
from cycle.periods import instant_words
from cycle.plan.indicator import Indicator
from cycle.review.chart import Chart
from cycle.review.events import SeriesEvent


def marked(indicator: Indicator, event: SeriesEvent, chart: Chart) -> Card:
    """What was kept, and the chart as it is now."""
    kept = "Break kept" if event.is_break else "Note kept"
    when = f"from {event.period.words}" if event.is_break else event.period.words
    return card(
        f"{kept}: {indicator}, {when}.",
        title(f"{kept} · {indicator.service}", str(indicator), when[:1].upper() + when[1:]),
        said(event.words, "event"),
        Text(_what_follows(event)),
        Facts(("By", event.author), ("Kept", instant_words(event.at))),
        control(indicator, chart),
    )


def taken_back(indicator: Indicator, event: SeriesEvent, reason: str, chart: Chart) -> Card:
    """What counts no more, and the chart as it is now."""
    when = event.period.words
    return card(
        f"Taken back: the {event.what} on {indicator}, {when}.",
        title(f"Taken back · {indicator.service}", str(indicator), f"The {event.what} on {when}"),
        said(event.words, "event"),
        Text("Because:", weight="Bolder"),
        said(reason, "reason"),
        Text(
            "Comparisons, limits and any concern are as if there had been no break."
            if event.is_break
            else "It is no longer shown beside the figures."
        ),
        Text("Both stay in the change log.", spacing="None"),
        Facts(("By", event.author), ("Kept", instant_words(event.at))),
        control(indicator, chart),
    )


def _what_follows(event: SeriesEvent) -> str:
    if event.is_break:
        return (
            "Figures before and after are not comparable from now on, and the chart's limits start "
            "afresh. It is kept in the change log."
        )
    return "It is shown beside the figures and on the chart, and breaks nothing."
