"""Tables that councils published, rated again: where we agree, and where not, why.

The figures are in `tests/published/`: indicator, target, value, the value before, and the band and
direction as printed. `polarity` was inferred from the name; a blank was not printed.
"""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from cycle.periods import Frequency
from cycle.plan.indicator import Indicator, Polarity, Scheme
from cycle.review.rate import Rating, rate
from cycle.review.trend import Direction, short
from tests.cycle.made import figure, figures, kpi, number, period

PUBLISHED = Path(__file__).parent.parent / "published"
STATES = ("N/A", "TBC")  # printed in the value's place: refused as values, offered as states


def rows(council: str) -> list[dict[str, str]]:
    with (PUBLISHED / f"{council}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


BRACKNELL, MAIDSTONE = rows("bracknell_forest"), rows("maidstone")
COUNTS = rows("maidstone_counts")

# both about 14% short of target, on neighbouring pages: published failure 29
EXPLAINED = {
    ("2024/25 Q3", "1.1.4.KR", "Green"): "Red: 43.0% against 50.0%, 7.0 percentage points short",
    ("2024/25 Q3", "1.1.6.KR", "Amber"): "Red: 222 against 258, 36 short",
}
# the rule, and the report's own key, make Amber of what was counted as Red: published failure 25
MISCOUNTED = {"2023/24 Q3": {"Green": 1, "Amber": 1, "Red": 0}}


def indicator_of(row: dict[str, str], **terms: object) -> Indicator:
    return kpi(
        title=row["indicator"],
        unit=row["unit"],
        polarity=Polarity(row["polarity"]),
        frequency=Frequency.QUARTERLY,
        target=row["target"],
        decimals=1 if row["unit"] == "%" else 0,
        **terms,
    )


def rated(row: dict[str, str], **terms: object) -> Rating:
    indicator = indicator_of(row, **terms)
    return rate(indicator, Decimal(row["value"]), indicator.target)


def bracknells(row: dict[str, str]) -> Rating:
    return rated(row, scheme=Scheme.WITHIN_BAND_GREEN, green_tolerance="5", tolerance="10")


def reference(row: dict[str, str]) -> str:
    return row["indicator"].split()[0]


@pytest.mark.parametrize("row", BRACKNELL, ids=lambda row: f"{row['table']} {reference(row)}")
def test_bracknell_forests_bands_are_ours_or_the_difference_is_explained(row):
    ours = bracknells(row)
    difference = EXPLAINED.get((row["table"], reference(row), row["band"]))
    if difference is None:
        assert ours.band == row["band"], ours.rule
    else:
        assert ours.band != row["band"]
        assert ours.rule.startswith(difference)


def test_seventeen_of_bracknell_forests_nineteen_bands_agree():
    assert sum(bracknells(row).band == row["band"] for row in BRACKNELL) == 17
    assert sum(rated(row).band == row["band"] for row in BRACKNELL) == 12  # by another rule
    assert len(BRACKNELL) == 19


def test_bracknell_forests_two_misses_are_equally_far_short_and_coloured_differently():
    missed = [row for row in BRACKNELL if bracknells(row).band != row["band"]]
    shares = [100 * bracknells(row).shortfall / Decimal(row["target"]) for row in missed]
    assert [round(share) for share in shares] == [14, 14]
    assert {row["band"] for row in missed} == {"Green", "Amber"}


def direction_of(row: dict[str, str]) -> Direction:
    quarter = period(row["table"])
    series = figures(figure(quarter, row["value"]), figure(quarter.previous, row["previous"]))
    change = short(indicator_of(row), quarter, series)
    assert change is not None
    return change.direction


PRINTED = [row for row in BRACKNELL if row["direction"]]
WORDS = {"Getting better": Direction.BETTER, "Getting worse": Direction.WORSE}


@pytest.mark.parametrize("row", PRINTED, ids=reference)
def test_all_nine_directions_of_bracknell_forest_agree(row):
    assert direction_of(row) is WORDS[row["direction"]]


def test_nine_directions_were_printed():
    assert len(PRINTED) == 9


def test_an_unchanged_value_has_no_direction_but_no_change():
    unchanged = [row for row in BRACKNELL if row["value"] == row["previous"]]
    assert [(row["table"], reference(row)) for row in unchanged] == [("2024/25 Q3", "1.1.5.KR")]
    assert direction_of(unchanged[0]) is Direction.SAME


@pytest.mark.parametrize("row", [row for row in PRINTED if "year to date" in row["indicator"]])
def test_a_year_to_date_row_has_no_short_direction_though_one_was_printed(row):
    """Published failure 27."""
    quarter = period(row["table"])
    series = figures(figure(quarter, row["value"]), figure(quarter.previous, row["previous"]))
    assert short(indicator_of(row, cumulative=True), quarter, series) is None


# ---------------------------------------------------------------- Maidstone, met within 10%


def bands_of(table: str) -> Counter[str]:
    here = [row for row in MAIDSTONE if row["table"] == table and row["value"] not in STATES]
    bands = (rated(row).band for row in here)
    return Counter(str(band) for band in bands if band is not None)


def printed(row: dict[str, str]) -> dict[str, int]:
    return {band: int(row[band.lower()]) for band in ("Green", "Amber", "Red")}


WHOLE = [row for row in COUNTS if row["complete"] == "yes"]
PARTIAL = [row for row in COUNTS if row["complete"] == "no"]


@pytest.mark.parametrize("row", WHOLE, ids=lambda row: row["table"])
def test_maidstones_counts_are_those_of_the_rows_or_the_error_is_named(row):
    ours = bands_of(row["table"])
    expected = MISCOUNTED.get(row["table"], printed(row))
    assert {band: ours[band] for band in expected} == expected
    assert (expected == printed(row)) is (row["table"] not in MISCOUNTED)


def test_four_of_maidstones_five_whole_tables_agree():
    agree = [row for row in WHOLE if bands_of(row["table"]) == +Counter(printed(row))]
    assert (len(agree), len(WHOLE)) == (4, 5)


@pytest.mark.parametrize("row", PARTIAL, ids=lambda row: row["table"])
def test_rows_of_a_partial_table_fit_into_its_counts(row):
    assert bands_of(row["table"]) <= Counter(printed(row))


@pytest.mark.parametrize(
    "row", [row for row in MAIDSTONE if row["band"]], ids=lambda row: row["indicator"][:40]
)
def test_what_maidstone_listed_as_red_is_red(row):
    assert rated(row).band == row["band"]


def test_states_in_the_values_place_are_no_values():
    found = [row["value"] for row in MAIDSTONE if row["value"] in STATES]
    assert found == ["N/A", "TBC"]


def test_a_row_without_a_target_is_shown_and_never_coloured():
    untargeted = [row for row in MAIDSTONE if not row["target"] and row["value"] not in STATES]
    assert len(untargeted) > 20
    assert all(rated(row).band is None and rated(row).rule for row in untargeted)


def test_every_published_number_is_read_as_printed():
    for row in BRACKNELL + MAIDSTONE:
        for name in ("target", "value", "previous"):
            if row[name] not in STATES and row[name]:
                assert str(number(row[name])) == row[name]
