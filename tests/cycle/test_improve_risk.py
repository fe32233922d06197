"""The risk register: the matrix, the links, and the question whether a risk is becoming real."""

from datetime import timedelta

import pytest

from cycle.improve.duties import DUTY, BoardDuty, Matter, under_headings
from cycle.improve.refusals import IsOver
from cycle.improve.risk import (
    Impact,
    Level,
    Likelihood,
    NotYourRisk,
    OffTheMatrix,
    Risk,
    RiskStatus,
    answered,
    linked,
    on_the_matrix,
    prompts,
    unwatched,
    watched_by,
    without_risk,
)
from cycle.plan.indicator import Kind
from cycle.refusals import HasMovedOn, NothingSaid, NotTheTeam
from cycle.review.concern import Verdict
from cycle.review.deteriorating import Trigger
from tests.cycle.asked import CHAIR, DORA, MEERA, OLIVE, TESS, TODAY
from tests.cycle.made import kpi


def risk(**more):
    """R-07, owned by Olive, possible × moderate, watched by indicator 1."""
    plain = {
        "ref": "R-07",
        "title": "Homelessness rises",
        "owner": OLIVE.id,
        "likelihood": Likelihood.POSSIBLE,
        "impact": Impact.MODERATE,
        "indicators": frozenset({1}),
    }
    return Risk(**{**plain, **more})


@pytest.mark.parametrize(
    ("likelihood", "impact", "score", "level"),
    [
        (1, 1, 1, Level.LOW),
        (2, 2, 4, Level.LOW),
        (1, 5, 5, Level.MEDIUM),
        (5, 1, 5, Level.MEDIUM),
        (2, 5, 10, Level.MEDIUM),
        (3, 4, 12, Level.HIGH),
        (4, 4, 16, Level.HIGH),
        (4, 5, 20, Level.VERY_HIGH),
        (5, 5, 25, Level.VERY_HIGH),
    ],
)
def test_the_matrix_gives_a_score_and_a_word(likelihood, impact, score, level):
    one = risk(likelihood=Likelihood(likelihood), impact=Impact(impact))
    assert (one.score, one.level) == (score, level)


@pytest.mark.parametrize(("likelihood", "impact"), [(0, 3), (3, 6), (-1, 1), (26, 1)])
def test_off_the_matrix_there_is_nothing(likelihood, impact):
    with pytest.raises(OffTheMatrix, match="from 1 to 5"):
        on_the_matrix(likelihood, impact)


def test_a_risk_in_words():
    one = risk(likelihood=Likelihood.ALMOST_CERTAIN)
    assert one.words == "R-07 Homelessness rises: 15, high (almost certain × moderate)"


@pytest.mark.parametrize("person", [OLIVE, DORA])
def test_the_owner_or_deputy_scores_it_anew(person):
    then = answered(risk(), person, OLIVE, 1, "", (4, 4))
    assert (then.score, then.version) == (16, 2)


def test_a_note_alone_leaves_the_score():
    then = answered(risk(), OLIVE, OLIVE, 1, "Seasonal, no change")
    assert (then.score, then.version) == (9, 2)


@pytest.mark.parametrize(
    ("one", "person", "seen", "words", "score", "refusal"),
    [
        (risk(), MEERA, 1, "x", None, NotYourRisk),
        (risk(), CHAIR, 1, "x", (1, 1), NotYourRisk),
        (risk(owner=None), OLIVE, 1, "x", None, NotYourRisk),
        (risk(status=RiskStatus.CLOSED), OLIVE, 1, "x", None, IsOver),
        (risk(version=2), OLIVE, 1, "x", None, HasMovedOn),
        (risk(), OLIVE, 1, "", None, NothingSaid),
        (risk(), OLIVE, 1, "x", (0, 6), OffTheMatrix),
    ],
)
def test_an_answer_to_a_risk_that_cannot_stand(one, person, seen, words, score, refusal):
    with pytest.raises(refusal):
        answered(one, person, OLIVE, seen, words, score)


def test_the_performance_team_links_risks_and_indicators():
    assert linked(risk(), [2, 3], TESS).indicators == {2, 3}
    with pytest.raises(NotTheTeam):
        linked(risk(), [2], OLIVE)


def test_the_risks_an_indicator_watches_come_worst_first():
    worst = risk(ref="R-09", impact=Impact.SEVERE)
    over = risk(ref="R-01", status=RiskStatus.CLOSED)
    other = risk(ref="R-02", indicators=frozenset({2}))
    assert watched_by(1, [risk(), worst, over, other]) == [worst, risk()]


def test_a_kpi_without_an_open_risk_is_named_and_a_pi_is_not():
    watched, bare, pi = kpi(), kpi(id=2, ref="HOU-02"), kpi(id=3, kind=Kind.PI)
    assert without_risk([watched, bare, pi], [risk()], TODAY) == [bare]
    assert without_risk([watched], [risk(status=RiskStatus.CLOSED)], TODAY) == [watched]


def test_a_retired_kpi_needs_no_risk():
    gone = kpi(id=2, ref="HOU-02", retired_from=TODAY)
    assert without_risk([kpi(), gone], [], TODAY) == [kpi()]
    assert without_risk([gone], [], TODAY - timedelta(days=1)) == [gone]


@pytest.mark.parametrize(
    ("watching", "is_retired", "status", "alone"),
    [
        ({1}, False, RiskStatus.OPEN, False),
        ({1}, True, RiskStatus.OPEN, True),
        (set(), False, RiskStatus.OPEN, True),
        ({1, 2}, True, RiskStatus.OPEN, False),
        (set(), False, RiskStatus.CLOSED, False),
    ],
)
def test_a_risk_that_only_retired_indicators_watch_is_watched_by_none(
    watching, is_retired, status, alone
):
    first = kpi(retired_from=TODAY if is_retired else None)
    one = risk(indicators=frozenset(watching), status=status)
    found = unwatched([one], [first, kpi(id=2, ref="HOU-02")], TODAY)
    assert found == ([one] if alone else [])


@pytest.mark.parametrize(
    ("triggers", "prompts_risk", "asks"),
    [
        ((Trigger.RED,), True, False),  # red is no deterioration
        ((Trigger.RED, Trigger.BAND), True, True),
        ((Trigger.RUN,), True, True),
        ((Trigger.CHART,), True, True),
        ((Trigger.BAND,), False, False),  # within usual variation
    ],
)
def test_a_deteriorating_indicator_asks_the_owners_of_its_risks(triggers, prompts_risk, asks):
    verdict = Verdict(triggers, "Why.", prompts_risk=prompts_risk)
    found = prompts(kpi(), verdict, [risk(), risk(ref="R-02", indicators=frozenset())])
    assert [prompt.risk.ref for prompt in found] == (["R-07"] if asks else [])
    assert all("a possible sign of an underlying risk becoming real" in p.sentence for p in found)


def test_a_prompt_rescores_nothing():
    one = risk()
    (prompt,) = prompts(kpi(), Verdict((Trigger.RUN,), "Why."), [one])
    assert prompt.risk == one


def test_every_matter_has_one_duty_and_every_duty_a_matter_and_a_heading():
    assert set(DUTY) == set(Matter)
    assert set(DUTY.values()) == set(BoardDuty)
    assert [duty.value for duty in BoardDuty] == list("abcdef")
    assert all(duty.heading for duty in BoardDuty)


def test_a_paper_has_every_heading_also_the_empty_ones():
    found = under_headings([(Matter.SUCCESS, "HOU-01"), (Matter.CONCERN, "HOU-02")])
    assert list(found) == list(BoardDuty)
    assert found[BoardDuty.CELEBRATE] == ["HOU-01"]
    assert found[BoardDuty.RISK] == []
