"""The whole story of a red figure by the rules alone, and its twin that does not work."""

from dataclasses import replace
from datetime import date

from cycle.improve.answers import BoardAnswer, Given
from cycle.improve.call_in import called_in, explained
from cycle.improve.chase import Owed, chased
from cycle.improve.concern import (
    Concern,
    after_the_intervention,
    answered,
    open_answers,
)
from cycle.improve.intervening import agreed, asked, closed, continued, proposed, started
from cycle.improve.intervention import Stage
from cycle.improve.reconsider import held_open
from cycle.monitor.follow import Follows, followed
from cycle.monitor.success import Praise, successes
from cycle.monitor.working import Progress, findings
from cycle.review.chartable import chart_of_series
from cycle.review.concern import ConcernState, greens_running, next_state, verdict
from cycle.review.schemes import Band
from cycle.review.standing import Evidence, stand
from tests.cycle.asked import ASK, CHAIR, MEERA, MEMBER, OLIVE, TESS, TODAY, proposal
from tests.cycle.made import CALENDAR, kpi, months, period

KPI = kpi(target="85", owner=OLIVE.id)
BEFORE = [70, 72, 71, 69, 70, 73, 71, 70, 72, 71, 69, 72, 71]  # to September 2026


def standing(series, when):
    return stand(KPI, period(when), Evidence(series=series), date(2027, 12, 31), CALENDAR)


def after_a_figure(concern, series, when):
    upto = {p: f for p, f in series.items() if not period(when) < p}
    bands = [standing(upto, str(p)).band for p in sorted(upto)]
    found = verdict(standing(upto, when), upto)
    state = next_state(concern.by_figures, found, greens_running(bands), is_correction=False)
    after, held = held_open(state, concern.has_intervention)
    return replace(concern, state=after, held=held, version=concern.version + 1)


def agreed_upon(concern):
    """A red figure, the board asks, Olive proposes, the board agrees; the clock starts it."""
    concern = answered(concern, ASK, CHAIR, concern.version, TODAY)
    one = asked(ASK, CHAIR, TODAY)
    (due,) = chased(one, ASK.until, CALENDAR)
    assert (due.owed, due.whom) == (Owed.PROPOSAL, OLIVE.id)
    one = proposed(one, proposal(), OLIVE, OLIVE, KPI, one.version, date(2026, 10, 27))
    one = agreed(one, MEMBER, one.version, date(2026, 10, 29))
    one = started(one, date(2026, 11, 2))
    assert one.stage is Stage.RUNNING
    return concern, one


def test_red_asked_proposed_agreed_improves_works_closed_celebrated():
    series = months("2025-09", [*BEFORE, "70", "86", "87"])  # October, November, December
    assert standing(series, "2026-10").band is Band.RED
    concern, one = agreed_upon(Concern())

    concern = after_a_figure(concern, series, "2026-11")
    assert concern.state is ConcernState.RECOVERING
    concern = after_a_figure(concern, series, "2026-12")
    assert (concern.state, concern.held) == (ConcernState.RECOVERING, ConcernState.CLOSED)

    effect = one.proposal.effect
    found = findings(KPI, effect, one.started_on, series, date(2027, 1, 15))
    one, follows = followed(one, found)
    assert (one.stage, follows) == (Stage.WORKING, Follows.PROPOSE_TO_CLOSE)

    one = closed(one, "", CHAIR, one.version, date(2027, 1, 18))
    concern, note = after_the_intervention(concern)
    assert (one.stage, concern.state) == (Stage.CLOSED, ConcernState.CLOSED)
    assert note == "Green for 2 periods in a row."

    now, before = (chart_of_series(KPI, series, upto=period(p)) for p in ("2026-11", "2026-10"))
    (back, *_) = successes(standing(series, "2026-11"), [Band.RED], now, before, intervened=True)
    assert back.praise is Praise.BACK_TO_GREEN


def test_its_twin_does_not_work_continues_is_escalated_and_called_in():
    series = months("2025-09", [*BEFORE, "70", "71", "70", "72"])  # to January 2027
    concern, one = agreed_upon(Concern())

    concern = after_a_figure(concern, series, "2027-01")
    found = findings(KPI, one.proposal.effect, one.started_on, series, date(2027, 2, 12))
    assert [f.progress for f in found] == [
        Progress.TOO_EARLY,
        Progress.TOO_EARLY,
        Progress.NOT_WORKING,
    ]
    one, follows = followed(one, found)
    assert (one.stage, follows) == (Stage.NOT_WORKING, Follows.TELL_THE_BOARD)
    assert concern.state is ConcernState.RAISED

    day = date(2027, 2, 15)
    one = continued(one, "Keys are only half of it", date(2027, 5, 31), CHAIR, one.version, day)
    assert one.stage is Stage.RUNNING
    late = chased(one, day, CALENDAR)
    assert {due.owed for due in late if due.board_hears} == {Owed.MILESTONE, Owed.PROGRESS}

    assert BoardAnswer.ESCALATED in open_answers(concern)
    told = Given(answer=BoardAnswer.ESCALATED, words="Needs money")
    concern = answered(concern, told, CHAIR, concern.version, day)
    assert concern.answer is BoardAnswer.ESCALATED

    call = called_in((KPI.id,), MEERA.id, date(2027, 3, 16), "Why so long?", TESS, day)
    call = explained(call, "We lack two staff", MEERA, MEERA, date(2027, 2, 22))
    assert call.explanation == "We lack two staff"
