"""What is owed today by whom, and who hears when it is late."""

from dataclasses import replace
from datetime import date

import pytest

from cycle.improve.call_in import CallIn, CallInState
from cycle.improve.chase import (
    BOARD_HEARS,
    Owed,
    chased,
    explanation_owed,
    month_after,
    overdue,
    reply_owed,
)
from cycle.improve.concern import Concern
from cycle.improve.intervention import Stage
from cycle.periods import WorkingDays
from cycle.review.concern import ConcernState
from cycle.review.outstanding import ReminderStage
from tests.cycle.asked import ASKED_BY, MEERA, OLIVE, TESS, TODAY, intervention, proposal
from tests.cycle.made import CALENDAR


def owed(one, today):
    return [(due.owed, due.whom, due.due) for due in chased(one, today, CALENDAR)]


FIRST, SECOND = date(2026, 11, 16), date(2026, 12, 14)


@pytest.mark.parametrize(
    ("stage", "today", "expected"),
    [
        (Stage.ASKED, date(2026, 10, 26), []),  # six working days before
        (Stage.ASKED, date(2026, 10, 27), [(Owed.PROPOSAL, OLIVE.id, ASKED_BY)]),
        (Stage.SENT_BACK, ASKED_BY, [(Owed.PROPOSAL, OLIVE.id, ASKED_BY)]),
        (Stage.PROPOSED, date(2026, 11, 2), []),
        (Stage.PROPOSED, date(2026, 11, 3), [(Owed.DECISION, None, date(2026, 11, 3))]),
        (Stage.AGREED, date(2026, 11, 9), [(Owed.MILESTONE, OLIVE.id, FIRST)]),
        (Stage.RUNNING, date(2026, 11, 6), []),
        (Stage.RUNNING, date(2026, 12, 2),
         [(Owed.MILESTONE, OLIVE.id, FIRST), (Owed.PROGRESS, OLIVE.id, date(2026, 12, 2))]),
        (Stage.NOT_WORKING, date(2026, 12, 7),
         [(Owed.MILESTONE, OLIVE.id, FIRST), (Owed.PROGRESS, OLIVE.id, date(2026, 12, 2)),
          (Owed.MILESTONE, OLIVE.id, SECOND)]),
        (Stage.CLOSED, date(2027, 6, 1), []),
    ],
)  # fmt: skip
def test_what_is_owed_today_and_by_whom(stage, today, expected):
    assert owed(intervention(stage), today) == expected


def test_progress_is_asked_a_month_after_it_was_last_told_on_a_working_day():
    one = intervention(Stage.RUNNING, progress_on=date(2026, 11, 26), proposal=None)
    assert owed(one, date(2026, 12, 24)) == []
    due = date(2026, 12, 29)  # the 26th is a Saturday and Boxing Day, given back on the 28th
    assert owed(one, due) == [(Owed.PROGRESS, OLIVE.id, due)]


@pytest.mark.parametrize(
    ("day", "then"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2026, 12, 15), date(2027, 1, 15)),
    ],
)
def test_a_month_after(day, then):
    assert month_after(day) == then


def test_a_milestone_done_is_not_chased_and_one_with_a_name_is_asked_of_that_person():
    offered = proposal()
    done, named = (
        replace(offered.milestones[0], done_on=FIRST),
        replace(offered.milestones[1], who=MEERA.id),
    )
    one = intervention(Stage.AGREED, proposal=replace(offered, milestones=(done, named)))
    (due,) = chased(one, SECOND, CALENDAR)
    assert (due.whom, due.milestone, due.what) == (MEERA.id, 1, "Step 2")


@pytest.mark.parametrize(
    ("days", "reminder", "manager", "board"),
    [
        (-5, ReminderStage.FIVE_BEFORE, False, False),
        (-2, None, False, False),
        (-1, ReminderStage.ONE_BEFORE, False, False),
        (0, ReminderStage.TODAY, False, False),
        (1, ReminderStage.ONE_OVER, False, False),
        (2, None, False, False),
        (3, ReminderStage.THREE_OVER, True, False),
        (8, ReminderStage.WEEKLY, True, False),
        (BOARD_HEARS - 1, None, True, False),
        (BOARD_HEARS, None, True, True),
        (13, ReminderStage.WEEKLY, True, True),
    ],
)
def test_what_is_late_goes_to_the_manager_and_then_to_the_board(days, reminder, manager, board):
    (due,) = chased(intervention(), CALENDAR.after(ASKED_BY, days), CALENDAR)
    assert due.overdue == days
    assert (due.reminder, due.manager_hears, due.board_hears) == (reminder, manager, board)


def test_no_manager_hears_of_the_boards_own_delay():
    (due,) = chased(intervention(Stage.PROPOSED), date(2026, 12, 1), CALENDAR)
    assert (due.owed, due.manager_hears, due.board_hears) == (Owed.DECISION, False, True)


def test_the_councils_closure_days_are_no_working_days():
    closed = WorkingDays(closures=frozenset({ASKED_BY}))
    (due,) = chased(intervention(), date(2026, 11, 4), closed)
    assert due.overdue == 1
    assert chased(intervention(), date(2026, 11, 3), closed)[0].overdue == 0


def test_overdue_actions_come_worst_first():
    late, later = intervention(), intervention(propose_by=date(2026, 10, 22))
    found = overdue([late, later, intervention(Stage.CLOSED)], date(2026, 11, 5), CALENDAR)
    assert [due.overdue for _, due in found] == [10, 2]
    assert overdue([late], ASKED_BY, CALENDAR) == []


def test_an_intervention_without_an_owner_is_the_teams_to_hand_on():
    (due,) = chased(intervention(owner=None), ASKED_BY, CALENDAR)
    assert (due.owed, due.whom) == (Owed.PROPOSAL, None)


def test_the_owners_reply_is_due_within_a_working_week():
    asked = Concern(question_on=TODAY)
    due = reply_owed(asked, OLIVE.id, TODAY, CALENDAR)
    assert due is not None
    assert (due.due, due.overdue, due.whom) == (date(2026, 10, 27), -5, OLIVE.id)
    assert reply_owed(Concern(), OLIVE.id, TODAY, CALENDAR) is None
    over = replace(asked, state=ConcernState.CLOSED)
    assert reply_owed(over, OLIVE.id, TODAY, CALENDAR) is None


@pytest.mark.parametrize(
    ("meeting", "due"),
    [
        (date(2026, 11, 24), date(2026, 11, 12)),  # eight working days before
        (date(2027, 1, 5), date(2026, 12, 21)),  # over Christmas
        (date(2026, 10, 22), date(2026, 10, 21)),  # too near: by the next working day
    ],
)
def test_an_explanation_is_due_before_the_agenda_goes_out(meeting, due):
    one = CallIn(
        indicators=(1,), manager=MEERA.id, meeting=meeting, words="Why?",
        called_by=TESS.id, called_on=TODAY,
    )  # fmt: skip
    found = explanation_owed(one, TODAY, CALENDAR)
    assert found is not None
    assert (found.owed, found.whom, found.due) == (Owed.EXPLANATION, MEERA.id, due)
    assert explanation_owed(replace(one, state=CallInState.EXPLAINED), TODAY, CALENDAR) is None
