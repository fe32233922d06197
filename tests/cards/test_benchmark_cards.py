"""The cards of comparison keep the rules of Teams, and never leave our own line out."""

from dataclasses import replace

import pytest

from cards.benchmarks import ROWS, CouncilLine, OthersView, others_card, worst_quarter_card
from tests.card_rules import faults, words
from tests.cards.samples import NASTY
from tests.cycle.made import kpi, period

LINES = [CouncilLine(NASTY, "84.0%", NASTY)] * 3
VIEW = OthersView(
    indicator=kpi(title=NASTY),
    period=period("2025/26"),
    sentence=NASTY,
    lines=LINES,
    group=NASTY,
    sources=[NASTY],
)
MANY = [CouncilLine(f"Council {place}", f"{place}%") for place in range(90)]
CARDS = {
    "others": others_card(VIEW),
    "nobody": others_card(replace(VIEW, lines=(), group="", sources=())),
    "worst": worst_quarter_card([(NASTY, NASTY)] * 30, 40),
    "none worst": worst_quarter_card([], 4),
    "none compared": worst_quarter_card([], 0),
}


@pytest.mark.parametrize("name", CARDS)
def test_every_card_of_comparison_keeps_the_rules_of_teams(name):
    assert faults(CARDS[name].content, CARDS[name].summary) == []


@pytest.mark.parametrize("ours", [0, 3, 45, 89])
def test_our_own_line_is_always_shown(ours):
    lines = [*MANY[:ours], CouncilLine("Wealdbrook", "50%", is_ours=True), *MANY[ours:]]
    shown = words(others_card(replace(VIEW, lines=lines)).content)
    assert "Wealdbrook (we)" in shown
    assert shown.count("Council ") <= ROWS
