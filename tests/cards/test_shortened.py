"""A card that was too large is shown small: its words and its buttons, and nothing that breaks."""

import json

import pytest

from cards.shortened import SMALL, shortened
from tests.card_rules import buttons, faults, inputs, taps
from tests.cards.samples import CARDS


@pytest.mark.parametrize("name", CARDS)
def test_every_card_made_small_keeps_its_buttons_and_the_rules_of_teams(name):
    whole = CARDS[name]
    small = shortened(whole)
    assert small.summary == whole.summary
    assert buttons(small.content) == buttons(whole.content)
    assert taps(small.content) == {}
    assert inputs(small.content) == inputs(whole.content)
    assert faults(small.content, small.summary) == []
    assert "Chart." not in json.dumps(small.content)


@pytest.mark.parametrize("name", [name for name in CARDS if not inputs(CARDS[name].content)])
def test_a_card_without_inputs_becomes_small(name):
    assert len(json.dumps(shortened(CARDS[name]).content)) < SMALL + 1_000
