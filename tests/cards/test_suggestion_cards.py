"""The cards of suggestions keep the rules of Teams."""

import pytest

from cards.elements import ButtonRef
from cards.suggestions import (
    SuggestionView,
    suggestion_answered,
    suggestion_kept,
    suggestion_list,
)
from cycle.plan.suggestion import Suggestion
from tests.card_rules import faults
from tests.cards.samples import NASTY
from tests.cycle.made import kpi
from tests.cycle.planned import NOW

REF = ButtonRef("abc", 1)
VIEW = SuggestionView(
    Suggestion(indicator=1, words=NASTY * 9, made_by=11, made_at=NOW, answer=NASTY, id=4),
    kpi(title=NASTY),
    NASTY,
)
CARDS = {
    "kept": suggestion_kept(VIEW),
    "answered": suggestion_answered(VIEW),
    "list": suggestion_list([VIEW] * 30, REF, typed={"words": NASTY * 60}, faults=[NASTY]),
    "list, read only": suggestion_list([VIEW], None, done=NASTY),
    "empty": suggestion_list([], REF),
}


@pytest.mark.parametrize("name", CARDS)
def test_every_card_of_suggestions_keeps_the_rules_of_teams(name):
    assert faults(CARDS[name].content, CARDS[name].summary) == []
