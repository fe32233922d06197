"""The yearly KPI set: the control test, the SMART test, the balance and the agreement."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cycle.periods import Frequency
from cycle.plan.control_test import asks_again, control_fault, control_words
from cycle.plan.corporate_plan import NoBody, NoReference
from cycle.plan.indicator import Control, Kind, Polarity
from cycle.plan.kpi_set import (
    AlreadyAgreed,
    KpiSet,
    KpiSetLine,
    KpiSetState,
    LineChange,
    LinesOpen,
    NoReason,
    agreed,
    agreed_words,
    answered,
    balance,
    change_of,
    commented,
    proposed,
    set_words,
    taken_back,
)
from cycle.plan.smart_test import Smart, SmartEvidence, smart_test
from cycle.refusals import NothingSaid, NotNow
from tests.cycle.made import kpi
from tests.cycle.planned import OWNER, TODAY

SET = KpiSet(year="2027/28", opened_on=date(2026, 12, 1))
LINE = KpiSetLine(indicator=1, ref="HOU-01")
DONE = replace(LINE, answered_on=TODAY)
COMMENTED = commented(proposed(SET, [DONE]), "No comment.")
REVIEW = KpiSetState.REVIEW


def test_a_set_is_proposed_commented_and_agreed():
    done = agreed(COMMENTED, "Cabinet", "CAB/27/14", date(2027, 3, 16))
    assert agreed_words(done) == "Agreed by Cabinet on 16 March 2027 (CAB/27/14)"
    assert done.first_day == date(2027, 4, 1)


@pytest.mark.parametrize(
    ("step", "refusal"),
    [
        (lambda: proposed(SET, [DONE, LINE]), LinesOpen),
        (lambda: proposed(COMMENTED, [DONE]), NotNow),
        (lambda: commented(SET, "Fine."), NotNow),
        (lambda: commented(proposed(SET, [DONE]), " "), NothingSaid),
        (lambda: agreed(SET, "Cabinet", "CAB/1", TODAY), NotNow),
        (lambda: agreed(proposed(SET, [DONE]), "Cabinet", "CAB/1", TODAY), NotNow),
        (lambda: agreed(COMMENTED, "", "CAB/1", TODAY), NoBody),
        (lambda: agreed(COMMENTED, "Cabinet", " ", TODAY), NoReference),
        (
            lambda: agreed(agreed(COMMENTED, "Cabinet", "1", TODAY), "Cabinet", "2", TODAY),
            AlreadyAgreed,
        ),
        (lambda: taken_back(agreed(COMMENTED, "Cabinet", "1", TODAY)), NotNow),
        (
            lambda: answered(LINE, replace(LINE, change=LineChange.ENDED), OWNER, TODAY, REVIEW),
            NoReason,
        ),
        (lambda: answered(LINE, LINE, OWNER, TODAY, KpiSetState.PROPOSED), NotNow),
    ],
)
def test_a_step_that_is_not_open_is_refused(step, refusal):
    with pytest.raises(refusal):
        step()


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (kpi(), kpi(), LineChange.KEPT),
        (None, kpi(), LineChange.NEW),
        (kpi(), None, LineChange.ENDED),
        (kpi(), kpi(target="90"), LineChange.AMENDED),
        (kpi(kind=Kind.PI), kpi(), LineChange.PROMOTED),
        (kpi(), kpi(kind=Kind.STATISTIC), LineChange.DEMOTED),
    ],
)
def test_each_change_of_the_set_has_its_word(before, after, change):
    assert change_of(before, after) is change


def test_the_set_says_how_far_it_is():
    ended = replace(DONE, change=LineChange.ENDED)
    assert set_words([DONE, DONE, ended, LINE]) == "2 kept, 1 ended; 1 not answered yet"
    assert set_words([LINE]) == "nothing answered yet"


@pytest.mark.parametrize(
    ("kind", "control", "words", "fault"),
    [
        (Kind.KPI, Control.HARDLY, "", "fails the control test"),
        (Kind.PI, Control.HARDLY, "We try.", "fails the control test"),
        (Kind.STATISTIC, Control.HARDLY, "", ""),
        (Kind.KPI, Control.PARTLY, " ", "control_words"),
        (Kind.KPI, Control.PARTLY, "With the county's social workers.", ""),
        (Kind.PI, Control.FULLY, "", ""),
        (Kind.KPI, None, "", ""),
    ],
)
def test_nobody_is_judged_by_what_they_can_hardly_influence(kind, control, words, fault):
    said = control_fault(kind, control, words)
    assert (fault in said) if fault else said == ""


def test_a_statistic_that_is_to_be_judged_is_asked_again():
    assert asks_again(Kind.STATISTIC, Kind.PI)
    assert not asks_again(Kind.PI, Kind.KPI)


@pytest.mark.parametrize("control", [None, *Control])
def test_the_answer_is_printed_with_the_definition(control):
    assert control_words(control, "With the county.").endswith(("yet.", "With the county."))


def flag(indicator, question: Smart, **evidence) -> str:
    found = {one.question: one.flag for one in smart_test(indicator, SmartEvidence(**evidence))}
    return found[question]


LONG = "Homes let within 28 days of becoming empty, divided by all homes let in the month."


@pytest.mark.parametrize(
    ("indicator", "question", "evidence", "words"),
    [
        (kpi(definition="Homes."), Smart.SPECIFIC, {}, "short"),
        (kpi(definition=LONG), Smart.SPECIFIC, {"same_definition": ("HOU-02",)}, "HOU-02"),
        (kpi(), Smart.MEASURABLE, {"reporting_rate": Decimal(79)}, "often missing"),
        (kpi(), Smart.MEASURABLE, {"cases": Decimal(19)}, "few cases"),
        (kpi(), Smart.MEASURABLE, {"restatements": 3}, "restated often"),
        (kpi(target="90"), Smart.ACHIEVABLE, {"met": 12, "judged": 12}, "ambitious"),
        (kpi(target="90"), Smart.ACHIEVABLE, {"met": 0, "judged": 13}, "realistic"),
        (kpi(target="90"), Smart.ACHIEVABLE, {"upper": Decimal(88)}, "beyond"),
        (
            kpi(target="5", polarity=Polarity.LOWER),
            Smart.ACHIEVABLE,
            {"lower": Decimal(8), "upper": Decimal(20)},
            "beyond",
        ),
        (kpi(target="55"), Smart.ACHIEVABLE, {"national_floor": Decimal(60)}, "national floor"),
        (kpi(), Smart.ACHIEVABLE, {}, "have a target"),
        (kpi(), Smart.RELEVANT, {}, "No decision"),
        (kpi(frequency=Frequency.ANNUAL), Smart.TIMELY, {}, "seldom"),
        (kpi(), Smart.TIMELY, {"is_after_committee": True}, "after the committee"),
    ],
)  # fmt: skip
def test_what_is_doubtful_of_an_indicator_is_asked(indicator, question, evidence, words):
    assert words in flag(indicator, question, **evidence)


@pytest.mark.parametrize(
    ("indicator", "question", "evidence"),
    [
        (kpi(definition=LONG), Smart.SPECIFIC, {}),
        (kpi(), Smart.MEASURABLE, {"reporting_rate": Decimal(80), "cases": Decimal(20)}),
        (kpi(target="90"), Smart.ACHIEVABLE, {"met": 11, "judged": 11}),
        (kpi(target="90"), Smart.ACHIEVABLE, {"upper": Decimal(90)}),
        (kpi(target="60"), Smart.ACHIEVABLE, {"national_floor": Decimal(60)}),
        (kpi(), Smart.RELEVANT, {"risks": 1}),
        (kpi(), Smart.TIMELY, {}),
    ],
)
def test_what_is_sound_is_left_in_peace(indicator, question, evidence):
    assert flag(indicator, question, **evidence) == ""


def test_the_balance_of_the_set_is_asked_about():
    kpis = [kpi(id=n, ref=f"K-{n}", service="Housing", priority="Homes") for n in range(31)]
    calls = kpi(id=99, ref="S-1", kind=Kind.STATISTIC, service="Contact")
    said = " ".join(balance([*kpis, calls], ["Homes", "Clean and green"], TODAY))
    assert "31 KPIs" in said
    assert "97%" in said
    assert "No KPI measures Clean and green" in said
    assert "Contact has Statistics only" in said
    pis = [kpi(id=n, kind=Kind.PI, service="Housing") for n in range(40, 60)]
    assert balance([kpis[0], *pis], ["Homes"], TODAY) == ()
