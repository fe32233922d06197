"""What is asked back about a commentary."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from cycle.periods import Period
from cycle.plan.indicator import Indicator, Polarity
from cycle.review.commentary import queries
from cycle.review.figure import Figure
from cycle.review.trend import Change, Direction
from tests.cycle.commentaries import CONTRADICTIONS, FALLEN, INNOCENT

PERIOD = Period.parse("2026-09")
COLLECTED = Indicator(id=1, ref="REV-01", title="Collected", unit="%", decimals=2)
DAYS = Indicator(id=2, ref="REV-03", title="Days to process", unit="days", polarity=Polarity.LOWER)
HOMES = Indicator(id=3, ref="HOU-01", title="Homes", unit="number", decimals=0)
DEBT = Indicator(id=4, ref="FIN-03", title="Debt", unit="GBP", decimals=0, polarity=Polarity.LOWER)


def figure(words: str, value: str | None = "81.50") -> Figure:
    return Figure(
        indicator=1,
        period=PERIOD,
        value=None if value is None else Decimal(value),
        commentary=words,
        given_at=datetime(2026, 10, 5, tzinfo=UTC),
    )


def change(direction: Direction, difference: str = "-2.1") -> Change:
    return Change(direction, PERIOD.previous, Decimal(difference), "down 2.10 on August 2026")


WORSE, BETTER, SAME = Direction.WORSE, Direction.BETTER, Direction.SAME


@pytest.mark.parametrize(
    ("words", "direction", "says"),
    [
        (
            "Performance has improved.",
            WORSE,
            "“Performance has improved”, but it is Worse",
        ),
        ("The rate continues to improve", WORSE, "but it is Worse"),
        ("An improvement on last month", SAME, "but it is No change"),
        ("Improved since August.", WORSE, "“Improved since”"),
        ("Better than last month", WORSE, "Better than last"),
        ("Performance has declined", BETTER, "but it is Better"),
        ("This is worse than last month", BETTER, "but it is Better"),
    ],
)
def test_improved_under_a_fall_is_asked_back(words, direction, says):
    (asked,) = queries(COLLECTED, figure(words), None, change(direction))

    assert says in asked


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        ("Performance has improved.", BETTER),
        ("We have improved the triage process.", WORSE),
        ("An improvement plan is in place.", WORSE),
        ("We expect that performance has improved by December.", WORSE),
        ("Performance has not improved.", WORSE),
        ("We are working to improve.", WORSE),
        ("It improved on the same month last year.", WORSE),  # the long direction is another
        ("Two applications were declined.", BETTER),
        ("Performance has declined.", WORSE),
        ("Collection improved in the east but performance has declined overall", None),
    ],
)
def test_plans_and_other_things_that_improve_are_not_asked_back(words, direction):
    assert queries(COLLECTED, figure(words), None, direction and change(direction)) == ()


def test_a_year_to_date_figure_is_not_compared_with_last_quarter():
    to_date = Indicator(id=1, ref="REV-01", title="Collected", cumulative=True)

    (asked,) = queries(to_date, figure("Collection has improved since last quarter."), None)

    assert "cannot be compared with the period before" in asked


@pytest.mark.parametrize(
    ("indicator", "words", "value", "target", "says"),
    [
        (COLLECTED, "Against a target of 84%.", "81.50", "82.42", "the target is 84.00%, but"),
        (COLLECTED, "We missed the 84% target.", "81.50", "82.42", "the target set is 82.42%"),
        (COLLECTED, "The figure is 85.5%.", "81.50", "82.42", "the figure is 85.50%, but"),
        (
            COLLECTED,
            "Performance for September was 85%",
            "81.50",
            None,
            "the figure given is 81.50%",
        ),
        (
            COLLECTED,
            "This is 5% below target.",
            "81.50",
            "82.42",
            "0.92 percentage points (1.1% of",
        ),
        (COLLECTED, "2 percentage points short of target", "81.50", "82.42", "which is right?"),
        (COLLECTED, "This is 0.92% below target.", "81.50", "82.42", "“0.92%” is 0.92 percentage"),
        (COLLECTED, "Collection fell by 2.1%.", "81.50", None, "write percentage points?"),
        (COLLECTED, "The target was met.", "81.50", "82.42", "81.50% was given against 82.42%"),
        (COLLECTED, "£1.2m of the £2.4m budget is spent.", "81.50", None, "is 50.00%, but"),
        (DAYS, "On target this month.", "21", "20", "21.0 days was given against 20.0 days"),
        (DAYS, "The result was 18 days", "21", "20", "the figure is 18.0 days"),
        (HOMES, "126 homes have been delivered so far.", "70", "90", "the total is 126, but"),
        (DEBT, "Target of £300k.", "270000", "250000", "the target is £300,000"),
        (DEBT, "The figure is £1.2m", "270000", "250000", "the figure is £1,200,000"),
    ],
)
def test_a_number_that_disagrees_with_the_figure_is_asked_back(
    indicator, words, value, target, says
):
    aim = None if target is None else Decimal(target)
    (asked,) = queries(indicator, figure(words, value), aim, change(SAME))

    assert says in asked


@pytest.mark.parametrize(
    ("indicator", "words", "value", "target"),
    [
        (
            COLLECTED,
            "81.5% against a target of 82.42%, 0.92 percentage points short.",
            "81.50",
            "82.42",
        ),
        (COLLECTED, "This is 1.1% below target.", "81.50", "82.42"),
        (COLLECTED, "This is 1.12 per cent below target.", "81.50", "82.42"),
        (COLLECTED, "The figure is 82%.", "81.50", "82.42"),
        (COLLECTED, "The figure is 81%.", "81.50", "82.42"),
        (COLLECTED, "Performance last month was 85%.", "81.50", "82.42"),
        (COLLECTED, "12% of households are on a discount.", "81.50", "82.42"),
        (COLLECTED, "The national average target is 97%.", "81.50", "82.42"),
        (COLLECTED, "The target was not met.", "81.50", "82.42"),
        (COLLECTED, "We expect to be on target by March.", "81.50", "82.42"),
        (COLLECTED, "In 2025 the figure was 84%.", "81.50", "82.42"),
        (COLLECTED, "3 of 10 were late; 2 staff left on 12 September 2026.", "81.50", "82.42"),
        (COLLECTED, "£1.95m of the £2.4m budget is spent.", "81.50", None),
        (COLLECTED, "£450k of £2.4m is unspent.", "81.50", None),
        (COLLECTED, "Collection fell by 2.5%.", "81.50", None),
        (HOMES, "70 homes so far, 12 of them shared ownership.", "70", "90"),
        (HOMES, "3 months of delay and 20 days of rain in total", "70", "90"),
        (HOMES, "Target of 45 a quarter.", "70", "45"),
        (DEBT, "250 invoices; the target is £250,000.", "270000", "250000"),
        (DAYS, "21 days on average; 400 claims were decided.", "21", "20"),
    ],
)
def test_numbers_that_agree_or_are_of_other_things_are_left_alone(indicator, words, value, target):
    aim = None if target is None else Decimal(target)

    assert queries(indicator, figure(words, value), aim, change(SAME)) == ()


@pytest.mark.parametrize(
    ("words", "last", "asked"),
    [
        ("Staff shortage continues.", "staff  shortage continues", 1),
        ("Staff shortage continues.", "Staff shortage eases.", 0),
        ("", "", 0),
    ],
)
def test_the_same_words_as_last_time_are_asked_back(words, last, asked):
    assert len(queries(COLLECTED, figure(words), None, last_words=last)) == asked


def test_without_a_value_there_is_nothing_to_contradict():
    assert queries(COLLECTED, figure("The figure is 85%", None), Decimal(82)) == ()


@pytest.mark.parametrize(
    "words",
    [
        *("improv " * 700, "9" * 4000, "target of " * 400, "% " * 2000, "on target, " * 360),
        *("12 of 56 " * 440, "an improvement " * 260, "up by 3 points " * 260, "a " * 2000),
    ],
)
def test_long_text_is_no_trouble(words):
    assert queries(COLLECTED, figure(words), Decimal(82), change(WORSE)) is not None


@pytest.mark.parametrize(("beside", "words"), CONTRADICTIONS)
def test_a_commentary_that_contradicts_its_figure_is_asked_back(beside, words):
    assert beside.asked(words)


@pytest.mark.parametrize(("beside", "words"), INNOCENT)
def test_an_innocent_commentary_is_asked_nothing(beside, words):
    assert beside.asked(words) == ()


COPIED = "Staff shortage in the visiting team continues and agency cover is being arranged."


@pytest.mark.parametrize(
    ("now", "is_asked"),
    [
        (COPIED, True),
        (COPIED.upper().replace(" ", "  "), True),
        (f"Again, {COPIED}", True),
        (COPIED.replace("continues", "still continues"), True),
        (COPIED.replace(" visiting", ""), True),
        (COPIED.replace("continues", "no longer continues"), False),
        (f"{COPIED} Two officers start on 2 November.", False),
        (COPIED.replace("continues", "eases"), False),
        (f"{COPIED[:-1]} in October.", False),
    ],
)
def test_copied_words_are_asked_back_also_with_a_word_slipped_in(now, is_asked):
    assert bool(FALLEN.asked(now, last_words=COPIED)) is is_asked


def test_half_of_the_table_contradicts_and_half_is_innocent():
    assert min(len(CONTRADICTIONS), len(INNOCENT)) >= 120
