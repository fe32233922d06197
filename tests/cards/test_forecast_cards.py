"""The cards of forecasts keep the rules of Teams, and never let colour speak alone."""

import pytest

from cards import forecasts
from cards.elements import card
from cards.forecasts import ForecastLine, YearEndQuestion
from tests.card_rules import faults, inputs, words
from tests.cards.samples import NASTY
from tests.cycle.made import kpi

ASKED = YearEndQuestion(
    unit="GBP", computed=NASTY, back_test=NASTY, last=NASTY, value="1", words=""
)
LINE = ForecastLine(
    indicator=kpi(title=NASTY),
    foretold="88.0%",
    foretold_label="Red",
    now_label="Green",
    source=NASTY,
    question=NASTY,
)
CARDS = {
    "inputs": card("x", forecasts.year_end_inputs(ASKED, {"forecast_words": NASTY})),
    "red": forecasts.red_at_year_end([LINE] * 30, 4),
    "nothing red": forecasts.red_at_year_end([], 0),
}


@pytest.mark.parametrize("name", CARDS)
def test_every_card_of_forecasts_keeps_the_rules_of_teams(name):
    assert faults(CARDS[name].content, CARDS[name].summary) == []


def test_the_form_shows_what_was_foretold_last_and_what_was_typed_before_that():
    shown = inputs(CARDS["inputs"].content)
    assert (shown["forecast"], shown["forecast_words"]) == ("1", NASTY)
    again = card("x", forecasts.year_end_inputs(ASKED, {"forecast": "about 9"}))
    assert inputs(again.content)["forecast"] == "about 9"


def test_the_list_says_both_colours_in_words():
    seen = words(CARDS["red"].content)
    assert "Green" in seen
    assert "88.0%, Red" in seen
