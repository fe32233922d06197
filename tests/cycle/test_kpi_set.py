"""The yearly KPI set: the control test, the SMART test, the balance and the agreement."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cycle.periods import Frequency
from cycle.plan.control_test import asks_again, control_fault, control_words
from cycle.plan.corporate_plan import NoBody, NoReference
from cycle.plan.indicator import Control, Kind, Polarity
from cycle.plan.kpi_balance import balance
from cycle.plan.kpi_set import (
    AgreedBeforeReview,
    AgreedInTheFuture,
    AlreadyAgreed,
    KpiSet,
    LinesOpen,
    WrongYear,
    agree_set,
    agreed_words,
    bring_into_force,
    comment_on_set,
    open_set,
    propose_set,
    take_set_back,
)
from cycle.plan.kpi_set_line import (
    FailsControlTest,
    KpiSetLine,
    LineAnswer,
    LineChange,
    NoControl,
    NoControlWords,
    NoReason,
    after_agreement,
    answer_line,
    change_of,
    set_words,
)
from cycle.plan.smart_test import Smart, SmartEvidence, smart_test
from cycle.refusals import NothingSaid, NotNow, TooLong
from tests.cycle.made import kpi
from tests.cycle.planned import OWNER, TODAY

SET = KpiSet(year="2027/28", opened_on=date(2026, 12, 1))
LINE = KpiSetLine(indicator=1, ref="HOU-01")
DONE = replace(LINE, answered_on=TODAY)
COMMENTED = comment_on_set(propose_set(SET, [DONE]), "No comment.")
MARCH = date(2027, 3, 16)
AGREED = agree_set(COMMENTED, "Cabinet", "CAB/27/14", MARCH, MARCH)


def test_a_set_is_proposed_commented_agreed_and_in_force_from_april():
    assert agreed_words(AGREED) == "Agreed by Cabinet on 16 March 2027 (CAB/27/14)"
    with pytest.raises(NotNow):
        bring_into_force(AGREED, date(2027, 3, 31))
    assert agreed_words(bring_into_force(AGREED, date(2027, 4, 1))).endswith(
        "(CAB/27/14), in force"
    )


def test_only_this_years_set_or_the_next_is_reviewed():
    december = date(2026, 12, 1)
    assert [open_set(year, december).year for year in ("2026/27", "2027/28")] == [
        "2026/27",
        "2027/28",
    ]
    for year in ("2025/26", "2028/29"):
        with pytest.raises(WrongYear):
            open_set(year, december)


@pytest.mark.parametrize(
    ("step", "refusal"),
    [
        (lambda: propose_set(SET, [DONE, LINE]), LinesOpen),
        (lambda: propose_set(COMMENTED, [DONE]), NotNow),
        (lambda: comment_on_set(SET, "Fine."), NotNow),
        (lambda: comment_on_set(propose_set(SET, [DONE]), " "), NothingSaid),
        (lambda: agree_set(SET, "Cabinet", "CAB/1", MARCH, MARCH), NotNow),
        (lambda: agree_set(propose_set(SET, [DONE]), "Cabinet", "CAB/1", MARCH, MARCH), NotNow),
        (lambda: agree_set(COMMENTED, "", "CAB/1", MARCH, MARCH), NoBody),
        (lambda: agree_set(COMMENTED, "Cabinet", " ", MARCH, MARCH), NoReference),
        (lambda: agree_set(COMMENTED, "Cabinet", "1", MARCH, TODAY), AgreedInTheFuture),
        (lambda: agree_set(COMMENTED, "Cabinet", "1", TODAY, MARCH), AgreedBeforeReview),
        (lambda: agree_set(AGREED, "Cabinet", "2", MARCH, MARCH), AlreadyAgreed),
        (lambda: take_set_back(AGREED), NotNow),
    ],
)
def test_a_step_that_is_not_open_is_refused(step, refusal):
    with pytest.raises(refusal):
        step()


def said(after, **more) -> LineAnswer:
    return LineAnswer(after=after, **{"control": Control.STRONGLY, **more})


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        (said(kpi(), control=None), NoControl),
        (said(kpi(kind=Kind.PI), control=None, reason="Why."), NoControl),
        (said(kpi(), control=Control.HARDLY), FailsControlTest),
        (said(kpi(), control=Control.PARTLY), NoControlWords),
        (said(kpi(target="95")), NoReason),
        (said(None), NoReason),
        (said(kpi(), decided_with="x" * 1001), TooLong),
    ],
)
def test_an_answer_that_lacks_something_is_asked_back(answer, refusal):
    with pytest.raises(refusal):
        answer_line(LINE, kpi(), answer, OWNER, TODAY)


@pytest.mark.parametrize(
    ("answer", "change", "terms"),
    [
        (said(kpi()), LineChange.KEPT, ()),
        (
            said(kpi(target="95"), reason="Met."),
            LineChange.AMENDED,
            (("target", "", "95"),),
        ),
        (said(None, control=None, reason="No use."), LineChange.ENDED, ()),
        (
            said(kpi(kind=Kind.STATISTIC), control=Control.HARDLY, reason="Others decide."),
            LineChange.DEMOTED,
            (("kind", "KPI", "Statistic"),),
        ),
    ],
)
def test_an_answer_says_what_becomes_of_the_indicator(answer, change, terms):
    line = answer_line(LINE, kpi(), answer, OWNER, TODAY)
    assert (line.change, line.terms, line.is_answered) == (change, terms, True)


def test_the_agreed_terms_are_those_of_the_line_and_the_control_answer_is_kept():
    answer = said(kpi(target="95"), reason="Met in every month.")
    line = answer_line(LINE, kpi(), answer, OWNER, TODAY)
    after = after_agreement(kpi(), line, SET.first_day)
    assert (after.target, after.control) == (Decimal(95), Control.STRONGLY)
    ended = replace(line, change=LineChange.ENDED, terms=())
    assert after_agreement(kpi(), ended, SET.first_day).retired_from == date(2027, 4, 1)


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
        (kpi(target="55"), Smart.ACHIEVABLE, {"neighbours_median": Decimal(60)}, "half of the"),
        (kpi(), Smart.ACHIEVABLE, {}, "have a target"),
        (kpi(), Smart.RELEVANT, {}, "No decision"),
        (kpi(frequency=Frequency.ANNUAL), Smart.TIMELY, {}, "seldom"),
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
        (kpi(target="60"), Smart.ACHIEVABLE, {"neighbours_median": Decimal(60)}),
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
