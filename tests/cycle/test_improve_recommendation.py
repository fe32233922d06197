"""Recommendations of audit and inspection: the table read, and how each is followed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cycle.improve.chase import Owed, chased
from cycle.improve.intervening import is_to_improve, loses_its_measure
from cycle.improve.intervention import Origin, Stage
from cycle.improve.recommendation import Recommendation, asked, met, restated
from cycle.improve.recommendation_rows import (
    COLUMNS,
    KnownRecommendation,
    Read,
    RecommendationReader,
)
from cycle.plan.cells import Cells
from cycle.plan.directory import NotInDirectory
from tests.cycle.asked import (
    CHAIR,
    MEERA,
    OLIVE,
    TESS,
    TODAY,
    VISITOR,
    effect,
    intervention,
    proposal,
)
from tests.cycle.made import CALENDAR, kpi

DUE = date(2027, 3, 31)
IDS = {"olive": OLIVE.id, "meera": MEERA.id, "tess": TESS.id, "vic": VISITOR.id}
GONE = kpi(id=2, ref="HOU-02", retired_from=TODAY)
PLAIN = {
    "ref": "IA-26-07",
    "source": "audit",
    "recommendation": "Check the keys every night",
    "indicator": "hou-01",
    "owner": "olive",
    "asked_by": "tess",
    "due": "2027-03-31",
    "status": "",
    "reason": "",
}


def recommendation(**more) -> Recommendation:
    plain = {
        "reference": "IA-26-07",
        "origin": Origin.AUDIT,
        "what": "Check the keys every night",
        "indicator": 1,
        "owner": OLIVE.id,
        "asked_by": TESS.id,
        "due": DUE,
    }
    return Recommendation(**{**plain, **more})


FOLLOWED = asked(recommendation(), TODAY, CALENDAR)


def find(text: str) -> int:
    if text not in IDS:
        raise NotInDirectory(f"nobody is known by the e-mail or exact name “{text}”")
    return IDS[text]


def read(*rows: Cells, known: dict[str, KnownRecommendation] | None = None) -> Read:
    reader = RecommendationReader(
        find=find,
        indicators={"hou-01": kpi(), "hou-02": GONE},
        known=known or {},
        today=TODAY,
        lookers={VISITOR.id},
    )
    return reader.read(rows)


def row(**cells: str) -> Cells:
    return Cells(2, {**PLAIN, **cells})


def said(cells: Cells) -> list[str]:
    return [f"{fault.column}: {fault.reason}" for fault in cells.faults]


# ---------------------------------------------------------------- the table


def test_a_row_is_read_whole():
    cells = row()
    assert set(PLAIN) == set(COLUMNS)
    assert read(cells) == Read({"ia-26-07": recommendation()}, {}, ())
    assert said(cells) == []
    inspected = read(row(source="Inspection", due="31/3/2027"))
    assert inspected.to_follow["ia-26-07"] == recommendation(origin=Origin.INSPECTION)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"ref": ""}, "ref: is blank, and must be given."),
        ({"ref": "x" * 41}, "ref: has 41 characters; 40 are the most."),
        ({"source": ""}, "source: is blank: write audit or inspection."),
        ({"source": "peer"}, "source: “peer” is none of the choices: write audit or inspection."),
        ({"recommendation": " "}, "recommendation: is blank: say what is recommended."),
        ({"recommendation": "x" * 1001}, "recommendation: has 1,001 characters; 1,000 are the"),
        ({"indicator": ""}, "indicator: is blank: name the indicator of the service"),
        ({"indicator": "HOU-99"}, "indicator: there is no indicator “HOU-99” in the register."),
        (
            {"indicator": "HOU-02"},
            "indicator: “HOU-02”: Retired from 20 October 2026. Name one that is still measured.",
        ),
        ({"owner": ""}, "owner: is blank: name who is to propose the action."),
        ({"owner": "bob"}, "owner: nobody is known by the e-mail or exact name “bob”: import peo"),
        ({"owner": "vic"}, "owner: “vic” has left, or may only look: name somebody else."),
        ({"asked_by": ""}, "asked_by: is blank: name who follows it up for the council."),
        ({"due": ""}, "due: is blank: give the day by which it is to be met."),
        ({"due": "March"}, "due: “March” is not a day: write it as 2026-04-01."),
        ({"due": "2026-10-20"}, "due: 20 October 2026 is past: give the day to which it was put"),
        ({"due": "2062-03-31"}, "due: 31 March 2062 is too far ahead: is the year mistyped?"),
        ({"status": "gone"}, "status: “gone” is none of the choices: write open or closed."),
    ],
)
def test_what_cannot_stand_is_named(cells, says):
    given = row(**cells)
    read(given)
    (fault,) = said(given)
    assert fault.startswith(says)


def test_what_is_closed_and_was_never_followed_is_left_out_whatever_else_it_says():
    cells = row(status="closed", owner="bob", due="2020-01-01")
    assert read(cells) == Read({}, {}, ("IA-26-07",))
    assert said(cells) == []


KNOWN = {"ia-26-07": KnownRecommendation(FOLLOWED, 1)}


def test_a_reference_is_known_in_whatever_letters():
    cells = row(ref="ia-26-07")
    found = read(cells, known=KNOWN)
    assert found.to_follow["ia-26-07"].reference == "IA-26-07"
    assert said(cells) == []


@pytest.mark.parametrize(
    ("known", "cells", "says"),
    [
        (FOLLOWED, {}, []),
        (replace(FOLLOWED, due=TODAY), {"due": TODAY.isoformat()}, []),
        (FOLLOWED, {"due": "2026-10-01"}, ["due: 1 October 2026 is past"]),
        (FOLLOWED, {"source": "inspection"}, ["source: this is followed as a recommendation of"]),
        (FOLLOWED, {"indicator": "HOU-02"}, ["indicator: it is followed on another already"]),
        (FOLLOWED, {"status": "closed"}, ["reason: is blank: say how it was met."]),
        (FOLLOWED, {"status": "closed", "reason": "Done"}, []),
        (met(FOLLOWED, "Done", TODAY), {"source": "inspection", "due": "2026-10-01"}, []),
    ],
)
def test_one_that_is_followed_may_change_but_not_become_another(known, cells, says):
    given = row(**cells)
    read(given, known={"ia-26-07": KnownRecommendation(known, 1)})
    assert len(said(given)) == len(says)
    assert all(a.startswith(b) for a, b in zip(said(given), says, strict=True))


# ---------------------------------------------------------------- how it is followed


@pytest.mark.parametrize(
    ("due", "propose_by"),
    [(DUE, date(2026, 11, 3)), (date(2026, 10, 23), date(2026, 10, 23))],
)
def test_it_is_asked_for_like_an_intervention(due, propose_by):
    one = asked(recommendation(due=due), TODAY, CALENDAR)
    assert (one.stage, one.origin, one.propose_by, one.due) == (
        *(Stage.ASKED, Origin.AUDIT),
        *(propose_by, due),
    )
    assert one.source == "recommendation IA-26-07 of internal audit"
    assert one.asker == "internal audit"


@pytest.mark.parametrize(
    ("changed", "is_changed"),
    [
        ({}, False),
        ({"what": "Check them twice"}, True),
        ({"owner": MEERA.id}, True),
        ({"asked_by": MEERA.id}, True),
        ({"due": DUE + timedelta(days=30)}, True),
    ],
)
def test_it_is_as_the_table_says_it_now(changed, is_changed):
    now = recommendation(**changed)
    after = restated(FOLLOWED, now)
    assert (after is not FOLLOWED) is is_changed
    assert (after.what, after.owner, after.asked_by, after.due) == (
        *(now.what, now.owner),
        *(now.asked_by, now.due),
    )
    assert after.version == FOLLOWED.version + is_changed
    assert after.propose_by == FOLLOWED.propose_by


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.CLOSED])
def test_whoever_made_it_says_that_it_is_met_wherever_it_stands(stage):
    after = met(intervention(stage, origin=Origin.AUDIT), "Tested in May", TODAY)
    assert (after.stage, after.closed_on, after.closed_by) == (Stage.CLOSED, TODAY, None)
    assert after.reason == "Tested in May"


def test_what_is_closed_stays_as_it_is():
    over = met(FOLLOWED, "Tested in May", TODAY)
    assert met(over, "Tested again", TODAY) is over
    assert restated(over, recommendation(owner=MEERA.id)) is over


@pytest.mark.parametrize(
    ("stage", "done", "owed"),
    [
        (Stage.ASKED, False, {Owed.PROPOSAL}),
        (Stage.PROPOSED, False, {Owed.DECISION}),
        (Stage.AGREED, False, {Owed.MILESTONE, Owed.RECOMMENDATION}),
        (Stage.RUNNING, False, {Owed.MILESTONE, Owed.PROGRESS, Owed.RECOMMENDATION}),
        (Stage.RUNNING, True, {Owed.PROGRESS}),
        (Stage.CLOSED, False, set()),
    ],
)
def test_its_own_day_is_chased_while_something_is_left_to_do(stage, done, owed):
    steps = tuple(replace(step, done_on=TODAY if done else None) for step in proposal().milestones)
    one = intervention(stage, origin=Origin.AUDIT, reference="IA-26-07", due=date(2027, 1, 4))
    if one.proposal is not None:
        one = replace(one, proposal=replace(one.proposal, milestones=steps))
    found = chased(one, date(2027, 1, 4), CALENDAR)
    assert {due.owed for due in found} == owed
    assert {due.source for due in found} <= {"recommendation IA-26-07 of internal audit"}


def test_a_concern_has_no_source():
    one = intervention(Stage.RUNNING)
    assert (one.source, one.asker) == ("", "the board")
    found = chased(one, date(2027, 1, 4), CALENDAR)
    assert {due.source for due in found} == {""}
    assert CHAIR.id == one.asked_by


@pytest.mark.parametrize(
    ("origin", "stage", "effect_on", "improves"),
    [
        (Origin.CONCERN, Stage.ASKED, None, True),
        (Origin.CONCERN, Stage.RUNNING, 2, True),
        (Origin.AUDIT, Stage.ASKED, None, False),
        (Origin.AUDIT, Stage.RUNNING, None, False),
        (Origin.AUDIT, Stage.RUNNING, 1, True),
        (Origin.AUDIT, Stage.RUNNING, 2, False),
    ],
)
def test_a_recommendation_is_to_improve_only_what_its_effect_names(
    origin, stage, effect_on, improves
):
    """All are filed under indicator 1."""
    one = intervention(stage, origin=origin)
    if one.proposal is not None:
        promised = effect(indicator=effect_on) if effect_on else None
        one = replace(one, proposal=replace(one.proposal, effect=promised))
    assert is_to_improve(one, 1, 1) is improves


def test_a_recommendation_without_a_proposal_loses_no_measure():
    assert not loses_its_measure(FOLLOWED, 1, {1})
