"""The table of figures: what each row means, and every reason to refuse one."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cycle.plan.cells import Cells
from cycle.plan.indicator import Aggregation, Indicator
from cycle.review.figure import Figure, FigureStatus
from cycle.review.figure_rows import FigureReader, differences, same
from tests.cycle.made import figure, kpi

NOW = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)
SHARE = kpi(aggregation=Aggregation.RATIO)
COUNT = kpi(unit="number")
POUNDS = kpi(unit="GBP")


def who(text: str) -> tuple[int | None, str]:
    return (7, "Olive Marsh") if text == "olive@weald.gov.uk" else (None, text)


def read(indicator: Indicator, **cells: str) -> tuple[Figure | None, list[str]]:
    row = Cells(2, {"ref": "HOU-01", "period": "2026-09", "value": "", **cells})
    read = FigureReader({"hou-01": indicator}, who, "steward", NOW).figure(row)
    return read, [f"{fault.column}: {fault.reason}" for fault in row.faults]


@pytest.mark.parametrize(
    ("indicator", "text", "value"),
    [
        (COUNT, "1,234", "1234"),
        (COUNT, "0", "0"),
        (COUNT, "-0", "0"),
        (POUNDS, "£1.2m", "1200000"),
        (SHARE, "95%", "95"),
        (SHARE, "(3.4)", "-3.4"),
        (SHARE, "66.66666666666666666666666667", "66.66666666666666666666666667"),
    ],
)
def test_a_value_is_read_as_officers_write_it(indicator, text, value):
    kept, faults = read(indicator, value=text)
    assert faults == []
    assert kept is not None
    assert kept.value == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("", "66.66666666666666666666666667"),
        ("66.7", "66.66666666666666666666666667"),
        ("66.67%", "66.66666666666666666666666667"),
        ("66.66666666666666666666666667", "66.66666666666666666666666667"),
        ("67", "66.66666666666666666666666667"),
    ],
)
def test_a_share_is_made_of_its_counts_unrounded(typed, value):
    kept, faults = read(SHARE, value=typed, numerator="2", denominator="3")
    assert faults == []
    assert kept is not None
    assert (kept.value, kept.numerator, kept.denominator) == (Decimal(value), 2, 3)


def test_a_denominator_of_0_is_not_applicable_never_0_and_never_100():
    kept, faults = read(SHARE, numerator="0", denominator="0", status="final")
    assert faults == []
    assert kept is not None
    assert (kept.status, kept.value, kept.denominator) == (FigureStatus.NOT_APPLICABLE, None, 0)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({}, "value: is blank: leave the row out, or write “not applicable” or “not available”"),
        ({"value": "TBC"}, "value: “TBC” is not a value: if there is none, write “not applicab"),
        ({"value": "N/A"}, "value: “N/A” is not a value: if there is none, write “not applicab"),
        ({"value": "12,5"}, "value: “12,5” could be read in more than one way"),
        ({"value": "66.6", "numerator": "2", "denominator": "3"},
         "value: “66.6” is not what the counts make, 66.67: mend it, or leave the value blank."),
        ({"value": "100", "numerator": "0", "denominator": "0"}, "denominator: is 0, so there was"),
        ({"numerator": "3", "denominator": "0"}, "denominator: is 0, so there was nothing to c"),
        ({"numerator": "3"}, "denominator: is blank: give both counts."),
        ({"denominator": "3"}, "numerator: is blank: give both counts."),
        ({"numerator": "-3", "denominator": "4"}, "numerator: “-3” is negative"),
        ({"value": "5", "status": "not applicable", "commentary": "None came"},
         "status: a figure that is not applicable"),
        ({"value": "5", "status": "draft"}, "status: “draft” is none of the choices: write final,"),
        ({"value": "5", "ref": "HOU-9"}, "ref: no indicator has the reference “HOU-9”"),
        ({"value": "5", "period": "2026/27 Q2"}, "period: HOU-01 is monthly: write it as 2026-09."),
        ({"value": "5", "period": "2026-10"}, "period: October 2026 has not ended: it ends on"),
        ({"value": "5", "period": "9999-12"}, "period: “9999-12” is not of our time: is the year"),
        ({"value": "5", "period": "0026-09"}, "period: “0026-09” is not of our time: is the year"),
        ({"value": "5", "period": "2027-03"}, "period: March 2027 has not ended"),
        ({"value": "5", "submitted_at": "0001-01-01"}, "submitted_at: “0001-01-01” is no date"),
        ({"value": "5", "status": "provisional", "expected_on": "9999-12-31"},
         "expected_on: “9999-12-31” is not of our time"),
        ({"value": "5", "submitted_at": "12/10/26"}, "submitted_at: “12/10/26” is no date: write"),
        ({"value": "5", "submitted_at": "2026-10-12T09:03"}, "submitted_at: “2026-10-12T09:03”"),
        ({"value": "5", "submitted_by": "=HYPERLINK()"}, "submitted_by: “=HYPERLINK()” begins"),
        ({"value": "5", "commentary": "x" * 4001}, "commentary: has 4,001 characters; 4,000 ar"),
        ({"value": "5", "expected_on": "2026-11-01"}, "expected_on: goes with provisional or n"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_stand_is_refused_with_a_reason(cells, says):
    kept, faults = read(SHARE, **cells)
    assert kept is None
    (found,) = faults
    assert found.startswith(says)


def test_counts_go_only_with_a_share():
    _, faults = read(COUNT, numerator="1", denominator="2")
    assert faults == ["numerator: HOU-01 is not a share of anything: give only its value."]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", NOW),
        ("2026-10-09", datetime(2026, 10, 9, 11, tzinfo=UTC)),
        ("2026-10-09T14:05", datetime(2026, 10, 9, 13, 5, tzinfo=UTC)),
        ("2026-01-09 14:05:06", datetime(2026, 1, 9, 14, 5, 6, tzinfo=UTC)),
        ("2026-10-09T14:05Z", datetime(2026, 10, 9, 14, 5, tzinfo=UTC)),
    ],
)
def test_a_figure_was_given_in_london_time_unless_it_says_otherwise(text, at):
    kept, _ = read(SHARE, value="95", submitted_at=text)
    assert kept is not None
    assert kept.given_at == at


@pytest.mark.parametrize(
    ("text", "giver"),
    [
        ("", (None, "steward")),
        ("olive@weald.gov.uk", (7, "Olive Marsh")),
        ("Somebody who left", (None, "Somebody who left")),
    ],
)
def test_whoever_gave_a_figure_is_kept_by_name_also_when_unknown(text, giver):
    kept, _ = read(SHARE, value="95", submitted_by=text)
    assert kept is not None
    assert (kept.given_by, kept.given_by_name) == giver


def test_words_are_kept_plain_without_what_cannot_be_seen():
    kept, _ = read(SHARE, value="95", commentary="=SUM(A1)\r\n<at>all</at> 🏠 \u202eten")
    assert kept is not None
    assert kept.commentary == "=SUM(A1)\n<at>all</at> 🏠 ten"


def test_a_provisional_figure_keeps_the_day_of_the_confirmed_one():
    kept, _ = read(SHARE, value="95", status="Provisional", expected_on="30/10/2026")
    assert kept is not None
    assert (kept.status, kept.expected_on) == (FigureStatus.PROVISIONAL, date(2026, 10, 30))


def test_who_gave_it_and_when_make_no_other_figure():
    one = figure("2026-09", "95.0", of="19/20")
    assert same(one, figure("2026-09", "95", of="19/20", given_by_name="Raj", version=3))
    assert not same(one, figure("2026-09", "95", of="38/40"))
    assert not same(one, figure("2026-09", "95", of="19/20", commentary="Better"))


def test_a_difference_too_small_for_the_decimals_can_be_seen():
    found = differences(SHARE, figure("2026-09", "94.96"), figure("2026-09", "95"))
    assert found == [("value", "94.96%", "95.00%")]
