"""What an officer gives, judged. Today is 9 October 2026; the period is September 2026."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cycle.periods import Period
from cycle.plan.indicator import Aggregation, Indicator, Kind, Polarity
from cycle.review.entry import Submission
from cycle.review.figure import Figure, FigureStatus
from cycle.review.submission import Judged, judge

TODAY = date(2026, 10, 9)
SEPTEMBER = Period.parse("2026-09")
HOUSING = Indicator(id=1, ref="HOU-09", title="Homes improved", unit="number", decimals=0)
WAIT = replace(HOUSING, unit="minutes", decimals=1, polarity=Polarity.LOWER)
DEBT = replace(HOUSING, unit="GBP", polarity=Polarity.LOWER)
IN_TIME = replace(HOUSING, unit="%", decimals=1, aggregation=Aggregation.RATIO)
VARIANCE = replace(
    HOUSING,
    unit="%",
    decimals=2,
    polarity=Polarity.RANGE,
    range_low=Decimal(-1),
    range_high=Decimal(1),
)
CALLS = replace(HOUSING, kind=Kind.STATISTIC, polarity=Polarity.NONE)
COLLECTED = replace(IN_TIME, decimals=2, cumulative=True)


def figure(period: Period, value: str | None = None, **fields) -> Figure:
    return Figure(
        indicator=1,
        period=period,
        value=None if value is None else Decimal(value),
        given_at=datetime(2026, 10, 1, tzinfo=UTC),
        **fields,
    )


def months(*values: str) -> dict[Period, Figure]:
    """A series that ends in August, oldest first."""
    periods = [SEPTEMBER.later(n - len(values)) for n in range(len(values))]
    return {at: figure(at, value) for at, value in zip(periods, values, strict=True)}


def judged(indicator=HOUSING, *, target=None, series=None, period=SEPTEMBER, **typed) -> Judged:
    aim = None if target is None else Decimal(target)
    return judge(
        indicator, period, Submission(**typed), target=aim, series=series or {}, today=TODAY
    )


def faults(result: Judged) -> dict[str, str]:
    return {fault.field: fault.sentence for fault in result.faults}


@pytest.mark.parametrize(
    ("indicator", "typed", "value", "read_back"),
    [
        (HOUSING, {"value": "1,234"}, "1234", "1,234"),
        (HOUSING, {"value": "0"}, "0", "0"),
        (DEBT, {"value": "£1.2m"}, "1200000", "£1,200,000"),
        (DEBT, {"value": "(£350)"}, "-350", "-£350"),
        (WAIT, {"value": "4.25 minutes"}, "4.25", "4.3 minutes"),
        (VARIANCE, {"value": "(0.4)"}, "-0.4", "-0.40%"),
        (IN_TIME, {"numerator": "9", "denominator": "10"}, "90", "9 of 10: 90.0%"),
        (
            IN_TIME,
            {"numerator": "£1.2m", "denominator": "£2m"},
            "60",
            "1,200,000 of 2,000,000: 60.0%",
        ),
        (
            replace(IN_TIME, unit="days"),
            {"numerator": "1,230 days", "denominator": "100"},
            "12.3",
            "1,230 of 100: 12.3 days",
        ),
        (CALLS, {"value": "9,120"}, "9120", "9,120"),
    ],
)
def test_a_good_figure_is_read_back_and_ready(indicator, typed, value, read_back):
    result = judged(indicator, **typed)

    assert result.is_ready
    assert result.entry.value == Decimal(value)
    assert result.read_back == read_back


def test_a_share_is_kept_unrounded_with_its_counts():
    entry = judged(IN_TIME, numerator="9", denominator="11").entry

    assert entry.value == Decimal(900) / 11
    assert (entry.numerator, entry.denominator) == (9, 11)


@pytest.mark.parametrize(
    ("indicator", "typed", "field", "says"),
    [
        (HOUSING, {"value": ""}, "value", "zero too must be typed"),
        (HOUSING, {"value": "-3"}, "value", "-3 is negative: type 0 or more."),
        (HOUSING, {"value": "12.5"}, "value", "12.5 is not a whole number"),
        (HOUSING, {"value": "12,5"}, "value", "more than one way"),
        (HOUSING, {"value": "TBC"}, "value", "choose Not applicable or Not available yet"),
        (WAIT, {"value": "-1"}, "value", "negative"),
        (WAIT, {"value": "95%"}, "value", "must be in minutes"),
        (IN_TIME, {"value": "90"}, "numerator", "Type the numerator"),
        (IN_TIME, {"numerator": "9"}, "denominator", "Type the denominator"),
        (IN_TIME, {"numerator": "90%", "denominator": "10"}, "numerator", "must be a plain number"),
        (IN_TIME, {"numerator": "11", "denominator": "10"}, "numerator", "more than 100%"),
        (IN_TIME, {"numerator": "-1", "denominator": "10"}, "numerator", "cannot be negative"),
        (IN_TIME, {"numerator": "1", "denominator": "-10"}, "denominator", "cannot be negative"),
        (IN_TIME, {"numerator": "3", "denominator": "0"}, "numerator", "more than 100%"),
        (
            replace(IN_TIME, unit="days"),
            {"numerator": "3", "denominator": "0"},
            "denominator",
            "3 of 0 is not possible",
        ),
        (HOUSING, {"value": "1", "status": "approved"}, "status", "Choose one of these"),
        (
            HOUSING,
            {"value": "1", "commentary": "x" * 5000},
            "commentary",
            "1,000 characters too long",
        ),
        (HOUSING, {"value": "1", "commentary": "x" * 4001}, "commentary", "1 character too long"),
        (HOUSING, {"status": "not applicable"}, "commentary", "Say why there is no value"),
        (
            HOUSING,
            {"status": "not available", "expected_on": "2026-10-20"},
            "commentary",
            "who will supply it",
        ),
        (
            HOUSING,
            {"status": "not available", "commentary": "Contractor"},
            "expected_on",
            "the value is expected",
        ),
        (HOUSING, {"value": "1", "status": "provisional"}, "expected_on", "the confirmed value is"),
        (
            HOUSING,
            {"value": "1", "status": "provisional", "expected_on": "2026-10-09"},
            "expected_on",
            "after today",
        ),
        (
            HOUSING,
            {"value": "1", "status": "provisional", "expected_on": "3026-10-09"},
            "expected_on",
            "within two years",
        ),
        (
            HOUSING,
            {"value": "1", "status": "provisional", "expected_on": "soon"},
            "expected_on",
            "Write the day as",
        ),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(indicator, typed, field, says):
    result = judged(indicator, **typed)

    assert says in faults(result)[field]
    assert result.entry is None
    assert not result.questions


def test_all_faults_are_told_at_once():
    result = judged(value="abc", status="provisional", commentary="x" * 4001)

    assert set(faults(result)) == {"value", "expected_on", "commentary"}


@pytest.mark.parametrize("period", ["2026-10", "2026-11", "2026/27 Q3", "2026/27"])
def test_a_period_that_has_not_ended_is_closed(period):
    assert "has not ended" in faults(judged(period=Period.parse(period), value="1"))["period"]


def test_a_monthly_indicator_has_no_figure_for_a_quarter():
    result = judged(period=Period.parse("2026/27 Q2"), value="1")

    assert "is monthly: Q2 2026/27" in faults(result)["period"]


def test_no_cases_are_not_applicable_and_never_100():
    result = judged(IN_TIME, numerator="0", denominator="0")

    assert result.entry.status is FigureStatus.NOT_APPLICABLE
    assert result.entry.value is None
    assert result.read_back.startswith("0 of 0: not applicable for September 2026")


def test_no_cases_are_asked_back_once_and_no_words_are_put_under_the_name():
    asked = judged(IN_TIME, numerator="0", denominator="0")
    kept = judged(IN_TIME, numerator="0", denominator="0", confirmed=True)

    assert asked.questions == ("Were there no cases at all in September 2026?",)
    assert kept.is_ready
    assert kept.entry.commentary == ""


NO_CASES = {
    SEPTEMBER: figure(SEPTEMBER, status=FigureStatus.NOT_APPLICABLE, commentary="None came.")
}


@pytest.mark.parametrize(
    ("indicator", "typed", "field", "says"),
    [
        (
            IN_TIME,
            {"numerator": "31", "denominator": "56", "status": "not applicable"},
            "numerator",
            "31 of 56 was typed, but Not applicable is chosen: which is meant?",
        ),
        (
            IN_TIME,
            {"numerator": "31", "denominator": "", "status": "not applicable"},
            "numerator",
            "31 of nothing was typed",
        ),
        (
            IN_TIME,
            {"numerator": "0", "denominator": "56", "status": "not applicable"},
            "numerator",
            "0 of 56 was typed",
        ),
        (
            IN_TIME,
            {"numerator": "0", "denominator": "0", "status": "not available"},
            "numerator",
            "0 of 0 was typed, but Not available yet is chosen",
        ),
        (HOUSING, {"value": "0", "status": "not applicable"}, "value", "0 was typed"),
        (HOUSING, {"value": "about 12", "status": "not available"}, "value", "about 12 was typed"),
        (
            HOUSING,
            {"value": "12", "expected_on": "2026-10-20"},
            "expected_on",
            "but Final is chosen",
        ),
        (
            HOUSING,
            {"status": "not applicable", "expected_on": "20 October 2026"},
            "expected_on",
            "but Not applicable is chosen",
        ),
    ],
)
@pytest.mark.parametrize("series", [{}, NO_CASES])
def test_inputs_that_contradict_each_other_are_asked_back(indicator, typed, field, says, series):
    result = judged(
        indicator, series=series, commentary="Nobody came.", reason="Late cases.", **typed
    )

    assert says in faults(result)[field]
    assert result.entry is None


@pytest.mark.parametrize(
    ("indicator", "typed"),
    [
        (IN_TIME, {"numerator": "0", "denominator": "0"}),
        (IN_TIME, {"numerator": "n/a", "denominator": ""}),
        (HOUSING, {"value": "N/A"}),
        (HOUSING, {"value": " "}),
    ],
)
def test_not_applicable_beside_no_number_is_no_contradiction(indicator, typed):
    result = judged(indicator, status="not applicable", commentary="Nobody came.", **typed)

    assert not result.faults
    assert result.entry.status is FigureStatus.NOT_APPLICABLE


def test_a_figure_may_be_corrected_to_not_applicable_with_its_old_counts_still_there():
    before = figure(SEPTEMBER, "50", numerator=Decimal(5), denominator=Decimal(10))
    typed = {"status": "not applicable", "commentary": "Moved.", "reason": "Moved."}
    same = judged(IN_TIME, series={SEPTEMBER: before}, numerator="5", denominator="10", **typed)
    other = judged(IN_TIME, series={SEPTEMBER: before}, numerator="6", denominator="10", **typed)

    assert same.is_ready
    assert same.entry.value is None
    assert "6 of 10 was typed" in faults(other)["numerator"]


def test_the_day_promised_before_may_still_stand_beside_the_final_value():
    promised = figure(
        SEPTEMBER, "12", status=FigureStatus.PROVISIONAL, expected_on=date(2026, 10, 20)
    )
    result = judged(value="12", expected_on="2026-10-20", series={SEPTEMBER: promised})

    assert result.is_ready
    assert result.entry.expected_on is None


def counted(*pairs: str) -> dict[Period, Figure]:
    """A series of counts that ends in August, oldest first: "111/119"."""
    series = {}
    for back, pair in enumerate(reversed(pairs), 1):
        part, whole = map(Decimal, pair.split("/"))
        at = SEPTEMBER.later(-back)
        series[at] = figure(at, str(100 * part / whole), numerator=part, denominator=whole)
    return series


@pytest.mark.parametrize(
    ("typed", "earlier", "says"),
    [
        (
            "18/20",
            ["100/119", "118/121"] * 3,
            "The denominator: 20 is far outside what has been seen",
        ),
        ("18/20", ["111/119", "108/115", "120/130"], "where 115 to 130 is usual"),
        ("18/20", ["111/119"], "where 119 is usual"),
        ("1110/1190", ["111/119"] * 3, "was 119 meant?"),
        ("1/119", ["110/119", "2/120", "60/121"], ""),  # the share is doubted, once
        ("110/118", ["111/119", "108/115", "120/130"], ""),
        ("3/4", ["9/12", "10/14", "8/11"], ""),  # few cases vary by themselves
        ("31.5/56", ["30/56"], "The numerator 31.5 is not a whole number"),
        ("31/56.5", ["30/56"], "The denominator 56.5 is not a whole number"),
        ("413.2/1034.5", ["402.9/1012.4"], ""),  # tonnes of tonnes, as always
    ],
)
def test_counts_are_doubted_like_values(typed, earlier, says):
    part, _, whole = typed.partition("/")
    asked = " ".join(
        judged(
            IN_TIME, series=counted(*earlier), numerator=part, denominator=whole, commentary="x"
        ).questions
    )

    assert says in asked
    assert says or ("numerator" not in asked and "denominator" not in asked)


def test_whether_the_value_is_meant_is_asked_before_a_commentary_is_wanted():
    lower = replace(HOUSING, polarity=Polarity.LOWER)
    series = months(*["96"] * 6)
    asked = judged(lower, target="100", series=series, value="9600")
    sure = judged(lower, target="100", series=series, value="9600", confirmed=True)

    first, last = asked.questions
    assert "was 96 meant?" in first
    assert last.startswith("If it is: a commentary is needed")
    assert "commentary is needed" in faults(sure)["commentary"]


def test_what_cannot_be_says_what_may_be_meant():
    share = replace(IN_TIME, aggregation=Aggregation.LATEST)
    result = judged(share, series=months("96.1", "95.8"), value="9600")

    assert "more than 100%" in faults(result)["value"]
    assert "was 96.0% meant?" in faults(result)["value"]


def test_a_figure_without_value_keeps_its_reason_and_its_date():
    result = judged(
        status="not available", expected_on="2026-10-20", commentary="The contractor counts again."
    )

    assert result.is_ready
    assert result.entry.expected_on == date(2026, 10, 20)
    assert result.read_back == "Not available until 20 October 2026"
    assert judged(status="not applicable", reason="No survey").entry.commentary == "No survey"


def test_a_provisional_value_says_until_when():
    result = judged(value="12", status="provisional", expected_on="20 October 2026")

    assert result.read_back == "12 (provisional, to be confirmed by 20 October 2026)"


@pytest.mark.parametrize(
    ("value", "target", "last", "says"),
    [
        ("80", "100", "80", "this is Red: 80 against 100"),
        ("95", "100", "95", "this is Amber: 95 against 100"),
        ("100", "100", "110", "worse than August 2026 (down 10 on August 2026): say why."),
        ("100", None, "110", "worse than August 2026"),
        ("100", "100", "100", None),
        ("100", "90", "95", None),
        ("100", None, None, None),
    ],
)
def test_red_amber_and_worse_need_a_commentary(value, target, last, says):
    series = months(last) if last else {}
    silent = judged(target=target, series=series, value=value)
    explained = judged(target=target, series=series, value=value, commentary="Two officers left.")

    assert explained.is_ready
    if says is None:
        assert silent.is_ready
    else:
        assert says in faults(silent)["commentary"]


def test_a_statistic_needs_no_commentary():
    assert judged(CALLS, target="9000", series=months("9000"), value="4000").is_ready


def test_a_commentary_of_spaces_and_hidden_marks_is_none():
    assert "commentary" in faults(judged(target="100", value="80", commentary=" \u202e\u200b\n"))


def test_people_s_words_are_kept_but_for_hidden_marks():
    words = "\u202e <at>everyone</at> 🏠 **بيت** \x00"

    assert judged(value="1", commentary=words).entry.commentary == "<at>everyone</at> 🏠 **بيت**"


def test_a_correction_needs_a_reason():
    series = {SEPTEMBER: figure(SEPTEMBER, "100")}

    assert "why the figure is corrected" in faults(judged(series=series, value="101"))["reason"]
    assert judged(series=series, value="101", reason="One counted late").is_ready


@pytest.mark.parametrize(
    ("before", "reason"),
    [(FigureStatus.PROVISIONAL, "Confirmed"), (FigureStatus.NOT_AVAILABLE, "")],
)
def test_a_promised_figure_is_no_correction(before, reason):
    value = "100" if before is FigureStatus.PROVISIONAL else None
    result = judged(series={SEPTEMBER: figure(SEPTEMBER, value, status=before)}, value="100")

    assert result.is_ready
    assert result.entry.reason == reason


STEADY = ("100", "104", "98", "101", "97", "103", "99", "102")


@pytest.mark.parametrize(
    ("series", "value", "says"),
    [
        (("100",), "1010", "where about 100 is usual: was 101 meant?"),
        (("100",), "10000", "was 100 meant?"),
        (STEADY, "10", "was 100 meant?"),
        (("100",), "2500", "2,500 is ten times or more the 100 given for August 2026"),
        (STEADY, "3", "3 is a tenth or less of the 102"),
        (STEADY, "150", "far outside what has been seen: the last 8 values lay between 97 and 104"),
    ],
)
def test_a_figure_far_from_its_series_is_asked_back_once(series, value, says):
    typed = {"value": value, "commentary": "Counted twice to be sure."}
    first = judged(series=months(*series), **typed)

    assert len(first.questions) == 1
    assert says in first.questions[0]
    assert not first.is_ready
    assert first.read_back
    assert judged(series=months(*series), confirmed=True, **typed).is_ready


@pytest.mark.parametrize(
    ("series", "value"),
    [
        ((), "5000"),
        (STEADY, "108"),
        (STEADY, "92"),
        (("100", "100", "100", "100", "100", "100"), "102"),
        (("0", "0", "1", "0", "0", "0", "2"), "4"),
        (("5", "9", "7"), "20"),
        (("0",), "12"),
        (("12",), "0"),
    ],
)
def test_an_ordinary_figure_is_not_asked_back(series, value):
    assert judged(series=months(*series), value=value, commentary="As usual.").is_ready


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        (("50", "100"), "The numerator since 1 April is the same as that for August 2026"),
        (("40", "100"), "The numerator since 1 April is lower than that for August 2026"),
        (("60", "100"), None),
    ],
)
def test_a_running_total_that_stands_still_or_falls_is_asked_back(counts, says):
    august = figure(SEPTEMBER.previous, "50", numerator=Decimal(50), denominator=Decimal(100))
    result = judged(
        COLLECTED,
        series={august.period: august},
        numerator=counts[0],
        denominator=counts[1],
        commentary="x",
    )

    assert [says in question for question in result.questions] == ([True] if says else [])


def test_a_running_total_starts_afresh_in_april():
    april, march = Period.parse("2026-04"), Period.parse("2026-03")
    series = {
        march: figure(march, "96", numerator=Decimal(96), denominator=Decimal(100)),
        april.same_last_year: figure(april.same_last_year, "9.4"),
    }

    assert judged(
        COLLECTED, series=series, period=april, numerator="95", denominator="1000"
    ).is_ready


def test_a_share_above_100_or_below_0_is_refused_unless_a_range_allows_it():
    typed = replace(IN_TIME, aggregation=Aggregation.LATEST)

    assert "more than 100%" in judged(typed, value="104").faults[0].sentence
    assert "negative" in judged(typed, value="-4").faults[0].sentence
    assert judged(VARIANCE, value="-0.4").is_ready


def test_words_against_the_figure_are_asked_back_and_may_be_confirmed():
    typed = {"value": "98", "commentary": "Performance has improved."}
    result = judged(series=months("100"), **typed)

    assert "“Performance has improved”" in result.questions[0]
    assert judged(series=months("100"), confirmed=True, **typed).is_ready


@given(
    st.fixed_dictionaries(
        {
            name: st.text(max_size=20)
            | st.sampled_from(["0", "12", "95%", "2026-10-20", *FigureStatus])
            for name in ("value", "numerator", "denominator", "commentary", "status", "expected_on")
        }
    ),
    st.sampled_from([HOUSING, WAIT, DEBT, IN_TIME, VARIANCE, CALLS, COLLECTED]),
)
@settings(max_examples=100, deadline=None, database=None)
def test_whatever_is_typed_has_faults_or_an_entry(typed, indicator):
    result = judged(indicator, target="90", series=months(*STEADY), **typed)

    assert bool(result.faults) != (result.entry is not None)


@pytest.mark.parametrize(
    ("indicator", "target", "typed", "is_asked"),
    [
        (
            replace(IN_TIME, unit="per 1,000"),
            "480",
            {"numerator": "48", "denominator": "1000"},
            True,
        ),
        (
            replace(IN_TIME, unit="per 1,000"),
            "50",
            {"numerator": "48", "denominator": "1000"},
            False,
        ),
        (HOUSING, "5", {"value": "400"}, False),
    ],
)
def test_a_first_figure_far_from_its_target_asks_whether_the_unit_is_right(
    indicator, target, typed, is_asked
):
    words = "There is more to do than last year, and two more officers have begun."
    asked = judged(indicator, target=target, commentary=words, **typed).questions
    assert any("are the unit and the counts right?" in one for one in asked) is is_asked
    before = judged(
        indicator, target=target, commentary=words, series=months("48", "49"), **typed
    ).questions
    assert not any("are the unit and the counts right?" in one for one in before)
