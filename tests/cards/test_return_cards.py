"""The cards of returns keep the rules of Teams, and offer only the steps that lead on."""

from dataclasses import replace
from datetime import date

import pytest

from cards import returns
from cards.elements import ButtonRef
from cards.reminders import ReminderView, reminder
from cards.return_dates import date_form, dates_due
from cards.returns import ReturnView
from cycle.periods import Period
from cycle.plan.return_dates import DateToConfirm
from cycle.plan.statutory_return import (
    ROUND_TRANSITIONS,
    ReturnFrequency,
    ReturnRound,
    RoundState,
    StatutoryReturn,
)
from tests.card_rules import buttons, faults
from tests.cards.samples import NASTY
from tests.cycle.planned import TODAY

REF = ButtonRef("abc", 3)
YEAR = Period.parse("2027/28")
ONE = StatutoryReturn(
    ref="CTB", title=NASTY, recipient=NASTY, frequency=ReturnFrequency.ANNUAL, certified_by=NASTY
)
ROUND = ReturnRound(
    return_id=1, period="2026/27", due=date(2027, 1, 31), changes=NASTY, evidence=NASTY
)
VIEW = ReturnView(statutory=ONE, round=ROUND, left=-3, send_by=date(2027, 1, 29))
CARDS = {
    **{
        f"return, {state}": returns.return_card(
            replace(VIEW, round=replace(ROUND, state=state)), {}, REF, faults=[NASTY], notes=[NASTY]
        )
        for state in RoundState
    },
    "list": returns.return_list("Returns due", [VIEW] * 30, {}),
    "empty list": returns.return_list("Returns due", [], {}),
    "missed": returns.missed(VIEW, NASTY),
    "reminder": reminder(
        ReminderView(person_name="Olive Marsh", today=TODAY, returns=[VIEW] * 9), REF
    ),
    "dates": dates_due(YEAR, 3, REF),
    "dates confirmed": dates_due(YEAR, 0, None),
    "date": date_form(
        DateToConfirm(ONE, ROUND, NASTY, TODAY), REF, typed={"source": NASTY}, faults=[NASTY]
    ),
}


@pytest.mark.parametrize("name", CARDS)
def test_every_card_of_returns_keeps_the_rules_of_teams(name):
    assert faults(CARDS[name].content, CARDS[name].summary) == []


@pytest.mark.parametrize("state", RoundState)
def test_a_card_offers_a_step_from_every_state_and_no_more_than_the_table_has(state):
    offered = buttons(CARDS[f"return, {state}"].content)
    assert 1 <= len(offered) <= len(ROUND_TRANSITIONS[state])
