"""What people type of the yearly review, of other councils and of suggestions is understood."""

from datetime import date

import pytest

from cycle.plan.year_questions import (
    AgreeKpiSet,
    AnswerKpiReview,
    ConfirmReturnDates,
    KpiSetAsked,
    OthersAsked,
    ReviewKpis,
    Suggest,
    SuggestionsAsked,
    WorstQuarterAsked,
)
from cycle.questions.parse import understand
from cycle.questions.talk import Choices
from tests.cycle.questions.language import TODAY, demo

AGREED = AgreeKpiSet("2027/28", "Cabinet", date(2027, 3, 16), "CAB/27/14")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("review KPIs for 2027/28", ReviewKpis("2027/28")),
        ("Review the KPIs", ReviewKpis()),
        ("KPI set 2027/28", KpiSetAsked("2027/28")),
        ("show me the KPI set for 2027/28", KpiSetAsked("2027/28")),
        ("kpi set", KpiSetAsked()),
        ("my KPI review", AnswerKpiReview()),
        ("KPI review of hou-01", AnswerKpiReview("HOU-01")),
        ("agree KPI set 2027/28 by Cabinet on 16 March 2027 reference CAB/27/14", AGREED),
        ("Agree the kpi set for 2027/28, by Cabinet on 16/03/2027, ref CAB/27/14", AGREED),
        ("how do others do on HOU-01", OthersAsked("HOU-01")),
        ("How do other councils do on HOU-01?", OthersAsked("HOU-01")),
        ("how do we compare with our neighbours on hou-01", OthersAsked("HOU-01")),
        ("compare with other councils on HOU-01", OthersAsked("HOU-01")),
        ("where are we in the worst quarter?", WorstQuarterAsked()),
        ("suggest on HOU-01: Count Households", Suggest("HOU-01", "Count Households")),
        ("I suggest on HOU-01: count households", Suggest("HOU-01", "count households")),
        ("suggestions", SuggestionsAsked()),
        ("confirm return dates", ConfirmReturnDates()),
    ],
)
def test_it_is_read_as_meant(text, asked):
    assert understand(text, demo(), TODAY).question == asked


@pytest.mark.parametrize(
    "text",
    ["agree KPI set", "agree KPI set 2027/28 by Cabinet on someday reference 1", "suggest a thing"],
)
def test_what_lacks_a_part_is_told_how(text):
    question = understand(text, demo(), TODAY).question
    assert isinstance(question, Choices)
    assert question.readings[0].label.startswith("How: ")


@pytest.mark.parametrize("text", ["review KPIs for 2027/29", "how do others do on XYZ-99"])
def test_what_is_not_there_is_not_taken_for_it(text):
    asked = understand(text, demo(), TODAY).question
    assert not isinstance(asked, ReviewKpis | OthersAsked)
