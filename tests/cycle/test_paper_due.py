"""When the performance team is reminded of a paper, and what in its words is asked about."""

from datetime import date

import pytest

from cycle.monitor.paper.due import quarter_to_begin, reminder_stage
from cycle.monitor.paper.words_check import doubtful_words
from cycle.periods import WorkingDays
from tests.papers.paper_sample import by_hand

CALENDAR = WorkingDays()
MEETING = date(2026, 11, 18)  # a Wednesday


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (date(2026, 11, 3), None),
        (date(2026, 11, 4), 10),
        (date(2026, 11, 10), 10),
        (date(2026, 11, 11), 5),
        (date(2026, 11, 17), 1),
        (MEETING, 1),
        (date(2026, 11, 19), None),  # it is over
    ],
)
def test_a_draft_is_due_ten_five_and_one_working_days_before_its_meeting(today, stage):
    assert reminder_stage(MEETING, today, CALENDAR) == stage


@pytest.mark.parametrize(
    ("today", "quarter"),
    [(date(2026, 10, 27), None), (date(2026, 10, 28), "2026/27 Q2"), (date(2027, 1, 4), None)],
)
def test_a_report_is_to_be_begun_within_twenty_working_days_of_its_quarter(today, quarter):
    found = quarter_to_begin(today, CALENDAR)
    assert (str(found) if found else None) == quarter


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Two KPIs are Red.", "The words say “Two KPIs are Red”; the paper has 1 Red."),
        ("4 of our KPIs are green this time.", "the paper has 1 Green"),
        ("HOU-03 is now Green.", "The words call HOU-03 Green; the paper shows it as Red."),
        ("HOU-04 is green.", "The words call HOU-04 Green; the paper shows it as Awaiting data"),
    ],
)
def test_words_that_the_figures_contradict_are_named(words, told):
    (doubt,) = doubtful_words(words, by_hand().indicators)
    assert told in doubt


@pytest.mark.parametrize(
    "words",
    [
        "One KPI is Red, one is Amber and one is Green.",
        "HOU-03 is Red. HOU-01 is green.",
        "HOU-03 was Green and is Red.",
        "HOU-01 and HOU-03 are Green.",  # of two: it may mean anything
        "XYZ-99 is Red.",  # not in the paper
        "The green bins are late, and 3 red lorries came.",
        "",
    ],
)
def test_words_that_agree_or_say_nothing_of_colours_are_left_alone(words):
    assert doubtful_words(words, by_hand().indicators) == []
