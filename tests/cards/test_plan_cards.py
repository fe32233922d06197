"""The cards of plans keep the rules of Teams, in good weather and bad, and say what they must."""

from dataclasses import replace
from datetime import date

import pytest

from cards.elements import ButtonRef
from cards.form_state import FormState
from cards.plans import agreement, progress, views, year_end
from cards.plans.progress import ProgressForm
from cards.plans.views import ActionView, PriorityView
from cards.plans.year_end import ClosingForm
from cards.reminders import ProgressOwed, ReminderView, reminder
from cycle.plan.action import ActionState, ActionStep
from cycle.plan.action_progress import ActionStanding, Unsaid
from cycle.plan.corporate_plan import CorporatePriority, PlanKind, PlanState
from cycle.plan.line_of_sight import Sight
from cycle.plan.year_end import compare_plans
from tests.card_rules import buttons, faults, inputs, words
from tests.cards.samples import NASTY
from tests.cycle.planned import Q2, TODAY, action, service_plan, update

REF = ButtonRef("abc", 3)
NAMES = {11: "Olive Marsh", 12: "Meg Shaw", 13: NASTY}
BAD = action(
    title=NASTY,
    owner=13,
    success=replace(action().success, words=NASTY * 5),
    steps=(ActionStep(what=NASTY, due=TODAY),),
)
DELAYED = action(state=ActionState.DELAYED, recovery=date(2027, 6, 30))
SAID = update(ActionState.OFF_TRACK, words=NASTY * 9, blocker=NASTY, next_steps=NASTY)
HOMES = CorporatePriority(plan=1, ref="P1", title=NASTY, outcome=NASTY, portfolio_holder=NASTY)
SIGHT = Sight((("Action", NASTY), ("Priority", NASTY)))


def standing(one=None, state=ActionState.OFF_TRACK, unsaid=None) -> ActionStanding:
    return ActionStanding(one or action(), Q2, None, state, unsaid)


MANY = [standing(action(ref=f"HOU-A{place:02}")) for place in range(40)]
SILENT = standing(BAD, None, Unsaid.NO_UPDATE)
FORM = ProgressForm(action=action(), period=Q2, place=(2, 8), priority="Homes and communities")
OWED = ProgressOwed(actions=[action()] * 9, period=Q2, due=date(2026, 10, 14), overdue=3)

CARDS = {
    "form": progress.progress_form(FORM, REF),
    "form, hostile": progress.progress_form(
        replace(FORM, action=BAD, last=SAID, reached=NASTY, priority=NASTY),
        REF,
        FormState(
            typed={"words": NASTY * 60, "state": ActionState.COMPLETE.value},
            faults=[NASTY],
            notes=[NASTY],
        ),
        is_repeated=True,
    ),
    "all told": progress.all_told(Q2, [(BAD, "On track")] * 30, "30 on track"),
    "off track twice": progress.off_track_twice(BAD, SAID, NASTY, NASTY, NASTY),
    "recovery asked": progress.recovery_asked(DELAYED, NASTY, NASTY, REF),
    "recovery agreed": progress.recovery_asked(
        replace(DELAYED, recovery_agreed_on=TODAY), NASTY, NASTY, None
    ),
    "year end": year_end.year_end_due(service_plan(), 5, REF),
    "year end, closed": year_end.year_end_due(service_plan(), 0, None),
    "closing": year_end.closing_form(
        ClosingForm(plan=service_plan(), action=BAD, place=(1, 5), said=NASTY, reached=NASTY),
        REF,
        typed={"words": NASTY * 60},
        faults=[NASTY],
    ),
    "year closed": year_end.year_closed(service_plan(), NASTY, service_plan()),
    "no progress": year_end.no_progress(Q2, [(NASTY, NASTY)] * 30, NASTY),
    "compared": year_end.compared_plans(
        service_plan(), service_plan(), compare_plans([BAD] * 20, [BAD] * 20), NASTY
    ),
    "no corporate plan": views.corporate_plan(None, []),
    "corporate plan": views.corporate_plan(
        service_plan(kind=PlanKind.CORPORATE, title=NASTY), [PriorityView(priority=HOMES)] * 12
    ),
    "priority": views.priority_card(
        PriorityView(priority=HOMES, actions=[SILENT], risks=[NASTY] * 9), NASTY
    ),
    "service plan": views.service_plan(
        service_plan(title=NASTY, returned=NASTY), [SILENT, *MANY], NAMES, REF, questions=[NASTY]
    ),
    "changed plan": views.service_plan(
        service_plan(state=PlanState.AGREED), MANY, NAMES, None, changes=[NASTY] * 30
    ),
    "empty plan": views.service_plan(service_plan(), [], NAMES, REF),
    "action": views.action_card(
        ActionView(standing=SILENT, updates=[SAID], sight=SIGHT, reached=NASTY), NAMES, REF
    ),
    "list": views.action_list(NASTY, [SILENT, *MANY], NAMES, REF),
    "empty list": views.action_list("My actions", [], NAMES, REF),
    "line of sight": views.line_of_sight(SIGHT, NASTY),
    "expected": views.expected(NASTY, [SILENT, *MANY], [], {"HOU-A01": NASTY}),
    "nothing expected": views.expected("Olive Marsh", [], [], {}),
    "agree": agreement.agree_plan(
        service_plan(state=PlanState.PROPOSED, proposed_by=13),
        [SILENT, *MANY],
        NAMES,
        REF,
        FormState(typed={"body": NASTY, "words": NASTY}, faults=[NASTY]),
        [NASTY],
    ),
    "agreed": agreement.agree_plan(service_plan(), [], NAMES, None),
    "plan due": agreement.plan_due(NASTY, "2027/28", is_late=True),
    "reminder of progress": reminder(
        ReminderView(person_name="Olive Marsh", today=TODAY, progress=OWED), REF
    ),
}


@pytest.mark.parametrize("name", CARDS)
def test_every_card_of_plans_keeps_the_rules_of_teams(name):
    assert faults(CARDS[name].content, CARDS[name].summary) == []


@pytest.mark.parametrize(
    ("state", "asked"),
    [
        (ActionState.DELAYED, "recovery"),
        (ActionState.COMPLETE, "success"),
        (ActionState.STOPPED, "approver"),
        (ActionState.ON_TRACK, None),
    ],
)
def test_the_form_asks_only_what_the_state_needs(state, asked):
    seen = progress.progress_form(FORM, REF, FormState(typed={"state": state.value}))
    more = set(inputs(seen.content)) - {"state", "words", "next_steps", "blocker"}
    assert more == ({asked} if asked else set())


def test_the_form_is_filled_in_with_what_was_said_last():
    last = update(ActionState.ON_TRACK, words="Two leases were signed.")
    seen = inputs(progress.progress_form(replace(FORM, last=last), REF).content)
    assert (seen["state"], seen["words"]) == ("On track", "Two leases were signed.")


def test_a_plan_can_be_proposed_only_while_it_is_a_draft():
    draft = views.service_plan(service_plan(), MANY, NAMES, REF)
    agreed = views.service_plan(service_plan(state=PlanState.AGREED), MANY, NAMES, REF)
    assert "plan_propose" in buttons(draft.content)
    assert "plan_propose" not in buttons(agreed.content)


def test_a_delayed_action_says_by_when_and_whether_the_board_agreed():
    waiting = ActionStanding(DELAYED, Q2, None, ActionState.DELAYED, None)
    seen = words(views.action_list("Delayed", [waiting], NAMES, REF).content)
    assert "Delayed to 30 June 2027, not agreed yet" in seen


def test_a_reminder_of_progress_alone_offers_no_figures():
    seen = CARDS["reminder of progress"]
    assert list(buttons(seen.content)) == ["progress", "tomorrow"]
    assert "! 3 working days overdue" in words(seen.content)
    assert seen.summary.startswith("Olive Marsh, progress of 9 actions is overdue")
