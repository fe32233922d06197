"""The cards of the yearly review keep the rules of Teams, and show what an owner must answer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cards.elements import ButtonRef
from cards.kpi_set import agreement, review
from cards.kpi_set.agreement import KpiSetView
from cards.kpi_set.review import LineForm
from cycle.plan.indicator import Control, Kind
from cycle.plan.kpi_set import KpiSet, KpiSetState
from cycle.plan.kpi_set_line import KpiSetLine, LineChange
from cycle.plan.smart_test import SmartEvidence, smart_test
from tests.card_rules import buttons, faults, inputs
from tests.cards.samples import NASTY
from tests.cycle.made import kpi
from tests.cycle.planned import TODAY

REF = ButtonRef("abc", 1)
SET = KpiSet(year="2027/28", opened_on=date(2026, 12, 1), comment=NASTY)
LINE = KpiSetLine(indicator=1, ref="HOU-01")
AMENDED = replace(
    LINE,
    change=LineChange.AMENDED,
    terms=(("target", "", "95"), ("definition", NASTY, NASTY)),
    reason=NASTY,
    control=Control.PARTLY,
    answered_on=TODAY,
)
EVIDENCE = SmartEvidence(met=12, judged=12, cases=Decimal(9), reporting_rate=Decimal(70))
INDICATOR = kpi(title=NASTY, target="90", definition=NASTY * 5)
FORM = LineForm(
    kpi_set=SET,
    indicator=INDICATOR,
    line=LINE,
    place=(2, 8),
    findings=smart_test(INDICATOR, EVIDENCE),
)
VIEW = KpiSetView(
    kpi_set=SET,
    lines=[replace(AMENDED, ref=f"HOU-{place:02}") for place in range(40)],
    titles={f"HOU-{place:02}": NASTY for place in range(40)},
    waiting=[(NASTY, 3)] * 20,
    balance=[NASTY] * 9,
)
CARDS = {
    "asked": review.review_due(SET, 4, REF),
    "nothing waits": review.review_due(SET, 0, None),
    "form": review.line_form(FORM, REF),
    "form, statistic": review.line_form(
        replace(FORM, indicator=kpi(kind=Kind.STATISTIC), findings=()), REF
    ),
    "form, hostile": review.line_form(
        replace(FORM, line=AMENDED),
        REF,
        typed={"reason": NASTY * 60, "target": NASTY},
        faults=[NASTY],
        notes=[NASTY],
    ),
    "all answered": review.all_answered(SET, [("HOU-01", LineChange.KEPT)] * 30),
    **{
        f"set, {state}": agreement.set_card(replace(VIEW, kpi_set=replace(SET, state=state)), REF)
        for state in KpiSetState
    },
    "set, to mend": agreement.set_card(
        replace(VIEW, kpi_set=replace(SET, state=KpiSetState.COMMENTED)),
        REF,
        typed={"body": NASTY},
        faults=[NASTY],
    ),
    "set, read only": agreement.set_card(replace(VIEW, lines=[]), None),
}


@pytest.mark.parametrize("name", CARDS)
def test_every_card_of_the_review_keeps_the_rules_of_teams(name):
    assert faults(CARDS[name].content, CARDS[name].summary) == []


def test_the_form_is_prefilled_with_the_indicator_as_it_is():
    shown = inputs(CARDS["form"].content)
    assert (shown["kind"], shown["target"], shown["control"]) == ("KPI", "90", "")


def test_an_answer_given_before_is_shown_again():
    shown = inputs(review.line_form(replace(FORM, line=AMENDED), REF).content)
    assert (shown["target"], shown["control"]) == ("95", "partly, with others")


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        (KpiSetState.REVIEW, ["kpi_propose"]),
        (KpiSetState.PROPOSED, ["kpi_comment", "kpi_take_back"]),
        (KpiSetState.COMMENTED, ["kpi_agree", "kpi_take_back"]),
        (KpiSetState.AGREED, []),
        (KpiSetState.IN_FORCE, []),
    ],
)
def test_the_set_offers_the_steps_that_lead_on(state, verbs):
    assert list(buttons(CARDS[f"set, {state}"].content)) == verbs
