"""What the control chart on a card shows, and what it says where charts do not draw."""

from dataclasses import replace
from typing import Any

import pytest

from cards.control_chart import charted_as, control
from cards.elements import card
from cycle.periods import Frequency
from cycle.plan.indicator import Polarity
from cycle.review.chart import no_chart
from cycle.review.chartable import chart_of_series
from cycle.review.events import SeriesEvent
from tests.card_rules import words
from tests.cards.samples import (
    CARDS,
    COMPLAINTS,
    EVENTS,
    FAMILIES,
    NOW,
    SEPTEMBER,
    drawn,
    series,
)
from tests.cycle.made import kpi, months


def shown(*parts: Any) -> dict[str, Any]:
    return card("A chart", control(*parts)).content


def chart_of(name: str) -> dict[str, Any]:
    (found,) = [part for part in _parts(CARDS[name].content) if part.get("type") == "Chart.Line"]
    return found


def legends(name: str) -> list[str]:
    return [series["legend"] for series in chart_of(name)["data"]]


def test_the_chart_has_value_limits_mean_target_marked_points_and_notes():
    assert legends("status of one, a real fall") == [
        "CUS-02",
        "Usual at most 98.3%",
        "Average 93.7%",
        "Usual at least 89.2%",
        "Target 95.0%",
        "Better than usual, Jul 2025 to Feb 2026",
        "Worse than usual, Mar 2026 to Sep 2026",
        "Note: A new partnership began with …",
    ]


def test_the_words_say_what_the_chart_shows():
    text = words(CARDS["status of one, a real fall"].content)
    assert "Worse than usual" in text
    assert "7 figures running below its average: a real fall since March 2026" in text
    assert "its usual ups and downs meet it in some periods" in text
    assert "Usual 89.2% to 98.3%, on average 93.7%, by 15 figures" in text


def test_common_cause_is_said_in_plain_words():
    text = words(CARDS["status of a statistic"].content)
    assert "As usual" in text
    assert "within what this measure normally does" in text
    assert "ups and downs meet it" not in text


def test_the_exception_card_carries_the_chart_and_its_words():
    text = words(CARDS["concern"].content)
    assert "Is it a real change?" in text
    assert "average 94.9, " not in text  # households are whole
    assert "on average" in text
    assert "Note · Jun 2026 · A new partnership began with the county · Olive Marsh" in text


def test_below_thirteen_points_the_line_is_drawn_without_limits_and_says_so():
    assert legends("status of one, too few points") == ["CUS-02", "Target 95.0%"]
    assert "Too few figures to tell (5 of 13)." in words(
        CARDS["status of one, too few points"].content
    )


def test_a_break_parts_the_line_and_the_limits_are_those_after_it():
    names = legends("status of one, after a break")
    assert names[:2] == ["CUS-02 to Jun 2025", "CUS-02"]
    text = words(CARDS["status of one, after a break"].content)
    assert "by 15 figures" in text
    assert "Break · Jul 2025 · The definition changed to full replies · Dana Osei" in text


def test_where_no_chart_may_be_drawn_it_says_why():
    text = words(CARDS["status of one, rolling"].content)
    assert "Not charted: neighbouring rolling windows share most of their cases." in text
    with pytest.raises(ValueError, match="not enough values"):
        chart_of("status of one, rolling")


def test_the_fallback_says_the_marked_points_too():
    fallback = chart_of("status of one, a real fall")["fallback"]
    assert "Sep 2026\N{NO-BREAK SPACE}91.0% (worse than usual)" in words(fallback)


def test_a_gap_parts_the_line():
    figures = series(COMPLAINTS, range(90, 105))
    del figures[SEPTEMBER.later(-4)]
    (found,) = [
        part
        for part in _parts(shown(COMPLAINTS, chart_of_series(COMPLAINTS, figures)))
        if part.get("type") == "Chart.Line"
    ]
    assert [line["legend"] for line in found["data"]][:2] == ["CUS-02 to Apr 2026", "CUS-02"]


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"cumulative": True}, "what each month added to the total"),
        ({"cumulative": True, "frequency": Frequency.QUARTERLY}, "what each quarter added to the"),
        ({"seasonal": True}, "each figure, less that of a year earlier"),
        ({}, ""),
    ],
)
def test_what_is_charted_is_named_where_it_is_not_the_figures(terms, said):
    assert charted_as(replace(FAMILIES, **terms)).startswith(said)


def test_four_events_are_listed_newest_first():
    events = [
        SeriesEvent(SEPTEMBER.later(-n), f"event {n}", False, "Olive Marsh", NOW)
        for n in range(6, 0, -1)
    ]
    text = words(shown(FAMILIES, no_chart("not charted: no reason"), events))
    assert text.index("event 1") < text.index("event 4")
    assert "event 5" not in text


def test_a_chart_of_two_years_fits_a_card_many_times():
    whole = shown(FAMILIES, drawn(FAMILIES, range(80, 110)), EVENTS)
    assert len(str(whole)) < 8_000


def _parts(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        return [node, *(found for child in node.values() for found in _parts(child))]
    if isinstance(node, list):
        return [found for child in node for found in _parts(child)]
    return []


def card_words(indicator: Any, values: list[Any]) -> str:
    return words(shown(indicator, chart_of_series(indicator, months("2024-10", values))))


@pytest.mark.parametrize(
    ("terms", "values", "says", "not_says"),
    [
        ({}, [100, 92] * 12, "Usual 74.7% to 100.0%", "117"),
        ({}, [4, 9] * 12, "Usual 0.0% to", "-6"),
        (
            {"unit": "number", "decimals": 0, "polarity": Polarity.LOWER},
            [0, 1, 0, 0, 1, 0] * 4,
            "Usual 0.0 to",
            "-",
        ),
        (
            {"unit": "number", "decimals": 0, "polarity": Polarity.LOWER},
            [90, 110] * 12,
            "Usual 47 to 153, on average 100",
            "100.0",
        ),
        ({"unit": "GBP", "decimals": 0}, [-5, 5] * 12, "Usual -£27 to £27", "£0.0"),
    ],
)
def test_limits_are_shown_within_what_is_possible(terms, values, says, not_says):
    text = card_words(kpi(**terms), values)
    assert says in text
    assert not_says not in text.partition("Usual ")[2]


def test_a_value_at_a_bound_reached_before_is_not_marked():
    text = card_words(kpi(target="95"), [99] * 13 + [100, 99, 100])
    assert "the highest value there can be, as it has been before" in text
    assert "Improvement · higher than it normally goes" not in text
