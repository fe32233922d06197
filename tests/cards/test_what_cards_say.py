"""What a person reads on each card, and which buttons there are."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from cards import status_list
from cards.charts import PlottedPoint, Series, trend
from cards.elements import card, said
from cards.figures.form import FigureForm, form
from cards.figures.receipt import ReceiptView, receipt
from cycle.plan.indicator import Polarity
from cycle.review.figure import FigureStatus
from cycle.review.schemes import Band
from tests.card_rules import buttons, inputs, taps, words
from tests.cards import samples
from tests.cards.samples import ASK, CARDS, COMPLAINTS, FAMILIES, TODAY, awaiting, figure, owed


def _unfilled(**more: Any) -> FigureForm:
    return FigureForm(standing=awaiting(FAMILIES), today=TODAY, **more)


def on(name: str) -> str:
    return words(CARDS[name].content)


def test_a_reminder_names_both_dates_and_puts_the_worst_delay_first():
    lines = [owed(COMPLAINTS), owed(FAMILIES, 2)]
    text = words(samples.shown_reminder("Olive Marsh", lines=lines).content)

    assert text.index("HOU-05") < text.index("CUS-02")
    assert "2 working days overdue" in text
    assert "Due Wednesday 7 October · entry closes Wednesday 14 October" in text


def test_a_reminder_offers_to_give_to_wait_and_to_disown():
    assert list(buttons(CARDS["reminder"].content)) == ["give", "tomorrow", "not_mine"]


def test_a_reminder_of_twenty_shows_five_and_lists_the_rest_at_a_tap():
    assert "and 15 more" in on("reminder of twenty")
    assert taps(CARDS["reminder of twenty"].content)["list_due"] == "Show all 20"


def test_a_manager_sees_whose_figures_are_late():
    text = on("reminder with team")

    assert "Your team: 2 figures up to 5 working days overdue" in text
    assert "Owner: Meg Shaw" in text


def test_a_ratio_asks_for_both_counts_and_no_value():
    asked = inputs(CARDS["form, to mend"].content)

    assert {"numerator", "denominator"} <= set(asked)
    assert "value" not in asked


def test_a_form_returns_with_what_to_correct_at_its_input_and_what_was_typed():
    text, typed = on("form, to mend"), inputs(CARDS["form, to mend"].content)

    assert text.index("Please correct the part and the whole") < text.index("The part (numerator)")
    assert "The whole (denominator). Correct this: “abc” is not a number." in text
    assert typed["numerator"] == "12,5"
    assert typed["denominator"] == "abc"


def test_a_ratio_says_what_to_count_and_shows_last_month_s_counts():
    text = on("form, the next one")

    assert "Complaints answered in time (numerator)" in text
    assert "All complaints that were to be answered (denominator)" in text
    assert "Last: 92.4% (132 of 143), ▲ Amber, in Aug 2026" in text


def test_the_next_form_says_what_was_kept_before_it():
    assert "✓ Kept: HOU-05" in on("form, the next one").splitlines()[0]


def test_the_last_card_of_a_run_counts_what_was_given_and_says_what_happens_next():
    text, shown = on("all done"), taps(CARDS["all done"].content)

    assert "All done: 3 figures given" in text
    assert "Your next figures are due Friday 6 November" in text
    assert shown == {
        "row_1": "Correct HOU-05",
        "row_2": "Correct CUS-02",
        "row_3": "Correct CUS-04",
    }


def test_a_doubtful_value_is_asked_back_with_a_button_to_keep_it():
    text, offered = on("form, asked back"), buttons(CARDS["form, asked back"].content)

    assert "Is that right?" in text
    assert offered["confirm"] == "Yes, keep it"
    assert offered["submit"] == "Submit the changed figure"


@pytest.mark.parametrize(
    ("place", "offered"),
    [
        ((1, 1), ["submit", "back"]),
        ((1, 3), ["submit", "skip", "back"]),
        ((3, 3), ["submit", "back"]),
    ],
)
def test_the_last_form_has_no_next_indicator(place, offered):
    shown = form(_unfilled(place=place), ASK).content

    assert list(buttons(shown)) == offered


def test_a_correction_starts_from_what_was_given_and_asks_for_the_reason():
    typed = inputs(CARDS["form, correcting"].content)

    assert typed["value"] == "104"
    assert typed["commentary"] == samples.SPOKEN
    assert typed["reason"] == ""


def test_the_status_and_the_date_are_folded_away_until_they_matter():
    def is_open(**typed):
        shown = form(_unfilled(typed=typed), ASK).content
        return next(each for each in shown["body"] if each.get("id") == "other-answers")[
            "isVisible"
        ]

    assert not is_open()
    assert not is_open(status="final")
    assert is_open(status="not available")
    assert is_open(expected_on="2026-10-20")


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("receipt, red", "◆ Red"),
        ("receipt, amber", "▲ Amber"),
        ("receipt, green", "▲ Amber"),
        ("receipt, corrected", "● Green"),
        ("receipt, not available", "○ Awaiting data: not available yet"),
        ("receipt, statistic", "– Not rated: Statistic"),
        ("receipt, no target", "– No target"),
    ],
)
def test_a_receipt_says_the_colour_in_shape_and_word(name, sign):
    assert sign in on(name)


def test_a_receipt_says_why_who_and_when_in_london():
    text = on("receipt, red")

    assert "Red: 104 against 90, 14 over, beyond 10% of target." in text
    assert "Worse: up 10 on August 2026" in text
    assert "Olive Marsh, 9 October 2026 at 14:05" in text
    assert buttons(CARDS["receipt, red"].content) == {
        "next": "Next (2 of 3)",
        "correct": "Correct this",
    }


def test_a_miss_that_rounding_would_hide_is_shown():
    text = on("receipt, amber")

    assert "94.96%" in text
    assert "Target 95.00%" in text


def test_a_correction_names_what_was_before_and_why():
    text = on("receipt, corrected")

    assert "Two households were counted twice." in text
    assert "104" in text


def test_a_provisional_value_is_marked():
    assert "96.0% (p)" in on("receipt, provisional")


def test_a_receipt_without_a_figure_is_a_mistake():
    with pytest.raises(ValueError, match="a figure"):
        receipt(ReceiptView(standing=awaiting(FAMILIES)), ASK)


def test_each_state_of_a_concern_reads_differently():
    said_first = {
        name: on(f"concern{name}").splitlines()[0]
        for name in ("", ", withdrawn", ", recovering", ", closed")
    }

    assert said_first == {
        "": "Exception · KPI · Housing",
        ", withdrawn": "No longer an exception · KPI · Housing",
        ", recovering": "Recovering · KPI · Housing",
        ", closed": "Closed · KPI · Housing",
    }


def test_a_card_that_may_be_a_repeat_says_so():
    assert on("concern, possible repeat").startswith("Possible repeat")
    assert "Possible repeat" not in on("concern")


def test_status_counts_add_up_to_all_indicators():
    everything = samples.many()
    spoken = status_list.counts_words(everything)

    assert sum(int(part.split()[0]) for part in spoken.split(", ")) == len(everything)


def test_status_shows_ten_rows_worst_first_and_offers_the_rest():
    shown, text = CARDS["status of 47"].content, on("status of 47")
    opened = (title for title in taps(shown).values() if title.startswith("Open "))
    found = [title.removeprefix("Open ") for title in opened]
    reds = {one.indicator.ref for one in samples.many() if one.band is Band.RED}

    assert len(found) == status_list.ROWS
    assert set(found) <= reds
    assert [text.index(ref) for ref in found] == sorted(text.index(ref) for ref in found)
    assert buttons(shown) == {"more": "Show more (37 left)"}


def test_the_last_page_of_a_status_offers_no_more():
    assert buttons(CARDS["status of 47, last"].content) == {}


def test_each_count_that_is_not_zero_opens_its_list():
    shown = taps(CARDS["status of many"].content)

    assert [shown[f"row_{n}"] for n in (10, 11, 12, 13, 14)] == [
        "List Red",
        "List Amber",
        "List Green",
        "List Awaiting",
        "List who has not submitted",
    ]


def test_an_indicator_shows_which_of_its_terms_nobody_has_agreed():
    text = on("status of one, unapproved")

    assert "Unapproved: nobody is named who agreed this" in text
    assert "Target: 85 → 90, from 1 April 2026" in text


def test_the_owner_s_words_come_before_the_chart_and_the_table():
    shown = CARDS["status of one"].content
    hidden = [part["id"] for part in shown["body"] if part.get("isVisible") is False]

    assert hidden == ["chart", "figures", "details"]
    assert "Two families were placed" in words({"body": shown["body"][:-4]})


def test_status_names_who_has_not_submitted():
    assert "○ HOU-03 · Olive Marsh · 2 working days overdue" in on("status of many")


def test_three_readings_are_three_buttons_with_verbs_of_their_own():
    assert list(buttons(CARDS["choices"].content)) == ["choice_1", "choice_2", "choice_3"]


def test_a_chart_says_its_numbers_in_words_where_it_does_not_draw():
    days = [samples.SEPTEMBER.later(n - 2).start for n in range(3)]
    points = [PlottedPoint(day, f"{day:%b}", Decimal(n), f"{n} days") for n, day in enumerate(days)]
    drawn = trend("HOU-05", points, Series("Target", [(days[0], Decimal(5))]))

    assert drawn is not None
    assert [line["legend"] for line in drawn.get_data("data")] == ["HOU-05", "Target"]
    assert "Sep\N{NO-BREAK SPACE}2 days" in words(card("x", drawn.get_data("fallback")).content)
    assert trend("HOU-05", points[:1]) is None


def test_long_commentary_is_one_tap_away_and_whole():
    text = "One word after another. " * 100
    shown = words(card("x", said(text, "commentary", first=100)).content)

    assert "Read the rest" in shown
    assert shown.replace(" …", "").replace("\n", " ").count("One word after another.") >= 99


def test_a_range_is_shown_by_its_two_limits():
    ranged = replace(
        FAMILIES, polarity=Polarity.RANGE, range_low=Decimal(80), range_high=Decimal(90)
    )
    kept = samples.given(ranged, figure(ranged, 95, status=FigureStatus.FINAL))

    assert "Target 80 to 90" in words(receipt(ReceiptView(standing=kept), ASK).content)


@pytest.mark.parametrize(
    "values", [(96, 91, 104), (55.4, 71), (0, 3, 2), (1204, 1820), (95.2, 95.4), (-27, 27), (5, 5)]
)
def test_the_axis_of_a_chart_is_marked_at_round_numbers(values):
    days = [samples.SEPTEMBER.later(n).start for n in range(len(values))]
    numbers = [Decimal(str(n)) for n in values]
    points = [PlottedPoint(day, "x", n, "x") for day, n in zip(days, numbers, strict=True)]
    drawn = trend("HOU-05", points)

    assert drawn is not None
    low, high = (Decimal(str(drawn.get_data(name))) for name in ("yMin", "yMax"))
    step = (high - low) / 5
    assert low <= min(numbers) <= max(numbers) <= high
    assert step.normalize().as_tuple().digits in {(1,), (2,), (2, 5), (5,)}
    assert low % step == 0


def test_a_command_of_help_that_only_asks_is_asked_by_a_tap():
    shown = taps(CARDS["help"].content).values()

    assert "Ask: returns" in shown
    assert "Ask: framework" in shown
    assert "Ask: what is unapproved" in shown
    assert "Ask: post board alerts here" not in shown
    assert "Ask: snooze until tomorrow" not in shown
