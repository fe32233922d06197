"""The life of an intervention, step by step, and who may take each."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from cycle.acting import heir
from cycle.improve import intervention as picture
from cycle.improve.intervening import (
    agreed,
    asked,
    closed,
    continued,
    handed_to,
    loses_its_measure,
    milestone_done,
    postponed,
    proposed,
    reassigned,
    sent_back,
    shown_by_a_figure,
    started,
    told_progress,
)
from cycle.improve.intervention import BY, MOVES, Origin, Stage, Step
from cycle.improve.permissions import By, may_be_named
from cycle.improve.proposal import (
    EffectBeforeStart,
    EndsBeforeItBegins,
    MilestoneAfterEffect,
    NoAction,
    NoCause,
    NoEffect,
    NoImprovement,
    NoMilestone,
    NotJudged,
    OutOfOrder,
    TooManyMilestones,
    proposal_faults,
)
from cycle.improve.refusals import (
    BeyondTheEnd,
    IndicatorRetired,
    IsOver,
    MayOnlyLook,
    NobodyNamed,
    NotLater,
    NotOnTheBoard,
    NotYourOwn,
)
from cycle.plan.indicator import Kind, Polarity
from cycle.refusals import (
    DateInThePast,
    DateTooFar,
    HasMovedOn,
    NoDate,
    NothingSaid,
    NotNow,
    NotTheOwner,
    NotTheTeam,
    TooLong,
)
from tests.cycle.asked import (
    ASK,
    CHAIR,
    DORA,
    GONE,
    MEERA,
    MEMBER,
    OLIVE,
    TESS,
    TODAY,
    VISITOR,
    arrows,
    effect,
    intervention,
    proposal,
)
from tests.cycle.made import kpi

LATER = date(2027, 3, 31)
STAGES = list(Stage)


def taken(one, step, person=None):
    """The step, taken by someone who may."""
    seen = one.version
    match step:
        case Step.PROPOSE:
            return proposed(one, proposal(), person or OLIVE, OLIVE, kpi(), seen, TODAY)
        case Step.SEND_BACK:
            return sent_back(one, "No dates", LATER, person or CHAIR, seen, TODAY)
        case Step.AGREE:
            return agreed(one, person or CHAIR, seen, TODAY)
        case Step.CONTINUE:
            return continued(one, "Give it time", LATER, person or CHAIR, seen, TODAY)
        case Step.CLOSE:
            return closed(one, "Done", person or CHAIR, seen, TODAY)
        case Step.POSTPONE:
            until = date(2026, 11, 30)
            return postponed(one, 0, until, "Keys came late", person or OLIVE, OLIVE, seen, TODAY)
        case Step.HAND_OVER:
            return handed_to(replace(one, owner=None), MEERA, person or TESS, seen)
        case Step.START:
            return started(one, date(2026, 11, 2))
        case _:
            return shown_by_a_figure(one, step)


# ---------------------------------------------------------------- the table


def test_the_picture_shows_every_move_and_no_other():
    drawn = {arrow for arrow in arrows(picture.__doc__) if "[*]" not in arrow}
    known = {(a.name.lower(), b.name.lower()) for (a, _), b in MOVES.items() if a is not b}
    assert drawn == known
    assert {state.name.lower() for state in Stage} <= {name for pair in drawn for name in pair}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("step", Step)
def test_a_step_leads_where_the_table_says_and_no_other_way(stage, step):
    one = intervention(stage)
    after = MOVES.get((stage, step))
    if after is not None:
        assert taken(one, step).stage is after
    elif BY[step] in (By.CLOCK, By.FIGURE):
        assert taken(one, step) == one  # Steward's own steps do nothing where they do not belong
    else:
        with pytest.raises(IsOver if stage is Stage.CLOSED else NotNow):
            taken(one, step)


def test_every_stage_but_the_last_leads_on_and_someone_may_take_every_step():
    assert {stage for stage, _ in MOVES} == set(Stage) - {Stage.CLOSED}
    assert set(BY) == set(Step) == {step for _, step in MOVES}


@pytest.mark.parametrize(
    ("stage", "step"),
    [(stage, step) for stage, step in MOVES if BY[step] is By.BOARD],
)
@pytest.mark.parametrize("person", [OLIVE, TESS, VISITOR, GONE])
def test_what_is_the_boards_nobody_else_does(stage, step, person):
    with pytest.raises(NotOnTheBoard):
        taken(intervention(stage), step, person)


@pytest.mark.parametrize("person", [CHAIR, TESS, MEERA, VISITOR])
def test_only_who_was_asked_proposes(person):
    with pytest.raises(NotTheOwner):
        taken(intervention(), Step.PROPOSE, person)


def test_the_deputy_may_propose():
    assert taken(intervention(), Step.PROPOSE, DORA).proposed_by == DORA.id


def test_whoever_proposed_does_not_agree_to_it():
    both = replace(CHAIR, id=OLIVE.id)
    with pytest.raises(NotYourOwn):
        taken(intervention(Stage.PROPOSED), Step.AGREE, both)


@pytest.mark.parametrize("step", [Step.AGREE, Step.SEND_BACK, Step.CLOSE])
def test_of_two_members_who_press_at_once_the_first_stands(step):
    one = intervention(Stage.PROPOSED)
    first = agreed(one, CHAIR, one.version, TODAY)
    calls = {
        Step.AGREE: lambda: agreed(first, MEMBER, one.version, TODAY),
        Step.SEND_BACK: lambda: sent_back(first, "No", LATER, MEMBER, one.version, TODAY),
        Step.CLOSE: lambda: closed(first, "No", MEMBER, one.version, TODAY),
    }
    with pytest.raises(HasMovedOn):
        calls[step]()


# ---------------------------------------------------------------- what each step keeps


def test_an_intervention_begins_with_what_the_board_asks():
    one = asked(ASK, CHAIR, TODAY)
    assert (one.stage, one.what, one.owner) == (Stage.ASKED, "Let homes faster", OLIVE.id)
    assert (one.asked_by, one.propose_by) == (CHAIR.id, ASK.until)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"words": ""}, NothingSaid),
        ({"who": None}, NobodyNamed),
        ({"until": TODAY}, DateInThePast),
    ],
)
def test_an_intervention_is_not_asked_for_by_halves(change, refusal):
    with pytest.raises(refusal):
        asked(replace(ASK, **change), CHAIR, TODAY)


def test_what_is_sent_back_says_why_and_by_when():
    one = taken(intervention(Stage.PROPOSED), Step.SEND_BACK)
    assert (one.returned, one.propose_by) == ("No dates", LATER)
    again = taken(one, Step.PROPOSE)
    assert (again.stage, again.returned) == (Stage.PROPOSED, "")
    with pytest.raises(NothingSaid):
        sent_back(intervention(Stage.PROPOSED), "", LATER, CHAIR, 1, TODAY)
    with pytest.raises(DateInThePast):
        sent_back(intervention(Stage.PROPOSED), "No", TODAY, CHAIR, 1, TODAY)


@pytest.mark.parametrize(
    ("agreed_on", "today", "started_on"),
    [
        (date(2026, 10, 20), date(2026, 11, 1), None),
        (date(2026, 10, 20), date(2026, 11, 2), date(2026, 11, 2)),
        (date(2026, 10, 20), date(2026, 11, 9), date(2026, 11, 2)),  # the sweep was down
        (date(2026, 11, 5), date(2026, 11, 5), date(2026, 11, 5)),  # agreed late
    ],
)
def test_it_starts_on_its_day_and_never_before_it_was_agreed(agreed_on, today, started_on):
    one = started(intervention(Stage.AGREED, agreed_on=agreed_on), today)
    assert one.started_on == started_on
    assert one.stage is (Stage.AGREED if started_on is None else Stage.RUNNING)


def test_what_continues_has_a_new_day_for_the_same_effect():
    one = taken(intervention(Stage.NOT_WORKING), Step.CONTINUE)
    assert one.proposal is not None
    assert one.proposal.effect == effect(by=LATER)


def test_closing_needs_a_reason_unless_it_works():
    assert closed(intervention(Stage.WORKING), "", CHAIR, 1, TODAY).closed_by == CHAIR.id
    for stage in (Stage.ASKED, Stage.RUNNING, Stage.NOT_WORKING):
        with pytest.raises(NothingSaid):
            closed(intervention(stage), " ", CHAIR, 1, TODAY)


def test_an_agreed_effect_must_be_measurable_still():
    with pytest.raises(IndicatorRetired):
        agreed(intervention(Stage.PROPOSED), CHAIR, 1, TODAY, is_retired=True)


def test_no_person_takes_a_figures_step_for_it():
    with pytest.raises(ValueError, match="never"):
        shown_by_a_figure(intervention(Stage.RUNNING), Step.CLOSE)


# ---------------------------------------------------------------- the proposal

DAY = timedelta(days=1)
NOV, DEC = date(2026, 11, 16), date(2026, 12, 14)


@pytest.mark.parametrize(
    ("offered", "terms", "fault"),
    [
        (proposal(), {}, None),
        (proposal(starts=TODAY), {}, None),
        (proposal(starts=TODAY - DAY), {}, DateInThePast),
        (proposal(cause=" "), {}, NoCause),
        (proposal(action=""), {}, NoAction),
        (proposal(milestones=()), {}, NoMilestone),
        (proposal(*[NOV] * 7), {}, TooManyMilestones),
        (proposal(NOV, NOV), {}, None),  # two on one day
        (proposal(NOV, DEC, NOV + DAY), {}, OutOfOrder),
        (proposal(DEC, NOV), {}, EndsBeforeItBegins),
        (proposal(TODAY + DAY, TODAY + 2 * DAY), {}, EndsBeforeItBegins),  # before it starts
        (proposal(TODAY - DAY, NOV), {}, DateInThePast),
        (proposal(TODAY, NOV), {}, DateInThePast),
        (proposal(NOV, date(2062, 12, 14), effect=effect(by=date(2062, 12, 20))), {}, DateTooFar),
        (proposal(effect=None), {}, NoEffect),
        (proposal(effect=effect(by=TODAY)), {}, DateInThePast),
        (proposal(effect=effect(by=date(2026, 11, 2))), {}, EffectBeforeStart),
        (proposal(effect=effect(by=DEC - DAY)), {}, MilestoneAfterEffect),
        (proposal(effect=effect(by=DEC)), {}, None),
        (proposal(effect=effect(target=Decimal(71))), {}, NoImprovement),
        (proposal(effect=effect(target=Decimal(70))), {}, NoImprovement),
        (proposal(effect=effect(target=Decimal(70))), {"polarity": Polarity.LOWER}, None),
        (proposal(), {"polarity": Polarity.LOWER}, NoImprovement),
        (proposal(), {"polarity": Polarity.NONE}, NotJudged),
        (proposal(), {"kind": Kind.STATISTIC}, NotJudged),
        (proposal(), {"polarity": Polarity.RANGE, "range_low": "80", "range_high": "90"}, None),
        (proposal(effect=effect(start=Decimal(82))),
         {"polarity": Polarity.RANGE, "range_low": "80", "range_high": "90"}, NoImprovement),
    ],
)  # fmt: skip
def test_a_proposal_that_can_stand_and_those_that_cannot(offered, terms, fault):
    found = {type(one.refusal) for one in proposal_faults(offered, kpi(**terms), TODAY)}
    assert (fault in found) if fault else not found


def test_every_fault_of_a_proposal_is_named_at_its_place_and_the_first_is_raised():
    bad = proposal(TODAY, TODAY - DAY, cause="", effect=effect(target=Decimal(10)))
    named = [(one.place, type(one.refusal)) for one in proposal_faults(bad, kpi(), TODAY)]
    assert named == [
        ("cause", NoCause),
        ("milestone_1_due", DateInThePast),
        ("milestone_2_due", DateInThePast),
        ("milestone_2_due", EndsBeforeItBegins),
        ("milestone_2_due", OutOfOrder),
        ("effect_to", NoImprovement),
    ]
    with pytest.raises(NoCause, match="Say what the cause is"):
        proposed(intervention(), bad, OLIVE, OLIVE, kpi(), 1, TODAY)


@pytest.mark.parametrize(
    ("stage", "about", "retired", "loses"),
    [
        (Stage.ASKED, 1, {1}, True),
        (Stage.ASKED, 2, {1}, False),
        (Stage.ASKED, None, {1}, False),
        (Stage.PROPOSED, 2, {1}, True),
        (Stage.RUNNING, 2, {1}, True),
        (Stage.RUNNING, 2, {2}, False),
        (Stage.CLOSED, 2, {1}, False),
    ],
)
def test_what_is_to_show_the_effect_may_be_retired(stage, about, retired, loses):
    """The effect of `asked.effect` is promised by indicator 1."""
    assert loses_its_measure(intervention(stage), about, retired) is loses


def test_a_recommendation_without_an_effect_loses_no_measure():
    one = intervention(Stage.RUNNING, proposal=proposal(effect=None), origin=Origin.AUDIT)
    assert not loses_its_measure(one, 1, {1})


def test_no_effect_is_promised_by_a_retired_indicator():
    (fault,) = proposal_faults(proposal(), kpi(), TODAY, is_retired=True)
    assert fault.place == "effect_indicator"
    assert isinstance(fault.refusal, IndicatorRetired)


def test_a_recommendation_of_audit_may_have_no_indicator():
    one = asked(ASK, CHAIR, TODAY, Origin.AUDIT)
    done = proposed(one, proposal(effect=None), OLIVE, OLIVE, None, 1, TODAY)
    assert done.stage is Stage.PROPOSED


# ---------------------------------------------------------------- progress and milestones


def test_a_milestone_reached_is_progress_told():
    one = milestone_done(intervention(Stage.RUNNING), 0, OLIVE, OLIVE, NOV)
    assert one.proposal is not None
    assert [m.done_on for m in one.proposal.milestones] == [NOV, None]
    assert one.progress_on == NOV
    with pytest.raises(NotNow):
        milestone_done(one, 0, OLIVE, OLIVE, NOV)


def test_who_a_milestone_names_may_say_it_is_done_and_nobody_else():
    offered = proposal()
    steps = (replace(offered.milestones[0], who=MEERA.id), offered.milestones[1])
    one = intervention(Stage.RUNNING, proposal=replace(offered, milestones=steps))
    assert milestone_done(one, 0, MEERA, OLIVE, NOV).progress_on == NOV
    for place, person in ((1, MEERA), (0, VISITOR)):
        with pytest.raises(NotTheOwner):
            milestone_done(one, place, person, OLIVE, NOV)


@pytest.mark.parametrize("place", [-1, 2])
def test_a_milestone_that_is_not_there(place):
    with pytest.raises(NotNow):
        milestone_done(intervention(Stage.RUNNING), place, OLIVE, OLIVE, NOV)


@pytest.mark.parametrize(
    ("stage", "words", "person", "refusal"),
    [
        (Stage.RUNNING, "Half done", OLIVE, None),
        (Stage.NOT_WORKING, "Half done", DORA, None),
        (Stage.RUNNING, "", OLIVE, NothingSaid),
        (Stage.RUNNING, "Half done", VISITOR, NotTheOwner),
        (Stage.ASKED, "Half done", OLIVE, NotNow),
        (Stage.CLOSED, "Half done", OLIVE, IsOver),
    ],
)
def test_progress_in_words(stage, words, person, refusal):
    one = intervention(stage)
    if refusal is None:
        assert told_progress(one, words, person, OLIVE, DEC).progress_on == DEC
    else:
        with pytest.raises(refusal):
            told_progress(one, words, person, OLIVE, DEC)


# ---------------------------------------------------------------- a later day for a milestone

END = date(2027, 1, 31)  # by when the effect is promised


@pytest.mark.parametrize(
    ("place", "until", "words", "person", "today", "refusal"),
    [
        (0, NOV + DAY, "Keys came late", OLIVE, TODAY, None),
        (0, NOV + DAY, "Keys came late", DORA, TODAY, None),  # her deputy
        (0, DEC + DAY, "Keys came late", OLIVE, TODAY, None),  # past the next milestone
        (1, END, "Keys came late", OLIVE, TODAY, None),  # the end itself
        (1, END + DAY, "Keys came late", OLIVE, TODAY, BeyondTheEnd),
        (0, DEC, "Keys came late", OLIVE, NOV + 9 * DAY, None),  # overdue already
        (0, NOV, "Keys came late", OLIVE, TODAY, NotLater),
        (0, NOV - DAY, "Keys came late", OLIVE, TODAY, NotLater),
        (0, NOV + DAY, "Keys came late", OLIVE, NOV + DAY, DateInThePast),
        (0, date(2062, 1, 1), "Keys came late", OLIVE, TODAY, DateTooFar),
        (0, None, "Keys came late", OLIVE, TODAY, NoDate),
        (0, NOV + DAY, " ", OLIVE, TODAY, NothingSaid),
        (0, NOV + DAY, "x" * 1001, OLIVE, TODAY, TooLong),
        (1, END + DAY, "", OLIVE, TODAY, NothingSaid),  # the board too is told why
        (0, NOV + DAY, "Keys came late", CHAIR, TODAY, NotTheOwner),
        (0, NOV + DAY, "Keys came late", TESS, TODAY, NotTheOwner),
        (0, NOV + DAY, "Keys came late", MEERA, TODAY, NotTheOwner),
        (0, NOV + DAY, "Keys came late", VISITOR, TODAY, NotTheOwner),
        (-1, NOV + DAY, "Keys came late", OLIVE, TODAY, NotNow),
        (2, NOV + DAY, "Keys came late", OLIVE, TODAY, NotNow),
    ],
)
def test_how_far_an_owner_moves_a_milestone(place, until, words, person, today, refusal):
    one = intervention(Stage.RUNNING)
    if refusal is not None:
        with pytest.raises(refusal):
            postponed(one, place, until, words, person, OLIVE, one.version, today)
        return
    after = postponed(one, place, until, words, person, OLIVE, one.version, today)
    assert after.proposal is not None
    step = after.proposal.milestones[place]
    assert (step.due, step.moved, after.version) == (until, 1, one.version + 1)
    assert after.proposal.end == END
    assert (after.stage, after.progress_on) == (one.stage, one.progress_on)


@pytest.mark.parametrize(
    ("times", "words"), [(0, ""), (1, "moved once"), (2, "moved twice"), (3, "moved 3 times")]
)
def test_how_often_a_milestone_was_moved_is_counted(times, words):
    one = intervention(Stage.NOT_WORKING)
    for n in range(1, times + 1):
        one = postponed(one, 0, NOV + n * DAY, "Late", OLIVE, OLIVE, one.version, TODAY)
    assert one.proposal is not None
    assert [step.moved_words for step in one.proposal.milestones] == [words, ""]


def test_what_is_reached_or_has_moved_on_is_not_put_off():
    reached = milestone_done(intervention(Stage.RUNNING), 0, OLIVE, OLIVE, NOV)
    with pytest.raises(NotNow):
        postponed(reached, 0, DEC, "Late", OLIVE, OLIVE, reached.version, NOV)
    with pytest.raises(HasMovedOn):
        postponed(reached, 1, END, "Late", OLIVE, OLIVE, reached.version - 1, NOV)


def test_without_a_promise_the_last_milestone_is_the_end():
    one = intervention(Stage.RUNNING, proposal=proposal(effect=None))
    assert postponed(one, 0, DEC, "Late", OLIVE, OLIVE, 1, TODAY).version == 2
    with pytest.raises(BeyondTheEnd):
        postponed(one, 1, DEC + DAY, "Late", OLIVE, OLIVE, 1, TODAY)


# ---------------------------------------------------------------- a person who leaves


@pytest.mark.parametrize(
    ("remaining", "to"),
    [((DORA, MEERA), DORA.id), ((MEERA,), MEERA.id), ((VISITOR,), None), ((OLIVE,), None)],
)
def test_the_actions_of_one_who_leaves_go_to_deputy_then_manager(remaining, to):
    assert heir(OLIVE, {person.id: person for person in remaining}) == to


def test_nothing_is_left_with_one_who_leaves():
    offered = proposal()
    reached = replace(offered.milestones[0], who=OLIVE.id, done_on=NOV)
    steps = (reached, replace(offered.milestones[1], who=OLIVE.id))
    one = intervention(Stage.RUNNING, proposal=replace(offered, milestones=steps))
    then = reassigned(one, OLIVE.id, DORA.id)
    assert then.proposal is not None
    assert (then.owner, then.version) == (DORA.id, 2)
    assert [m.who for m in then.proposal.milestones] == [OLIVE.id, DORA.id]
    assert taken(replace(one, stage=Stage.CLOSED), Step.START).owner == OLIVE.id


def test_what_was_not_theirs_or_is_closed_stays():
    one = intervention(Stage.RUNNING)
    assert reassigned(one, MEERA.id, DORA.id) == one
    over = intervention(Stage.CLOSED)
    assert reassigned(over, OLIVE.id, DORA.id) == over


def test_what_nobody_inherits_the_performance_team_hands_on():
    orphan = reassigned(intervention(), OLIVE.id, None)
    with pytest.raises(NotTheOwner):
        proposed(orphan, proposal(), OLIVE, OLIVE, kpi(), orphan.version, TODAY)
    assert (orphan.owner, orphan.is_orphaned) == (None, True)
    then = handed_to(orphan, MEERA, TESS, orphan.version)
    assert (then.owner, then.stage, then.is_orphaned) == (MEERA.id, orphan.stage, False)
    assert proposed(then, proposal(), MEERA, MEERA, kpi(), then.version, TODAY).owner == MEERA.id


@pytest.mark.parametrize(
    ("owner", "to", "by", "seen", "refusal"),
    [
        (None, MEERA, CHAIR, 1, NotTheTeam),
        (None, MEERA, OLIVE, 1, NotTheTeam),
        (None, MEERA, VISITOR, 1, NotTheTeam),
        (None, MEERA, TESS, 2, HasMovedOn),
        (OLIVE.id, MEERA, TESS, 1, NotNow),
        (None, None, TESS, 1, NobodyNamed),
        (None, VISITOR, TESS, 1, MayOnlyLook),
        (None, replace(OLIVE, roles=frozenset()), TESS, 1, MayOnlyLook),
    ],
)
def test_a_hand_over_that_cannot_stand(owner, to, by, seen, refusal):
    with pytest.raises(refusal):
        handed_to(intervention(Stage.RUNNING, owner=owner), to, by, seen)


def test_of_two_of_the_team_who_name_somebody_at_once_the_first_stands():
    orphan = intervention(owner=None)
    first = handed_to(orphan, MEERA, TESS, orphan.version)
    with pytest.raises(HasMovedOn):
        handed_to(first, DORA, TESS, orphan.version)


def test_a_service_s_own_people_are_offered_first_and_nobody_who_may_only_look():
    own = replace(OLIVE, services=frozenset({"Housing"}))
    offered = may_be_named([CHAIR, VISITOR, TESS, own], "Housing")
    assert offered == [own, CHAIR, TESS]
