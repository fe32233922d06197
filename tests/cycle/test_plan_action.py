"""Actions of a service plan: their states, what may be said of them, what is counted."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from cycle.people import Person
from cycle.plan.action import ACTION_TRANSITIONS, ActionKind, ActionState, SuccessMeasure, Why
from cycle.plan.action_progress import (
    ActionUpdate,
    NoApprover,
    NoRecoveryDate,
    NotThisState,
    RecoveryTooFar,
    SameWords,
    SuccessNotAnswered,
    Unsaid,
    asked_for,
    check_may_update,
    count,
    given,
    is_off_track_twice,
    is_owed,
    rate,
    recovery_agreed,
    stand,
)
from cycle.plan.action_quality import action_faults, is_activity_only, plan_questions
from cycle.refusals import DateInThePast, NothingSaid, NotNow, NotTheOwner, Refused, TooLong
from tests.cycle.made import CALENDAR
from tests.cycle.planned import (
    DEPUTY,
    HEAD,
    OWNER,
    Q1,
    Q2,
    Q3,
    SUCCESS,
    TODAY,
    action,
    service_plan,
    update,
)

S = ActionState


@pytest.mark.parametrize(
    ("before", "after"),
    [(a, b) for a in S for b in S if b not in ACTION_TRANSITIONS[a]],
)
def test_an_action_never_goes_back_from_its_end_or_to_not_started(before, after):
    earlier = [update(before, period=Q1, words="Then.")]
    with pytest.raises(NotThisState):
        given(action(), update(after), earlier, TODAY)


@pytest.mark.parametrize(
    ("before", "after"),
    [(a, b) for a in S for b in S if b in ACTION_TRANSITIONS[a]],
)
def test_every_step_of_the_table_can_be_taken(before, after):
    earlier = [update(before, period=Q1, words="Then.")]
    assert given(action(), update(after), earlier, TODAY).state is after


def test_what_ends_an_action_by_a_slip_is_put_right_in_the_same_quarter():
    slip = update(S.COMPLETE)
    after = given(action(), update(S.ON_TRACK, version=2), [slip], TODAY)
    assert after.state is S.ON_TRACK


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (update(words="  "), NothingSaid),
        (update(words="x" * 1001), TooLong),
        (update(next_steps="x" * 1001), TooLong),
        (update(S.DELAYED, recovery=None), NoRecoveryDate),
        (update(S.DELAYED, recovery=TODAY), DateInThePast),
        (update(S.DELAYED, recovery=date(2027, 10, 14)), RecoveryTooFar),
        (update(S.COMPLETE, success=" "), SuccessNotAnswered),
        (update(S.STOPPED, approver=""), NoApprover),
    ],
)
def test_what_is_missing_from_an_update_is_asked_for(said, refusal):
    with pytest.raises(refusal):
        given(action(), said, [], TODAY)


def test_a_recovery_twelve_months_ahead_is_the_furthest():
    said = update(S.DELAYED, recovery=date(2027, 10, 13))
    assert given(action(), said, [], TODAY).recovery == date(2027, 10, 13)


def test_last_quarters_words_are_asked_back_once():
    before = [update(period=Q1, words="Two leases  were SIGNED.")]
    with pytest.raises(SameWords):
        given(action(), update(), before, TODAY)
    assert given(action(), update(), before, TODAY, is_confirmed=True).state is S.ON_TRACK


def test_a_recovery_after_the_end_of_the_action_waits_for_the_board():
    within = given(action(), update(S.DELAYED, recovery=date(2027, 3, 31)), [], TODAY)
    beyond = given(action(), update(S.DELAYED, recovery=date(2027, 4, 1)), [], TODAY)
    assert not within.awaits_the_board
    assert beyond.awaits_the_board
    agreed = recovery_agreed(beyond, TODAY)
    assert not agreed.awaits_the_board
    with pytest.raises(NotNow):
        recovery_agreed(within, TODAY)


def test_another_recovery_date_is_agreed_anew():
    day = date(2027, 6, 30)
    delayed = replace(action(), state=S.DELAYED, recovery=day, recovery_agreed_on=TODAY)
    same = given(delayed, update(S.DELAYED, recovery=day), [], TODAY)
    later = given(delayed, update(S.DELAYED, recovery=date(2027, 7, 1)), [], TODAY)
    assert (same.awaits_the_board, later.awaits_the_board) == (False, True)


@pytest.mark.parametrize(("who", "may"), [(OWNER, True), (DEPUTY, True), (21, True), (HEAD, False)])
def test_only_the_owner_a_deputy_or_a_stand_in_says_how_it_goes(who, may):
    owner = Person(id=OWNER, name="Olive", email="", deputy=21)
    person = owner if who == OWNER else Person(id=who, name="P", email="")
    if may:
        check_may_update(action(), person, owner)
    else:
        with pytest.raises(NotTheOwner):
            check_may_update(action(), person, owner)


@pytest.mark.parametrize(
    ("today", "kind", "asked"),
    [
        (date(2026, 10, 6), ActionKind.ACTION, None),  # the fourth working day of October
        (date(2026, 10, 7), ActionKind.ACTION, "2026/27 Q2"),
        (date(2026, 12, 31), ActionKind.ACTION, "2026/27 Q2"),
        (date(2027, 1, 8), ActionKind.ACTION, "2026/27 Q3"),  # 1 January is a bank holiday
        (date(2026, 11, 6), ActionKind.CORPORATE_PROJECT, "2026-10"),
        (date(2026, 11, 5), ActionKind.CORPORATE_PROJECT, None),
    ],
)
def test_progress_is_asked_on_the_fifth_working_day_after_the_period(today, kind, asked):
    period = asked_for(action(kind=kind), today, CALENDAR)
    assert (str(period) if period else None) == asked


@pytest.mark.parametrize(
    ("what", "updates", "owed"),
    [
        (action(), [], True),
        (action(), [update(period=Q1)], True),
        (action(), [update()], False),
        (action(), [update(S.COMPLETE, period=Q1)], False),
        (action(owner=None), [], False),
        (action(starts=date(2026, 10, 1)), [], False),
    ],
)
def test_whoever_has_said_nothing_for_the_quarter_owes_it(what, updates, owed):
    assert is_owed(what, updates, TODAY, CALENDAR) is owed


@pytest.mark.parametrize(
    ("updates", "today", "label"),
    [
        ([], TODAY, Unsaid.NO_UPDATE),
        ([], date(2026, 10, 5), Unsaid.NOT_ASKED),
        ([update(period=Q1)], TODAY, Unsaid.NO_UPDATE),
        ([update(S.COMPLETE, period=Q1)], TODAY, S.COMPLETE),
        ([update(S.ON_TRACK), update(S.OFF_TRACK, version=2)], TODAY, S.OFF_TRACK),
    ],
)
def test_silence_is_shown_as_silence(updates, today, label):
    assert stand(action(), Q2, updates, today, CALENDAR).label == str(label)


def test_an_action_that_has_not_begun_is_told_apart():
    later = action(starts=date(2026, 10, 1))
    assert stand(later, Q2, [], TODAY, CALENDAR).unsaid is Unsaid.NOT_BEGUN


def test_the_rate_counts_silence_against_and_leaves_out_what_stopped_or_has_not_begun():
    standings = [
        stand(action(), Q2, updates, TODAY, CALENDAR)
        for updates in (
            [update(S.ON_TRACK)],
            [update(S.COMPLETE, period=Q1)],
            [update(S.DELAYED)],
            [update(S.OFF_TRACK)],
            [update(S.STOPPED)],
            [],
        )
    ]
    standings.append(stand(action(starts=date(2026, 11, 2)), Q2, [], TODAY, CALENDAR))
    assert rate(standings) == (2, 5)


@pytest.mark.parametrize(
    ("updates", "twice"),
    [
        ([update(S.OFF_TRACK, period=Q1), update(S.OFF_TRACK)], True),
        ([update(S.OFF_TRACK)], False),
        ([update(S.DELAYED, period=Q1), update(S.OFF_TRACK)], False),
        ([update(S.OFF_TRACK, period=Q1), update(S.OFF_TRACK, period=Q3)], False),
        (
            [
                update(S.OFF_TRACK, period=Q1),
                update(S.ON_TRACK, period=Q1, version=2),
                update(S.OFF_TRACK),
            ],
            False,
        ),
    ],
)
def test_twice_off_track_is_of_two_quarters_running(updates, twice):
    assert is_off_track_twice(Q2, updates) is twice


states = st.sampled_from(list(S))


@drawn(st.lists(st.lists(states, max_size=4), max_size=8))
def test_states_never_leave_the_table_and_the_counts_add_up(told):
    """Whatever is said quarter after quarter, each state follows from the quarter's before."""
    standings = []
    for quarters in told:
        one, kept = action(), list[ActionUpdate]()
        for place, state in enumerate(quarters):
            period = Q1.later(place)
            said = update(state, period=period, words=f"In {period}.")
            try:
                one = given(one, said, kept, TODAY)
            except Refused:
                continue
            before = kept[-1].state if kept else S.NOT_STARTED
            assert state in ACTION_TRANSITIONS[before]
            kept.append(said)
        standings.append(stand(one, Q3, kept, date(2027, 2, 1), CALENDAR))
    counts = count(standings)
    assert counts.total == len(told)
    assert Counter(standing.label for standing in standings) == counts.by_label
    good, every = rate(standings)
    assert 0 <= good <= every <= len(told)


# ---------------------------------------------------------------- is it good enough?


@pytest.mark.parametrize(
    ("what", "column", "words"),
    [
        (action(priority=None, why=()), "priority", "efficiency"),
        (action(priority=None, why=(Why.PRIORITY,)), "priority", "name the priority"),
        (action(due=date(2026, 3, 31)), "due", "before it begins"),
        (action(owner=None), "owner", "who answers"),
        (action(deputy=OWNER), "deputy", "is the owner"),
        (action(success=SuccessMeasure(words=" ")), "success", "how will you know"),
        (action(success=SuccessMeasure(words="Report written")), "success", "what will be better"),
        (
            action(success=replace(SUCCESS, target=SUCCESS.target or 5)),
            "success_indicator",
            "is blank",
        ),
        (action(success=replace(SUCCESS, indicator=1)), "success_to", "to what"),
        (action(success=replace(SUCCESS, indicator=1, start=5, target=5)), "success_to", "same"),
    ],
)
def test_what_makes_an_action_weak_is_said_in_one_sentence(what, column, words):
    faults = {fault.column: fault.words for fault in action_faults(what)}
    assert words in faults[column]


@pytest.mark.parametrize(
    "what", [action(), action(priority=None, why=(Why.EFFICIENCY,)), action(deputy=None)]
)
def test_a_good_action_is_left_in_peace(what):
    assert action_faults(what) == ()


@pytest.mark.parametrize(
    ("words", "is_activity"),
    [
        ("Report written", True),
        ("Housing strategy adopted by March 2027.", True),
        ("The new policy has been published", True),
        ("Website launched", True),
        ("Fewer than 30 families wait more than six weeks", False),
        ("85% of tenants are satisfied with repairs completed", False),
        ("Average wait falls from 12 to 8 minutes", False),
        ("", False),
    ],
)
def test_a_measure_that_only_says_something_was_done_is_recognised(words, is_activity):
    assert is_activity_only(words) is is_activity


def test_more_than_twelve_actions_and_no_measure_of_quality_are_asked_about():
    poor = replace(SUCCESS, is_quality=False)
    many = [action(ref=f"HOU-A{place:02}", success=poor) for place in range(13)]
    assert [len(plan_questions(service_plan(), many[:n])) for n in (0, 12, 13)] == [0, 1, 2]
