"""How the board answers a concern, and how a concern goes on between board and figures."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cycle.improve import answers as picture
from cycle.improve.answers import ANSWERS, BOARD_MOVES, MOVES, BoardAnswer, Given
from cycle.improve.concern import (
    NO_REPLY_AFTER,
    STALE_AFTER,
    Concern,
    after_retirement,
    after_the_intervention,
    answered,
    lapsed,
    open_answers,
    replied,
)
from cycle.improve.permissions import By
from cycle.improve.refusals import (
    AlreadyAnswered,
    AlreadyIntervening,
    IndicatorRetired,
    IsOver,
    NobodyNamed,
    NothingAsked,
    NotOnTheBoard,
    StandsAlready,
)
from cycle.plan.ownership import NotYours
from cycle.refusals import DateInThePast, DateTooFar, HasMovedOn, NoDate, NothingSaid, TooLong
from cycle.review.concern import ConcernState, Verdict, next_state
from cycle.review.deteriorating import Trigger
from tests.cycle.asked import (
    ASK,
    ASKED_BY,
    CHAIR,
    DORA,
    GONE,
    MEMBER,
    OLIVE,
    TODAY,
    VISITOR,
    arrows,
)
from tests.cycle.made import CALENDAR, kpi

RAISED, RECOVERING = ConcernState.RAISED, ConcernState.RECOVERING
CLOSED, WITHDRAWN = ConcernState.CLOSED, ConcernState.WITHDRAWN
A_VERDICT = Verdict((Trigger.RED,), "Red.")


def given(answer: BoardAnswer) -> Given:
    """An answer with everything that it needs."""
    return Given(answer=answer, words="Because", who=OLIVE.id, until=ASKED_BY)


def stands(answer: BoardAnswer, **more) -> Concern:
    """A concern on which the board has given this answer, today."""
    plain = {"version": 2, "answered_in": 2, "answered_on": TODAY, "until": ASKED_BY}
    if answer is BoardAnswer.AWAITED:
        plain = {}
    if answer is BoardAnswer.QUESTION_ASKED:
        plain["question_on"] = TODAY
    return Concern(**{"answer": answer, **plain, **more})


# ---------------------------------------------------------------- the table


def test_every_state_is_in_the_picture():
    words = picture.__doc__ or ""
    for state in (*BoardAnswer, *ConcernState):
        assert state.name.lower() in words


def test_the_picture_of_the_figures_is_what_the_figures_do():
    def after(state, is_concern, greens, is_correction):
        found = A_VERDICT if is_concern else None
        return next_state(state, found, greens, is_correction)

    done = {
        (state.name.lower(), new.name.lower())
        for state in (RAISED, RECOVERING)
        for verdict in (True, False)
        for greens in (0, 1, 2)
        for is_correction in (True, False)
        if (new := after(state, verdict, greens, is_correction)) is not state
    }
    for state in (RAISED, RECOVERING):
        ended = after_retirement(Concern(state=state)).state
        done.add((state.name.lower(), ended.name.lower()))
    drawn = {arrow for arrow in arrows(picture.__doc__) if arrow[0] in {"raised", "recovering"}}
    assert drawn == done


@pytest.mark.parametrize("before", BoardAnswer)
@pytest.mark.parametrize("after", ANSWERS)
def test_the_board_moves_as_the_table_says_and_no_other_way(before, after):
    concern = stands(before)
    is_in_the_table = any((m.before, m.after) == (before, after) for m in BOARD_MOVES)
    if is_in_the_table:
        then = answered(concern, given(after), CHAIR, concern.version, TODAY)
        assert (then.answer, then.version) == (after, concern.version + 1)
        assert then.answered_in == then.version
    else:
        with pytest.raises(StandsAlready if before is after else AlreadyAnswered):
            answered(concern, given(after), CHAIR, concern.version, TODAY)


def test_no_answer_is_a_dead_end():
    for answer in ANSWERS:
        assert any(move.before is answer for move in BOARD_MOVES)


def test_what_lapses_by_clock_or_reply_is_what_the_table_says():
    backs = {(m.before, m.by) for m in MOVES if m.after is BoardAnswer.AWAITED}
    assert backs == {
        (BoardAnswer.ACKNOWLEDGED, By.CLOCK),
        (BoardAnswer.SUPPORT_OFFERED, By.CLOCK),
        (BoardAnswer.ACCEPTED, By.CLOCK),
        (BoardAnswer.QUESTION_ASKED, By.CLOCK),
        (BoardAnswer.QUESTION_ASKED, By.OWNER),
        (BoardAnswer.INTERVENTION_ASKED, By.BOARD),
    }


# ---------------------------------------------------------------- who, and who first


@pytest.mark.parametrize("person", [VISITOR, OLIVE, GONE])
def test_only_members_of_the_board_answer_also_not_those_who_left_it(person):
    with pytest.raises(NotOnTheBoard, match="Only members of the Performance Board"):
        answered(Concern(), given(BoardAnswer.ACKNOWLEDGED), person, 1, TODAY)


@pytest.mark.parametrize("second", ANSWERS)
def test_the_first_answer_of_the_board_stands(second):
    first = answered(Concern(), given(BoardAnswer.ACKNOWLEDGED), CHAIR, 1, TODAY)
    with pytest.raises(AlreadyAnswered, match="Another board member answered this concern first"):
        answered(first, given(second), MEMBER, seen=1, today=TODAY)


def test_a_further_answer_is_given_from_a_card_that_shows_the_first():
    first = answered(Concern(), given(BoardAnswer.ACKNOWLEDGED), CHAIR, 1, TODAY)
    further = answered(first, given(BoardAnswer.ESCALATED), MEMBER, first.version, TODAY)
    assert further.answer is BoardAnswer.ESCALATED


def test_an_old_card_of_a_concern_that_a_figure_moved_shows_where_it_stands():
    moved = Concern(state=RECOVERING, version=2)
    with pytest.raises(HasMovedOn):
        answered(moved, given(BoardAnswer.ACKNOWLEDGED), CHAIR, seen=1, today=TODAY)


@pytest.mark.parametrize("state", [CLOSED, WITHDRAWN])
def test_what_is_over_takes_no_answer(state):
    concern = Concern(state=state)
    assert open_answers(concern) == ()
    with pytest.raises(IsOver):
        answered(concern, given(BoardAnswer.ESCALATED), CHAIR, 1, TODAY)


# ---------------------------------------------------------------- what an answer must say


@pytest.mark.parametrize(
    ("answer", "change", "refusal"),
    [
        (BoardAnswer.ACKNOWLEDGED, {"words": ""}, None),
        (BoardAnswer.ACKNOWLEDGED, {"words": "x" * 1001}, TooLong),
        (BoardAnswer.INTERVENTION_ASKED, {"words": " "}, NothingSaid),
        (BoardAnswer.INTERVENTION_ASKED, {"who": None}, NobodyNamed),
        (BoardAnswer.INTERVENTION_ASKED, {"until": None}, NoDate),
        (BoardAnswer.INTERVENTION_ASKED, {"until": TODAY}, DateInThePast),
        (BoardAnswer.INTERVENTION_ASKED, {"until": TODAY - timedelta(days=1)}, DateInThePast),
        (BoardAnswer.INTERVENTION_ASKED, {"until": TODAY + timedelta(days=1)}, None),
        (BoardAnswer.INTERVENTION_ASKED, {"until": date(2062, 11, 3)}, DateTooFar),
        (BoardAnswer.QUESTION_ASKED, {"words": ""}, NothingSaid),
        (BoardAnswer.QUESTION_ASKED, {"who": None, "until": None}, None),
        (BoardAnswer.SUPPORT_OFFERED, {"who": None}, NobodyNamed),
        (BoardAnswer.SUPPORT_OFFERED, {"words": "\n"}, NothingSaid),
        (BoardAnswer.ACCEPTED, {"words": ""}, NothingSaid),
        (BoardAnswer.ACCEPTED, {"until": None}, NoDate),
        (BoardAnswer.ACCEPTED, {"until": date(2025, 10, 20)}, DateInThePast),
        (BoardAnswer.ACCEPTED, {"until": TODAY + timedelta(days=366)}, None),
        (BoardAnswer.ACCEPTED, {"until": TODAY + timedelta(days=367)}, DateTooFar),
        (BoardAnswer.ESCALATED, {"words": ""}, NothingSaid),
        (BoardAnswer.REFERRED, {"words": ""}, NothingSaid),
    ],
)
def test_what_an_answer_must_say(answer, change, refusal):
    said = replace(given(answer), **change)
    if refusal is None:
        assert answered(Concern(), said, CHAIR, 1, TODAY).answer is answer
    else:
        with pytest.raises(refusal):
            answered(Concern(), said, CHAIR, 1, TODAY)


@pytest.mark.parametrize(
    ("state", "has_intervention", "then"),
    [
        (RAISED, False, ConcernState.RETIRED),
        (RECOVERING, False, ConcernState.RETIRED),
        (RAISED, True, RAISED),
        (RECOVERING, True, RECOVERING),
        (CLOSED, False, CLOSED),
        (WITHDRAWN, False, WITHDRAWN),
    ],
)
def test_a_concern_ends_with_its_indicator_unless_an_intervention_lives(
    state, has_intervention, then
):
    before = Concern(state=state, has_intervention=has_intervention)
    after = after_retirement(before)
    assert after.state is then
    assert (after is before) is (then is state)
    assert after.version == before.version + (then is not state)


def test_no_intervention_is_asked_for_on_a_retired_indicator():
    retired = Concern(is_retired=True)
    assert BoardAnswer.INTERVENTION_ASKED not in open_answers(retired)
    with pytest.raises(IndicatorRetired):
        answered(retired, ASK, CHAIR, 1, TODAY)


@pytest.mark.parametrize(
    "answer", [BoardAnswer.ACKNOWLEDGED, BoardAnswer.INTERVENTION_ASKED, BoardAnswer.ACCEPTED]
)
def test_a_running_intervention_is_the_answer(answer):
    concern = stands(BoardAnswer.AWAITED, has_intervention=True)
    assert answer not in open_answers(concern)
    with pytest.raises(AlreadyIntervening):
        answered(concern, given(answer), CHAIR, concern.version, TODAY)


def test_the_buttons_are_the_moves_that_are_open():
    assert open_answers(Concern()) == ANSWERS
    assert open_answers(stands(BoardAnswer.ACKNOWLEDGED)) == ANSWERS[1:]
    assert open_answers(stands(BoardAnswer.INTERVENTION_ASKED, has_intervention=True)) == (
        BoardAnswer.QUESTION_ASKED,
        BoardAnswer.SUPPORT_OFFERED,
        BoardAnswer.ESCALATED,
        BoardAnswer.REFERRED,
    )


# ---------------------------------------------------------------- asked again


def working_day(count: int) -> date:
    return CALENDAR.after(TODAY, count)


@pytest.mark.parametrize(
    ("answer", "today", "why"),
    [
        (BoardAnswer.AWAITED, working_day(200), None),
        (BoardAnswer.ACKNOWLEDGED, working_day(STALE_AFTER - 1), None),
        (BoardAnswer.ACKNOWLEDGED, working_day(STALE_AFTER), "gone stale"),
        (BoardAnswer.SUPPORT_OFFERED, working_day(STALE_AFTER), "has it helped"),
        (BoardAnswer.QUESTION_ASKED, working_day(NO_REPLY_AFTER - 1), None),
        (BoardAnswer.QUESTION_ASKED, working_day(NO_REPLY_AFTER), "not replied"),
        (BoardAnswer.ACCEPTED, ASKED_BY, None),  # the last day of the acceptance
        (BoardAnswer.ACCEPTED, ASKED_BY + timedelta(days=1), "has ended"),
        (BoardAnswer.INTERVENTION_ASKED, working_day(200), None),
        (BoardAnswer.ESCALATED, working_day(200), None),
        (BoardAnswer.REFERRED, working_day(200), None),
    ],
)
def test_what_has_gone_stale_is_asked_again(answer, today, why):
    concern = stands(answer)
    then = lapsed(concern, today, CALENDAR)
    if why is None:
        assert then is None
    else:
        assert then is not None
        assert (then.answer, then.version) == (BoardAnswer.AWAITED, concern.version + 1)
        assert why in then.why
        assert lapsed(then, today, CALENDAR) is None  # the sweep may run twice


def test_what_lapses_beside_an_intervention_falls_back_to_it():
    concern = stands(BoardAnswer.SUPPORT_OFFERED, has_intervention=True)
    then = lapsed(concern, working_day(STALE_AFTER), CALENDAR)
    assert then is not None
    assert then.answer is BoardAnswer.INTERVENTION_ASKED


@pytest.mark.parametrize("state", [CLOSED, WITHDRAWN])
def test_what_is_over_is_never_asked_again(state):
    assert lapsed(stands(BoardAnswer.ACCEPTED, state=state), working_day(200), CALENDAR) is None


@pytest.mark.parametrize("person", [OLIVE, DORA])
def test_the_owners_reply_brings_the_question_back_to_the_board(person):
    then = replied(
        stands(BoardAnswer.QUESTION_ASKED), "Two voids", person, kpi(owner=OLIVE.id), OLIVE
    )
    assert (then.answer, then.question_on) == (BoardAnswer.AWAITED, None)
    assert then.why == "the owner has replied"


def test_a_reply_after_the_board_went_further_moves_nothing():
    concern = stands(BoardAnswer.ESCALATED, question_on=TODAY)
    then = replied(concern, "Two voids", OLIVE, kpi(owner=OLIVE.id), OLIVE)
    assert (then.answer, then.question_on) == (BoardAnswer.ESCALATED, None)


@pytest.mark.parametrize(
    ("concern", "words", "person", "refusal"),
    [
        (stands(BoardAnswer.QUESTION_ASKED), "Two voids", VISITOR, NotYours),
        (stands(BoardAnswer.QUESTION_ASKED), "", OLIVE, NothingSaid),
        (stands(BoardAnswer.ACKNOWLEDGED), "Two voids", OLIVE, NothingAsked),
        (stands(BoardAnswer.QUESTION_ASKED, state=CLOSED), "Two voids", OLIVE, IsOver),
    ],
)
def test_a_reply_that_cannot_stand(concern, words, person, refusal):
    with pytest.raises(refusal):
        replied(concern, words, person, kpi(owner=OLIVE.id), OLIVE)


# ---------------------------------------------------------------- what figures do to it


@pytest.mark.parametrize(
    ("concern", "state", "answer", "note"),
    [
        (stands(BoardAnswer.INTERVENTION_ASKED, state=RECOVERING, held=CLOSED), CLOSED,
         BoardAnswer.INTERVENTION_ASKED, "Green for 2 periods"),
        (stands(BoardAnswer.INTERVENTION_ASKED, state=RECOVERING, held=WITHDRAWN), WITHDRAWN,
         BoardAnswer.INTERVENTION_ASKED, "leaves no cause"),
        (stands(BoardAnswer.INTERVENTION_ASKED), RAISED, BoardAnswer.AWAITED, "what now?"),
        (stands(BoardAnswer.ESCALATED), RAISED, BoardAnswer.ESCALATED, ""),
        (stands(BoardAnswer.ESCALATED, state=CLOSED), CLOSED, BoardAnswer.ESCALATED, ""),
    ],
)  # fmt: skip
def test_closing_the_intervention_lets_the_concern_end_or_asks_again(concern, state, answer, note):
    after, said = after_the_intervention(replace(concern, has_intervention=True))
    assert (after.state, after.answer, after.has_intervention) == (state, answer, False)
    assert note in said
    assert bool(said) == bool(note)
